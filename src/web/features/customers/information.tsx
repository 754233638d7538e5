import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../api/customers.ts'
import { Lock } from '../../ui/lock.tsx'
import { Section } from '../../ui/section.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import css from './customer-page.module.css'
import { formKeys } from './customer-form.ts'
import { InformationForm } from './information-form.tsx'
import { useCustomerWords } from './use-customer-words.ts'
import { useAskWhy } from './use-why.ts'

interface InformationProps {
  customer: Customer
  editing: boolean
  onEdit: (editing: boolean) => void
}

/** Master data to read, and to edit as far as this reader may (CUS-5). */
export function Information({ customer, editing, onEdit }: InformationProps) {
  const { t } = useTranslation('customers')
  const why = useWhy()
  const ask = useAskWhy()
  const editable = formKeys.some((key) => customer.writable.includes(key))
  const locked = why(customer.can.update) ?? (editable ? undefined : why({ ok: false, why: 'access.attribute_locked' }))
  return (
    <Section
      title={t('page.information')}
      action={
        !editing && (
          <Lock why={locked}>
            <button
              type="button"
              className={css['link']}
              aria-disabled={locked !== undefined || undefined}
              onClick={() => (locked === undefined ? onEdit(true) : ask('update'))}
            >
              {t('form.edit')}
            </button>
          </Lock>
        )
      }
    >
      {editing ? <InformationForm customer={customer} onDone={() => onEdit(false)} /> : <Facts customer={customer} />}
    </Section>
  )
}

const plain = ['state', 'country', 'industry', 'externalId', 'customerSince'] as const

function Facts({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers')
  const words = useCustomerWords()
  const { street, postalCode, city, phone, email, website, vatId } = customer
  const place = [postalCode, city].filter(Boolean).join(' ')
  return (
    <dl className={css['facts']}>
      {(street !== undefined || city !== undefined || postalCode !== undefined) && (
        <Fact name={t('field.address')}>
          {street}
          {street && place && <br />}
          {place}
        </Fact>
      )}
      {phone !== undefined && (
        <Fact name={words.field('phone')}>{phone && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}</Fact>
      )}
      {email !== undefined && (
        <Fact name={words.field('email')}>{email && <a href={`mailto:${email}`}>{email}</a>}</Fact>
      )}
      {website !== undefined && <Fact name={words.field('website')}>{website && <Website address={website} />}</Fact>}
      {vatId !== undefined && <Fact name={words.field('vatId')}>{vatId}</Fact>}
      {plain.map((key) => {
        const value = customer[key]
        return (
          value !== undefined && (
            <Fact key={key} name={words.field(key)}>
              {value && words.value(key, value)}
            </Fact>
          )
        )
      })}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || '–'}</dd>
    </div>
  )
}

function Website({ address }: { address: string }) {
  // only a web address becomes a link, whatever was imported
  const target = /^https?:\/\//i.test(address) ? address : `https://${address}`
  return URL.canParse(target) ? (
    <a href={target} target="_blank" rel="noopener noreferrer">
      {address.replace(/^https?:\/\/|\/$/gi, '')}
    </a>
  ) : (
    address
  )
}
