import { IconEyeOff } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { customerOverview } from '../../../api/customer-overview.ts'
import type { Filter } from '../../../api/filters.ts'
import type { ResultOf } from '../../../api/endpoint.ts'
import type { ListAccess } from '../../../api/lists.ts'
import { useCall } from '../../lib/query.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Link } from '../../ui/link.tsx'
import { Names } from '../../ui/names.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './home.module.css'
import { useCustomerAccess } from './use-customer-access.ts'

type Overview = ResultOf<typeof customerOverview>
type Tile = 'customers' | 'prospects' | 'withoutContact' | 'mine'

/** up to here the server counts exactly */
const counted = 10_000

const tiles: readonly Tile[] = ['customers', 'prospects', 'withoutContact', 'mine']

/** Customers in figures, each opening the list it counts, and what changed last. */
export function CustomersPanel() {
  const { t } = useTranslation('home')
  const { handle } = useOrganization()
  const { limit, access, error, retry } = useCustomerAccess()
  const seesNothing = limit === 'nothing'
  const overview = useCall(customerOverview, {}, { enabled: !seesNothing })
  if (seesNothing) return <SeesNothing access={access} />
  const failed = error ?? overview.error
  if (failed) {
    return (
      <Section className={css['full']} title={t('customers.title')}>
        <Failure error={failed} onRetry={error ? retry : () => void overview.refetch()} />
      </Section>
    )
  }
  const shown = limit === undefined ? undefined : overview.data
  return (
    <>
      <Section
        className={css['full']}
        title={t('customers.title')}
        note={access?.limit === 'own' ? t('customers.onlyOwn') : undefined}
        action={<Link to={paths.customers(handle)}>{t('customers.open')}</Link>}
      >
        <Tiles overview={shown} />
      </Section>
      <Section
        className={css['most']}
        title={t('changed.title')}
        action={<Link to={paths.customers(handle, '?sort=-changedAt')}>{t('changed.all')}</Link>}
      >
        <Changed overview={shown} />
      </Section>
    </>
  )
}

function Tiles({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const figure = (count: number) =>
    count > counted ? t('moreThan', { number: format.number(counted) }) : format.number(count)
  const { handle, home, organization } = useOrganization()
  const { person } = useMe()
  const staff = organization.kind === 'operator'
  // somebody who works as another organisation is nobody's contact there
  const shown = tiles.filter((tile) => (home === null || tile !== 'mine') && overview?.[tile] !== null)
  const filters: Record<Tile, Filter> = {
    customers: { status: { in: ['customer'] } },
    prospects: { status: { in: ['prospect'] } },
    withoutContact: { contact: { empty: true } },
    // operator staff answer for customers as account managers
    mine: { [staff ? 'manager' : 'contact']: { in: [person.id] } },
  }
  return (
    <div className={css['tiles']} style={{ '--tiles': shown.length }} aria-busy={overview === undefined}>
      {shown.map((tile) => (
        <Link
          key={tile}
          className={css['tile']}
          to={paths.customers(handle, `?filter=${encodeURIComponent(JSON.stringify(filters[tile]))}`)}
        >
          <span className={css['figure']}>
            {overview ? figure(overview[tile] ?? 0) : <Skeleton width={48} height={22} />}
          </span>
          <span className={css['words']}>
            <b>{t(`tile.${tile}`)}</b>
            <span>{t(tile === 'mine' && staff ? 'tile.mineManaged' : `tile.${tile}Text`)}</span>
          </span>
        </Link>
      ))}
    </div>
  )
}

function Changed({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation('home')
  const { handle } = useOrganization()
  if (overview === undefined) return <Skeleton width="62%" />
  if (overview.recent.length === 0) {
    return (
      <p className={css['nothing']}>
        <b>{t('changed.nothing')}</b>
        {t('changed.nothingText')}
      </p>
    )
  }
  return (
    <div className={css['rows']}>
      {overview.recent.map((customer) => (
        <Link key={customer.id} to={paths.customer(handle, customer.id)}>
          <b title={customer.name}>{customer.name}</b>
          <RelativeTime time={customer.changedAt} />
        </Link>
      ))}
    </div>
  )
}

/** Visibility `none` in all memberships that decide here: says so, and who or what changes it (ACC-9, ACC-13). */
function SeesNothing({ access }: { access: ListAccess | undefined }) {
  const { t } = useTranslation('home')
  const { handle } = useOrganization()
  const { person } = useMe()
  return (
    <Section className={css['full']} title={t('customers.title')}>
      <Empty
        icon={IconEyeOff}
        title={t('blind.title')}
        actions={
          access?.mayRaise && (
            <ButtonLink kind="primary" to={paths.people(handle, `?q=${encodeURIComponent(person.email)}`)}>
              {t('blind.action')}
            </ButtonLink>
          )
        }
      >
        {t('blind.why')} <WhoChanges access={access} />
      </Empty>
    </Section>
  )
}

function WhoChanges({ access }: { access: ListAccess | undefined }) {
  const { t } = useTranslation('home')
  const names = access?.administrators ?? []
  if (access?.mayRaise) return t('blind.textSelf')
  if (names.length === 0) return t('blind.text')
  return (
    <Trans
      t={t}
      i18nKey="blind.ask"
      count={names.length}
      components={[<span key="0" />, <Names key="1" names={names} />]}
    />
  )
}
