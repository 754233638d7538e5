import { IconBuildingStore, IconEyeOff, IconPlus, IconTableImport } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import type { CustomerStatus } from '../../../api/customers.ts'
import type { ListAccess } from '../../../api/lists.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Link } from '../../ui/link.tsx'
import { Names } from '../../ui/names.tsx'

/** Whose limit the list has and who can change it (ACC-13). */
export function AccessHint({ access, why }: { access: ListAccess; why: string | null }) {
  const { t } = useTranslation('customers')
  const { organization } = useOrganization()
  const own = organization.kind === 'operator' ? 'access.ownOperator' : 'access.own'
  return (
    <>
      {access.limit === 'partly' ? <SeenIn access={access} /> : t(own)} <Ask access={access} />
      {access.mayRaise && (
        <>
          {' '}
          <OwnVisibility open={access.limit === 'own'} />
        </>
      )}
      {why !== null && (
        <>
          {' '}
          <Link to={why}>{t('access.why')}</Link>
        </>
      )}
    </>
  )
}

/** Nothing to see because of visibility: why, and what can be done (ACC-9, ACC-13). */
export function UnseenCustomers({ access }: { access: ListAccess }) {
  const { t } = useTranslation('customers')
  const to = useOwnMembership(true)
  return (
    <Empty
      icon={IconEyeOff}
      title={t('unseen.title')}
      actions={
        access.mayRaise && (
          <ButtonLink kind="primary" to={to}>
            {t('access.raise')}
          </ButtonLink>
        )
      }
    >
      {t('unseen.why')} {access.mayRaise ? t('unseen.mayRaise') : <Ask access={access} />}
    </Empty>
  )
}

/** No customers at all: what comes next. */
export function NoCustomers({ onCreate }: { onCreate: ((status: CustomerStatus) => void) | null }) {
  const { t } = useTranslation('customers')
  const { handle, may, visibility } = useOrganization()
  return (
    <Empty
      icon={IconBuildingStore}
      title={t(visibility === 'own' ? 'nothing.ownTitle' : 'nothing.title')}
      actions={
        onCreate && (
          <>
            <Button kind="primary" icon={IconPlus} onClick={() => onCreate('customer')}>
              {t('new.customer')}
            </Button>
            {may('customers.import') && (
              <ButtonLink icon={IconTableImport} to={paths.imports(handle)}>
                {t('import')}
              </ButtonLink>
            )}
          </>
        )
      }
    >
      {t(onCreate ? 'nothing.mayCreate' : 'nothing.body')}
    </Empty>
  )
}

const limits = ['own', 'nothing'] as const

/** Where less than all is seen: *In Ahlers Lübeck sehen Sie nur Kunden, deren Partner-Kontakt Sie sind.* */
function SeenIn({ access }: { access: ListAccess }) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const { organization } = useOrganization()
  const own = organization.kind === 'operator' ? 'ownOperator' : 'own'
  const sentences = limits.flatMap((sees) => {
    const names = access.organizations.filter((one) => one.sees === sees).map(({ name }) => name)
    const key = sees === 'own' ? own : sees
    return names.length === 0 ? [] : [t(`access.in.${key}`, { organizations: format.list(names) })]
  })
  return sentences.join(' ')
}

function Ask({ access }: { access: ListAccess }) {
  const { t } = useTranslation('customers')
  const { administrators } = access
  if (administrators.length === 0) return null
  return (
    <Trans
      t={t}
      // who may raise it, is an administrator too
      i18nKey={access.mayRaise ? 'access.askPeers' : 'access.ask'}
      count={administrators.length}
      components={[<span key="0" />, <Names key="1" names={administrators} />]}
    />
  )
}

function OwnVisibility({ open }: { open: boolean }) {
  const { t } = useTranslation('customers')
  const to = useOwnMembership(open)
  return <Link to={to}>{t('access.raise')}</Link>
}

/** The own memberships among the people; the one of this organisation open where it is the limit. */
function useOwnMembership(open: boolean): string {
  const { handle, organization } = useOrganization()
  const me = useMe()
  const own = open && me.memberships.find((one) => one.organization.id === organization.id)
  const search = new URLSearchParams({ q: me.person.email, ...(own && { person: own.id }) })
  return paths.people(handle, `?${search}`)
}
