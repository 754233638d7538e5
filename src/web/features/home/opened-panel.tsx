import { useTranslation } from 'react-i18next'
import { customerList } from '../../../api/customers.ts'
import { useCall } from '../../lib/query.ts'
import { recentRecords } from '../../lib/recent.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './home.module.css'
import { useCustomerAccess } from './use-customer-access.ts'

const shown = 6

/** Customers opened last on this device, as far as the reader still sees them: a name must not outlive the right to see it. */
export function OpenedPanel() {
  const { t } = useTranslation('home')
  const { handle } = useOrganization()
  const { limit } = useCustomerAccess()
  const { person } = useMe()
  const opened = recentRecords(person.id, handle).filter(({ kind }) => kind === 'customer')
  const query = { ids: opened.map(({ id }) => id).join(','), columns: 'name' }
  const seen = useCall(customerList.page, { query }, { enabled: opened.length > 0 })
  if (limit === undefined || limit === 'nothing' || seen.isError) return null
  const names = new Map(seen.data?.items.map(({ id, name }) => [id, name]))
  const records = opened.flatMap(({ id }) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name }]
  })
  return (
    <Section className={css['rest']} title={t('opened.title')}>
      {seen.isLoading ? <Skeleton width="62%" /> : <Opened records={records.slice(0, shown)} />}
    </Section>
  )
}

function Opened({ records }: { records: { id: string; name: string }[] }) {
  const { t } = useTranslation('home')
  const { handle } = useOrganization()
  if (records.length === 0) {
    return (
      <p className={css['nothing']}>
        <b>{t('opened.nothing')}</b>
        {t('opened.nothingText')}
      </p>
    )
  }
  return (
    <div className={css['rows']}>
      {records.map(({ id, name }) => (
        <Link key={id} to={paths.customer(handle, id)}>
          <b title={name}>{name}</b>
          <span>{t('opened.customer')}</span>
        </Link>
      ))}
    </div>
  )
}
