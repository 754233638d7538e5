import { useParams } from '@tanstack/react-router'
import { IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Customer, readCustomer } from '../../../api/customers.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useCall } from '../../lib/query.ts'
import { useShortcut } from '../../lib/shortcuts.ts'
import { useOpened } from '../../lib/use-opened.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Stopped } from '../../ui/stopped.tsx'
import { AssignContactDialog } from './assign-contact-dialog.tsx'
import { ChangedNote } from './changed-note.tsx'
import { Contacts } from './contacts.tsx'
import { CustomerHead } from './customer-head.tsx'
import css from './customer-page.module.css'
import { History } from './history.tsx'
import { Information } from './information.tsx'
import { lastList } from './last-list.ts'
import { useChangedBy } from './use-changed-by.ts'
import { WhyPanel } from './why-panel.tsx'

/** One customer: head, information, history, contacts (CUS-4). */
export function CustomerPage() {
  const { t } = useTranslation('customers')
  const { handle, customerId } = useParams({ from: '/o/$handle/customers/$customerId' })
  const found = useCall(readCustomer, { params: { customerId } })
  // one that has left the reader's sight is not shown any longer
  const missing = found.error instanceof ApiProblem && found.error.status === 404
  if (found.data && !missing) return <CustomerSheet key={customerId} customer={found.data} />
  if (missing) {
    return (
      <Stopped
        icon={IconEyeOff}
        title={t('page.missingTitle')}
        text={t('page.missing')}
        actions={<ButtonLink to={lastList(handle)}>{t('page.toList')}</ButtonLink>}
      />
    )
  }
  if (found.error)
    return <Failure page error={found.error} title={t('page.failed')} onRetry={() => void found.refetch()} />
  return <CustomerSkeleton />
}

function CustomerSheet({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers')
  useOpened({ kind: 'customer', id: customer.id, name: customer.name })
  const [assigning, setAssigning] = useState(false)
  const [editing, setEditing] = useState(false)
  const assign = () => setAssigning(true)
  useShortcut('p', t('actions.assign'), assign, customer.can.assignContact.ok)
  const changedBy = useChangedBy(customer)
  const imported = Object.entries(customer.imported ?? {})
  return (
    <div className={css['page']}>
      <CustomerHead customer={customer} hasImported={imported.length > 0} editing={editing} onAssign={assign} />
      <ChangedNote by={changedBy} />
      <div className={css['columns']}>
        <div className={css['stack']}>
          <div id="information" className={css['anchor']}>
            <Information customer={customer} editing={editing} onEdit={setEditing} />
          </div>
          {imported.length > 0 && (
            <div id="imported" className={css['anchor']}>
              <Section title={t('page.imported')} note={t('page.importedNote')}>
                <dl className={css['facts']}>
                  {imported.map(([name, value]) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              </Section>
            </div>
          )}
          <div id="history" className={css['anchor']}>
            <History customerId={customer.id} />
          </div>
        </div>
        <aside className={css['stack']} aria-label={t('page.contacts')}>
          <Contacts customer={customer} onAssign={assign} />
          <WhyPanel customer={customer} onAssign={assign} />
        </aside>
      </div>
      {assigning && <AssignContactDialog customer={customer} onClose={() => setAssigning(false)} />}
    </div>
  )
}

function CustomerSkeleton() {
  return (
    <div className={css['waiting']} aria-busy>
      <Skeleton width={140} />
      <Skeleton width={320} height={20} />
      <Skeleton width={420} />
      <Skeleton height={240} />
    </div>
  )
}
