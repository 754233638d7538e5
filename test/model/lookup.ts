import type { Customer, HistoryEntry, Membership, Organization, Role, Share, World } from './world.ts'

/** A world read by its ids. Computed once per world, so a world is never changed after it was asked about. */
export type Lookup = {
  organization: (id: string) => Organization | undefined
  role: (id: string) => Role | undefined
  customer: (id: string) => Customer | undefined
  /** the organisation itself first, its operator last */
  path: (organization: string) => Organization[]
  /** the organisation itself and everything below it */
  subtree: (organization: string) => Set<string>
  activeMembership: (person: string, organization: string) => Membership | undefined
  activeMembershipsOf: (person: string) => Membership[]
  customerOfTenant: (organization: string) => Customer | undefined
  customersOwnedBy: (organization: string) => Customer[]
  sharesOf: (customer: string) => Share[]
  historyOf: (customer: string) => HistoryEntry[]
}

const known = new WeakMap<World, Lookup>()

export function lookup(world: World): Lookup {
  const found = known.get(world) ?? build(world)
  known.set(world, found)
  return found
}

function build(world: World): Lookup {
  const organizations = byId(world.organizations)
  const roles = byId(world.roles)
  const customers = byId(world.customers)
  // an invited or ended membership is as if absent
  const active = world.memberships.filter(({ status }) => status === 'active')
  const ofPerson = groupBy(active, ({ person }) => person)
  const owned = groupBy(world.customers, ({ owner }) => owner)
  const tenants = new Map(world.customers.map((customer) => [customer.organization, customer]))
  const shares = groupBy(world.shares, ({ customer }) => customer)
  const history = groupBy(world.history, ({ customer }) => customer)
  const paths = new Map(world.organizations.map(({ id }) => [id, pathOf(organizations, id)]))
  const subtrees = new Map(world.organizations.map(({ id }) => [id, new Set<string>()]))
  for (const [id, path] of paths) {
    for (const above of path) subtrees.get(above.id)?.add(id)
  }
  return {
    organization: (id) => organizations.get(id),
    role: (id) => roles.get(id),
    customer: (id) => customers.get(id),
    path: (id) => paths.get(id) ?? [],
    subtree: (id) => subtrees.get(id) ?? new Set(),
    activeMembership: (person, organization) =>
      ofPerson.get(person)?.find((membership) => membership.organization === organization),
    activeMembershipsOf: (person) => ofPerson.get(person) ?? [],
    customerOfTenant: (organization) => tenants.get(organization),
    customersOwnedBy: (organization) => owned.get(organization) ?? [],
    sharesOf: (customer) => shares.get(customer) ?? [],
    historyOf: (customer) => history.get(customer) ?? [],
  }
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}

function groupBy<Row>(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

function pathOf(organizations: Map<string, Organization>, id: string): Organization[] {
  const organization = organizations.get(id)
  if (organization === undefined) return []
  return organization.parent === null ? [organization] : [organization, ...pathOf(organizations, organization.parent)]
}
