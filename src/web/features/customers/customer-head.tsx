import { useLocation } from '@tanstack/react-router'
import { IconChevronDown, IconChevronLeft, IconTransform, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Customer, updateCustomer } from '../../../api/customers.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Menu, MenuDivider, MenuItem } from '../../ui/menu.tsx'
import head from '../../ui/page-head.module.css'
import { usePageTitle } from '../../ui/page-title.ts'
import { LinkTab, LinkTabs } from '../../ui/table/link-tabs.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import { City, Status } from './customer-cells.tsx'
import css from './customer-head.module.css'
import { lastList } from './last-list.ts'
import { useCustomerWords } from './use-customer-words.ts'
import { useAskWhy } from './use-why.ts'

interface CustomerHeadProps {
  customer: Customer
  hasImported: boolean
  /** the form below has the primary action */
  editing: boolean
  onAssign: () => void
}

/** The head of a customer's page: stays in sight, holds the actions (CUS-4). */
export function CustomerHead({ customer, hasImported, editing, onAssign }: CustomerHeadProps) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const { handle } = useOrganization()
  const words = useCustomerWords()
  usePageTitle(customer.name)
  const { owner, customerSince } = customer
  return (
    <header className={css['head']}>
      <div className={css['row']}>
        <div className={css['name']}>
          <nav className={head['crumb']} aria-label={t('title')}>
            <Icon of={IconChevronLeft} size={13} />
            <Link to={lastList(handle)}>{t('title')}</Link>
          </nav>
          <h1 className={head['title']} tabIndex={-1}>
            {customer.name}
          </h1>
          <p className={css['meta']}>
            <Status status={customer.status} say={words.value} />
            <span>{customer.number}</span>
            {(customer.city || customer.postalCode) && (
              <span>
                <City row={customer} words={[]} />
              </span>
            )}
            {owner && <span>{t('page.partner', { name: owner.name })}</span>}
            {customerSince && (
              <span className={css['since']}>{t('page.since', { day: format.day(customerSince) })}</span>
            )}
          </p>
        </div>
        <Actions customer={customer} editing={editing} onAssign={onAssign} />
      </div>
      <Sections customer={customer} hasImported={hasImported} />
    </header>
  )
}

function Sections({ customer, hasImported }: { customer: Customer; hasImported: boolean }) {
  const { t } = useTranslation('customers')
  const { handle } = useOrganization()
  const hash = useLocation({ select: (location) => location.hash })
  const page = paths.customer(handle, customer.id)
  const current = hash === 'history' || (hash === 'imported' && hasImported) ? hash : 'information'
  return (
    <LinkTabs label={t('page.sections')}>
      <LinkTab to={`${page}#information`} current={current === 'information'}>
        {t('page.information')}
      </LinkTab>
      {hasImported && (
        <LinkTab to={`${page}#imported`} current={current === 'imported'}>
          {t('page.imported')}
        </LinkTab>
      )}
      <LinkTab to={`${page}#history`} current={current === 'history'}>
        {t('page.history')}
      </LinkTab>
    </LinkTabs>
  )
}

function Actions({ customer, editing, onAssign }: Omit<CustomerHeadProps, 'hasImported'>) {
  const { t } = useTranslation('customers')
  const why = useWhy()
  const ask = useAskWhy()
  const write = useWrite(updateCustomer, 'customers')
  const { id, name, revision, can, status } = customer
  const other = status === 'customer' ? 'prospect' : 'customer'
  const turn = () =>
    write.mutate(
      { params: { customerId: id }, revision, body: { status: other } },
      {
        onSuccess: () => toast.done(t(other === 'customer' ? 'actions.nowCustomer' : 'actions.nowProspect', { name })),
        onError: (error) => toast.failed(error),
      },
    )
  return (
    <Menu
      position="bottom-end"
      width={306}
      offset={6}
      target={
        <Button kind={editing ? 'default' : 'primary'} busy={write.isPending} className={css['actions']}>
          {t('actions.menu')}
          <Icon of={IconChevronDown} />
        </Button>
      }
    >
      <MenuItem
        icon={IconUserCheck}
        note="P"
        locked={why(can.assignContact)}
        onLocked={() => ask('assignContact')}
        onClick={onAssign}
      >
        {t('actions.assign')}
      </MenuItem>
      {status && (
        <>
          <MenuDivider />
          <MenuItem
            icon={IconTransform}
            locked={why(can.changeStatus)}
            onLocked={() => ask('changeStatus')}
            onClick={turn}
          >
            {t(other === 'customer' ? 'actions.toCustomer' : 'actions.toProspect')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
