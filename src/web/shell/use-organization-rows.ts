import { useDebouncedValue } from '@mantine/hooks'
import { listOrganizations } from '../../api/organizations.ts'
import { useCall } from '../lib/query.ts'
import { recentOrganizations } from '../lib/recent.ts'
import { useMe, useOrganization } from '../lib/session.tsx'
import { matching, type OrganizationRow, otherMemberships, treeRows } from './organization-rows.ts'

export interface RowGroup {
  key: 'recent' | 'own' | 'found' | 'tenants'
  rows: readonly OrganizationRow[]
}

interface Rows {
  groups: readonly RowGroup[]
  /** customer tenants one can work as; found only by search */
  tenants: number
  loading: boolean
}

/** What the switcher lists: recent ones, the tree, other memberships; with a text what matches it, tenants too. */
export function useOrganizationRows(text: string, tenantsOnly: boolean): Rows {
  const me = useMe()
  const organization = useOrganization()
  // the tree of home, not of the organisation worked in, leads everywhere one may go
  const root = organization.home?.handle ?? organization.handle
  const [searched] = useDebouncedValue(text.trim(), 200)
  const tree = useCall(listOrganizations, { organization: root }, { staleTime: 60_000 })
  const found = useCall(
    listOrganizations,
    { organization: root, query: { q: searched } },
    { enabled: searched !== '', keep: true },
  )
  const rows = treeRows(tree.data?.items ?? [])
  const others = otherMemberships(me, rows)
  const tenants = tree.data?.tenants ?? 0
  if (text.trim() === '' && !tenantsOnly) {
    // memberships alone would stand in another order and then jump
    if (tree.isPending) return { groups: [], tenants, loading: true }
    const recent = recentRows(me.person.id, [...rows, ...others], organization.handle)
    return { groups: named({ recent, own: [...rows, ...others] }), tenants, loading: false }
  }
  const hits = treeRows(found.data?.items ?? []).map((row) => ({ ...row, depth: 0 }))
  const loading = found.isFetching || searched !== text.trim()
  if (tenantsOnly)
    return { groups: named({ tenants: hits.filter((row) => row.kind === 'customer') }), tenants, loading }
  const ids = new Set(hits.map((row) => row.id))
  const also = matching([...rows, ...others], text).filter((row) => !ids.has(row.id))
  return { groups: named({ found: [...also, ...hits] }), tenants, loading }
}

function named(groups: Partial<Record<RowGroup['key'], readonly OrganizationRow[]>>): RowGroup[] {
  return Object.entries(groups).flatMap(([key, rows]) => {
    const group = { key, rows } as RowGroup // the keys of the parameter, which Object.entries widens
    return rows.length > 0 ? [group] : []
  })
}

function recentRows(personId: string, reachable: readonly OrganizationRow[], handle: string): OrganizationRow[] {
  return recentOrganizations(personId)
    .filter((recent) => recent.handle !== handle)
    .slice(0, 3)
    .map((recent) => {
      const row = reachable.find((candidate) => candidate.handle === recent.handle)
      return row ? { ...row, depth: 0 } : { ...recent, id: recent.handle, depth: 0, entry: 'work_as', visibility: null }
    })
}
