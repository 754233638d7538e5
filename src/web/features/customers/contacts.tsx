import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../api/customers.ts'
import { useMe } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Lock } from '../../ui/lock.tsx'
import { Section } from '../../ui/section.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import css from './customer-page.module.css'
import { useAskWhy } from './use-why.ts'

/** Who is responsible: the partner contact and the account manager (CUS-7, CUS-14). */
export function Contacts({ customer, onAssign }: { customer: Customer; onAssign: () => void }) {
  const { t } = useTranslation('customers')
  const { contact, manager } = customer
  if (contact === undefined && !manager) return null
  return (
    <Section title={t('page.contacts')}>
      {contact !== undefined && <PartnerContact customer={customer} onAssign={onAssign} />}
      {manager && (
        <div className={css['contact']}>
          <Avatar name={manager.name} kind="large" />
          <div className={css['who']}>
            <b>{manager.name}</b> <Self id={manager.id} />
            <span>{t('contact.manager')}</span>
          </div>
        </div>
      )}
    </Section>
  )
}

function PartnerContact({ customer, onAssign }: { customer: Customer; onAssign: () => void }) {
  const { t } = useTranslation('customers')
  const why = useWhy()
  const ask = useAskWhy()
  const { contact, can } = customer
  const locked = why(can.assignContact)
  return (
    <div className={css['contact']}>
      {contact && <Avatar name={contact.name} kind="large" />}
      <div className={css['who']}>
        {contact ? (
          <>
            <b>{contact.name}</b> <Self id={contact.id} />
            <span>{t('contact.partnerContact')}</span>
          </>
        ) : (
          <>
            <b className={css['none']}>{t('contact.noContact')}</b>
            <span>{t('contact.noContactNote')}</span>
          </>
        )}
      </div>
      <Lock why={locked}>
        <button
          type="button"
          className={css['link']}
          aria-disabled={locked !== undefined || undefined}
          onClick={() => (locked === undefined ? onAssign() : ask('assignContact'))}
        >
          {t(contact ? 'contact.change' : 'contact.assign')}
        </button>
      </Lock>
    </div>
  )
}

function Self({ id }: { id: string }) {
  const { t } = useTranslation('customers')
  return useMe().person.id === id && t('contact.you')
}
