import { useDebouncedValue } from '@mantine/hooks'
import {
  IconBuilding,
  IconBuildingStore,
  IconHistory,
  IconTableImport,
  IconUser,
  IconUserShare,
} from '@tabler/icons-react'
import { search } from '../../../api/home.ts'
import type { ResultOf } from '../../../api/endpoint.ts'
import { useGo } from '../../lib/location.ts'
import { useCall } from '../../lib/query.ts'
import { type RecentRecord, recentOrganizations, recentRecords } from '../../lib/recent.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { matching, otherMemberships } from '../organization-rows.ts'
import { type Entry, type Group, recentFirst } from './entry.ts'

type Found = ResultOf<typeof search>
type FoundCustomer = NonNullable<Found['customers']>['items'][number]

const pause = 150
const recentShown = 6
const kinds = {
  customer: { icon: IconBuildingStore, to: paths.customer },
  person: { icon: IconUser, to: (handle: string, id: string) => paths.people(handle, `?person=${id}`) },
  import: { icon: IconTableImport, to: paths.import },
} as const

/** Records and organisations for a text, by kind; those opened lately first, and alone where nothing is typed. */
export function useFound(q: string): { groups: Group[]; loading: boolean; failed: boolean } {
  const [asked] = useDebouncedValue(q.trim(), pause)
  const { across } = useOrganization()
  const options = { keep: true, staleTime: 5_000 }
  const found = useCall(search, { query: { q: asked } }, { ...options, enabled: asked !== '' })
  // where somebody belongs to several organisations, records of all of them (ACC-10)
  const everywhere = useCall(
    search,
    { query: { q: asked, across: 'memberships' } },
    { ...options, enabled: asked !== '' && across },
  )
  const recent = useRecent()
  const groupsOf = useGroups()
  if (q.trim() === '') return { groups: [{ key: 'recent', entries: recent }], loading: false, failed: false }
  const loading = found.isFetching || everywhere.isFetching || asked !== q.trim()
  const groups = found.data ? groupsOf(found.data, everywhere.data ?? {}, q) : []
  return { groups, loading, failed: found.isError || everywhere.isError }
}

/** Records of this organisation and other organisations, as this browser remembers them for this person. */
function useRecent(): Entry[] {
  const go = useGo()
  const { person } = useMe()
  const { handle } = useOrganization()
  const records = recentRecords(person.id, handle).map(({ kind, id, name }) => ({
    key: `recent-${id}`,
    icon: kinds[kind].icon,
    name,
    run: () => go(kinds[kind].to(handle, id)),
  }))
  const organizations = recentOrganizations(person.id)
    .filter((one) => one.handle !== handle)
    .slice(0, 2)
    .map((one) => ({
      key: `recent-${one.handle}`,
      icon: IconHistory,
      name: one.name,
      run: () => go(paths.home(one.handle)),
    }))
  return [...records.slice(0, recentShown), ...organizations]
}

function useGroups(): (found: Found, everywhere: Found, q: string) => Group[] {
  const go = useGo()
  const { person, memberships } = useMe()
  const { handle, across } = useOrganization()
  const organizationEntries = useOrganizationEntries()
  const opened = new Set(recentRecords(person.id, handle).map(({ id }) => id))
  const entry = (
    { kind, id, name }: RecentRecord,
    note: (string | false | null | undefined)[],
    place: string = handle,
  ): Entry => ({
    key: `${kind}-${id}`,
    icon: kinds[kind].icon,
    name,
    note: note.filter(Boolean).join(' · '),
    recent: opened.has(id),
    run: () => go(kinds[kind].to(place, id)),
  })
  // the organisation whose membership decides it, as in a list across them
  const placeOf = (decidedBy: string | null) =>
    memberships.find(({ organization }) => organization.id === decidedBy)?.organization.handle
  const customerEntry = ({ id, name, number, city, owner }: FoundCustomer, place?: string) =>
    entry({ kind: 'customer', id, name }, [across && owner?.name, city, number], place)
  return ({ customers, people, organizations, imports }, everywhere, q) => [
    {
      key: 'customers',
      entries: [
        ...recentFirst(customers?.items.map((one) => customerEntry(one)) ?? []),
        // both are sorted alike: what is found across and not here is not here
        ...(everywhere.customers?.items ?? [])
          .filter(({ id }) => !customers?.items.some((here) => here.id === id))
          .map((one) => customerEntry(one, placeOf(one.decidedBy))),
      ],
    },
    {
      key: 'people',
      entries: recentFirst(
        people?.items.map(({ id, name, email, organization }) =>
          entry({ kind: 'person', id, name }, [email, organization.name]),
        ) ?? [],
      ),
    },
    { key: 'organizations', entries: organizationEntries(organizations?.items ?? [], q) },
    {
      key: 'imports',
      entries: recentFirst(
        imports?.items.map(({ id, file, organization }) =>
          entry({ kind: 'import', id, name: file }, [organization.name]),
        ) ?? [],
      ),
    },
  ]
}

/** Organisations below the acting one, and the person's memberships elsewhere (ACC-2). */
function useOrganizationEntries(): (found: NonNullable<Found['organizations']>['items'], q: string) => Entry[] {
  const go = useGo()
  const me = useMe()
  const { handle } = useOrganization()
  const lately = new Set(recentOrganizations(me.person.id).map((one) => one.handle))
  return (found, q) => {
    const known = new Set(found.map(({ id }) => id))
    const others = matching(otherMemberships(me, []), q).filter(({ id }) => !known.has(id))
    const entries = [...found, ...others]
      .filter((one) => one.handle !== handle)
      .map(
        (one): Entry => ({
          key: `organization-${one.id}`,
          icon: one.entry === 'work_as' ? IconUserShare : IconBuilding,
          name: one.name,
          recent: lately.has(one.handle),
          // working as opens its own tab, so that the home stays as it is (ACC-3)
          run: () =>
            one.entry === 'work_as'
              ? void window.open(paths.home(one.handle), '_blank', 'noopener')
              : go(paths.home(one.handle)),
        }),
      )
    return recentFirst(entries)
  }
}
