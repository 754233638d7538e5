import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerActions, customerWhy } from '../../../api/customer-why.ts'
import { type Customer, customerAttributes } from '../../../api/customers.ts'
import type { Why } from '../../../api/why.ts'
import { useCall } from '../../lib/query.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { Link } from '../../ui/link.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { WhyChain } from '../../ui/why/why-chain.tsx'
import { WhyPerson } from '../../ui/why/why-person.tsx'
import { answerOf, settingOf, titleOf } from '../../ui/why/why-words.ts'
import css from '../../ui/why/why.module.css'
import { useCustomerWords } from './use-customer-words.ts'
import { useArrival, useWhyQuestion, whyId, type WhyQuestion } from './use-why.ts'

/** *Warum sehe ich das?*: the chain of access in words, for oneself and for those whom one manages (ACC-18). */
export function WhyPanel({ customer, onAssign }: { customer: Customer; onAssign: () => void }) {
  const { t } = useTranslation('why')
  const words = useWords()
  const [question, change] = useWhyQuestion()
  const { subject, attribute, action } = question
  const query = {
    ...(subject && { person: subject.person, in: subject.place }),
    ...(attribute && { attribute }),
    ...(action && { action }),
  }
  const found = useCall(customerWhy, { params: { customerId: customer.id }, query }, { keep: true })
  const why = found.data
  useArrival()
  return (
    <section
      id={whyId}
      className={css['panel']}
      aria-labelledby="why-title"
      aria-describedby="why-answer"
      tabIndex={-1}
    >
      <h2 id="why-title">{titleOf(why, query)}</h2>
      <div aria-live="polite" aria-busy={found.isFetching}>
        {found.isPending && <Skeleton height={120} />}
        {found.isError && <p className={css['answer']}>{t('failed')}</p>}
        {why && !found.isError && (
          <>
            <p id="why-answer" className={css['answer']}>
              {answerOf(why, query, words)}
            </p>
            <WhyChain why={why} words={words} />
            <Change why={why} onAssign={onAssign} />
          </>
        )}
      </div>
      <Ask customer={customer} question={question} name={why?.person.name ?? ''} onChange={change} />
    </section>
  )
}

function useWords() {
  const { column } = useCustomerWords()
  const { t } = useTranslation('customers')
  return { attribute: (key: string) => (key === 'imported' ? t('page.imported') : column(key)) }
}

/** The setting that governs what stopped it, and the way to it where the reader may change it. */
function Change({ why, onAssign }: { why: Why; onAssign: () => void }) {
  const { t } = useTranslation('why')
  const { handle } = useOrganization()
  const me = useMe()
  const format = useFormat()
  const { setting } = why
  const sentence = settingOf(why)
  if (!setting || sentence === null) return null
  const names = format.list(setting.administrators)
  const search = new URLSearchParams({
    q: why.self ? me.person.email : why.person.name,
    ...(setting.membership && { person: setting.membership }),
  })
  return (
    <p className={css['more']}>
      {sentence}{' '}
      {setting.mayChange && setting.code === 'contact' && (
        <button type="button" onClick={onAssign}>
          {t('change.contact')}
        </button>
      )}
      {setting.mayChange && setting.code !== 'contact' && (
        <Link to={setting.membership ? paths.people(handle, `?${search}`) : paths.people(handle)}>
          {t(setting.membership ? 'change.people' : 'change.invite')}
        </Link>
      )}
      {!setting.mayChange && names !== '' && t('change.can', { count: setting.administrators.length, names })}
    </p>
  )
}

interface AskProps {
  customer: Customer
  question: WhyQuestion
  /** of whom the answer is */
  name: string
  onChange: (change: Partial<WhyQuestion>) => void
}

/** Another person, another question. */
function Ask({ customer, question, name, onChange }: AskProps) {
  const { t } = useTranslation('why')
  const { may, viewAs } = useOrganization()
  const manages = may('people.manage') && may('people.read') && viewAs === null
  const isOther = question.subject !== null || question.action !== null
  const [open, setOpen] = useState(isOther)
  if (!open && !isOther) {
    return (
      <p className={css['more']}>
        <button type="button" onClick={() => setOpen(true)}>
          {t(manages ? 'ask.open' : 'ask.openSelf')}
        </button>
      </p>
    )
  }
  return (
    <div className={css['ask']}>
      {manages && <WhyPerson value={question.subject} name={name} onChange={(subject) => onChange({ subject })} />}
      <Question customer={customer} question={question} onChange={onChange} />
    </div>
  )
}

const see = 'see'

function Question({ customer, question, onChange }: Omit<AskProps, 'name'>) {
  const { t } = useTranslation('why')
  const words = useWords()
  const shown = customerAttributes.filter((key) => key in customer)
  return (
    <SelectField
      name="question"
      label={t('ask.question')}
      value={question.attribute ? `field.${question.attribute}` : (question.action ?? see)}
      data={[
        { value: see, label: t('ask.see') },
        ...customerActions.options.map((value) => ({ value, label: t(`ask.action.${value}`) })),
        ...shown.map((key) => ({
          value: `field.${key}`,
          label: t('ask.field', { attribute: words.attribute(key) }),
        })),
      ]}
      onChange={(value) => {
        const attribute = shown.find((key) => value === `field.${key}`) ?? null
        const action = attribute ? 'update' : (customerActions.options.find((one) => one === value) ?? null)
        onChange({ attribute, action })
      }}
    />
  )
}
