import type { Organization, World } from './world.ts'

type Problem = { path: string; says: string }

/** What a schema cannot say about a world: ids are unique, references exist, the tree is a tree. */
export function problemsOf(world: World): Problem[] {
  const references = [...duplicates(world), ...danglingReferences(world)]
  // rules about meaning follow references, so they only run where all of them lead somewhere
  return references.length > 0 ? references : [...treeProblems(world), ...meaningProblems(world)]
}

const COLLECTIONS = [
  'operators',
  'organizations',
  'roles',
  'persons',
  'memberships',
  'customers',
  'shares',
  'history',
  'audit',
  'imports',
  'mails',
  'views',
  'settings',
] as const

function duplicates(world: World): Problem[] {
  return COLLECTIONS.flatMap((collection) => {
    const seen = new Set<string>()
    return world[collection].flatMap(({ id }, index) => {
      if (seen.has(id)) return [{ path: `${collection}.${index}.id`, says: `the id ${id} is used twice` }]
      seen.add(id)
      return []
    })
  })
}

type Target = 'operators' | 'organizations' | 'roles' | 'persons' | 'customers'
type Reference = { path: string; id: string; to: Target; operator: string | undefined }

function danglingReferences(world: World): Problem[] {
  const operatorOf = {
    operators: new Map(world.operators.map(({ id }) => [id, id])),
    organizations: new Map(world.organizations.map(({ id, operator }) => [id, operator])),
    roles: new Map(world.roles.map(({ id, operator }) => [id, operator])),
    persons: new Map(world.persons.map(({ id }) => [id, null])),
    customers: new Map(world.customers.map(({ id, operator }) => [id, operator])),
  }
  return referencesOf(world).flatMap(({ path, id, to, operator }) => {
    const found = operatorOf[to].get(id)
    if (found === undefined) return [{ path, says: `there is no ${id} among the ${to}` }]
    if (operator !== undefined && found !== null && found !== operator) {
      return [{ path, says: `${id} belongs to the operator ${found}, not to ${operator}` }]
    }
    return []
  })
}

/** Which fields of a list refer to which list. */
const REFERENCES: readonly [Exclude<keyof World, 'today'>, Readonly<Record<string, Target>>][] = [
  ['organizations', { operator: 'operators', parent: 'organizations' }],
  ['roles', { operator: 'operators' }],
  ['memberships', { person: 'persons', organization: 'organizations', roles: 'roles' }],
  ['deputies', { operator: 'operators', person: 'persons', deputy: 'persons' }],
  [
    'customers',
    {
      operator: 'operators',
      owner: 'organizations',
      contact: 'persons',
      manager: 'persons',
      organization: 'organizations',
    },
  ],
  [
    'shares',
    {
      operator: 'operators',
      customer: 'customers',
      giver: 'organizations',
      grantee: 'organizations',
      contact: 'persons',
    },
  ],
  ['history', { customer: 'customers' }],
  [
    'audit',
    {
      operator: 'operators',
      person: 'persons',
      home: 'organizations',
      acting: 'organizations',
      customer: 'customers',
    },
  ],
  ['imports', { operator: 'operators', organization: 'organizations', maker: 'persons' }],
  ['mails', { operator: 'operators', organization: 'organizations' }],
  ['views', { operator: 'operators', organization: 'organizations', maker: 'persons' }],
  ['settings', { operator: 'operators', organization: 'organizations', person: 'persons' }],
]

function referencesOf(world: World): Reference[] {
  const homeOf = new Map(world.organizations.map(({ id, operator }) => [id, operator]))
  const matrices = world.operators.flatMap(({ id, moduleAccess = [] }, index) =>
    moduleAccess.flatMap(({ roles }, row) =>
      idsIn(`operators.${index}.moduleAccess.${row}.roles`, roles === '*' ? [] : roles).map(
        (named): Reference => ({ ...named, to: 'roles', operator: id }),
      ),
    ),
  )
  const fields = REFERENCES.flatMap(([collection, targets]) =>
    world[collection].flatMap((row, index) => {
      const values: Map<string, unknown> = new Map(Object.entries(row))
      // a membership states no operator: its organisation does
      const operator = values.get('operator') ?? homeOf.get(String(values.get('organization')))
      return Object.entries(targets).flatMap(([field, to]) =>
        idsIn(`${collection}.${index}.${field}`, values.get(field)).map(
          (named): Reference => ({ ...named, to, operator: typeof operator === 'string' ? operator : undefined }),
        ),
      )
    }),
  )
  return [...matrices, ...fields]
}

function idsIn(path: string, value: unknown): { path: string; id: string }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => idsIn(`${path}.${index}`, one))
  return typeof value === 'string' ? [{ path, id: value }] : []
}

function treeProblems(world: World): Problem[] {
  const byId = new Map(world.organizations.map((organization) => [organization.id, organization]))
  const nodes = world.organizations.flatMap((organization, index) => {
    const parent = organization.parent === null ? undefined : byId.get(organization.parent)
    const says = nodeProblem(organization, parent) ?? (isOnCycle(byId, organization) ? 'it is its own ancestor' : null)
    return says === null ? [] : [{ path: `organizations.${index}`, says: `${organization.id}: ${says}` }]
  })
  const roots = world.operators.flatMap(({ id }, index) => {
    const count = world.organizations.filter(({ operator, kind }) => operator === id && kind === 'operator').length
    return count === 1
      ? []
      : [{ path: `operators.${index}`, says: `${id} has ${count} organisations of kind operator` }]
  })
  return [...nodes, ...roots]
}

function nodeProblem({ kind, site }: Organization, parent: Organization | undefined): string | null {
  if (kind === 'operator') return parent === undefined && !site ? null : 'an operator is a root and no site'
  if (parent === undefined) return 'only an operator has no parent'
  if (kind === 'partner' && parent.kind === 'customer') return 'a partner cannot be below a customer'
  if (site && kind !== 'partner') return 'only a partner organisation can be a site'
  if (site && parent.kind !== 'partner') return 'a site is below its partner'
  return null
}

function isOnCycle(byId: Map<string, Organization>, start: Organization): boolean {
  let at: Organization | undefined = start
  for (let steps = 0; at !== undefined && steps <= byId.size; steps += 1) {
    at = at.parent === null ? undefined : byId.get(at.parent)
  }
  return at !== undefined
}

function meaningProblems(world: World): Problem[] {
  const kindOf = new Map(world.organizations.map(({ id, kind }) => [id, kind]))
  const audienceOf = new Map(world.roles.map(({ id, audience }) => [id, audience]))
  const active = new Set<string>()
  const tenants = new Set<string>()
  const memberships = world.memberships.flatMap(({ person, organization, roles, status }, index) => {
    const path = `memberships.${index}`
    const wrong = roles.find((role) => audienceOf.get(role) !== kindOf.get(organization))
    if (wrong !== undefined) return [{ path, says: `the role ${wrong} is for another kind than ${organization}` }]
    const key = `${person} in ${organization}`
    if (status === 'active' && active.has(key)) return [{ path, says: `there are two active memberships of ${key}` }]
    if (status === 'active') active.add(key)
    return []
  })
  const customers = world.customers.flatMap(({ owner, organization }, index) => {
    const path = `customers.${index}`
    if (kindOf.get(owner) === 'customer') return [{ path, says: `${owner} is a customer and cannot own one` }]
    if (organization === null) return []
    if (kindOf.get(organization) !== 'customer') return [{ path, says: `${organization} is not of kind customer` }]
    if (tenants.has(organization)) return [{ path, says: `${organization} is already the organisation of another` }]
    tenants.add(organization)
    return []
  })
  const shares = world.shares.flatMap(({ giver, grantee }, index) => {
    const path = `shares.${index}`
    if (kindOf.get(grantee) !== 'partner') return [{ path, says: `${grantee} is not a partner organisation` }]
    return giver === grantee ? [{ path, says: 'giver and grantee are the same' }] : []
  })
  const places = new Set(world.memberships.map(({ person, organization }) => `${person} in ${organization}`))
  const settings = world.settings.flatMap(({ person, organization }, index) => {
    const place = `${person} in ${organization}`
    return places.has(place) ? [] : [{ path: `settings.${index}`, says: `there is no membership of ${place}` }]
  })
  const imports = world.imports.flatMap(({ organization }, index) =>
    kindOf.get(organization) === 'customer'
      ? [{ path: `imports.${index}`, says: `${organization} is a customer and imports none` }]
      : [],
  )
  return [...memberships, ...customers, ...shares, ...settings, ...imports]
}
