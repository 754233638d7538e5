import { lookup } from './lookup.ts'
import { decidingFor, isEffective, type Standing } from './standing.ts'
import { ATTRIBUTES, type Attribute, type Organization, type Permission, type World } from './world.ts'

/** How a person stands in the acting organisation, before anything was asked for. */
export type Door = {
  person: string
  organization: Organization
  /** the membership that let the person in: in the acting organisation, or above it when working as */
  home: Standing
  /** the deciding membership of the acting organisation: `home`, or a nearer one when working as */
  entering: Standing
  workingAs: boolean
}

/** ACC-1: a person acting in one organisation, with everything that decides what they may do there. */
export type Actor = Door & {
  operator: string
  across: boolean
  /** ACC-19: somebody sees the portal as this person does */
  readOnly: boolean
  viewer: Actor | null
  /** ids of the organisations in scope, customer organisations among them */
  scope: ReadonlySet<string>
  /** the memberships that decide rows in scope, effective or not */
  deciding: Standing[]
  /** what any deciding membership permits: the route gate (ACC-10) */
  permissionsAnywhere: ReadonlySet<Permission>
  /** what lists show and let edit: what every deciding membership allows (ACC-10) */
  readableInLists: Attribute[]
  writableInLists: Attribute[]
}

type Manner = { across: boolean; viewer: Actor | null }

/** ACC-10: what a person may reach from the acting organisation, or across all their effective memberships. */
export function actorAt(world: World, door: Door, { across, viewer }: Manner): Actor {
  const operator = door.organization.operator
  const scope = across ? scopeAcross(world, door.person, operator) : lookup(world).subtree(door.organization.id)
  const deciding = decidingIn(world, door, scope, across)
  const inLists = (allows: (level: string) => boolean, attributes: readonly Attribute[]) =>
    attributes.filter((attribute) => deciding.every(({ levels }) => allows(levels[attribute])))
  return {
    ...door,
    operator,
    across,
    readOnly: viewer !== null,
    viewer,
    scope,
    deciding,
    permissionsAnywhere: new Set(deciding.flatMap(({ permissions }) => [...permissions])),
    // what is hidden from somebody who views as a person stays hidden
    readableInLists: inLists((level) => level !== 'hidden', viewer?.readableInLists ?? ATTRIBUTES),
    writableInLists: viewer === null ? inLists((level) => level === 'write', ATTRIBUTES) : [],
  }
}

function scopeAcross(world: World, person: string, operator: string): Set<string> {
  return new Set(effectiveOrganizations(world, person, operator).flatMap((id) => [...lookup(world).subtree(id)]))
}

function effectiveOrganizations(world: World, person: string, operator: string): string[] {
  return lookup(world)
    .activeMembershipsOf(person)
    .map(({ organization }) => organization)
    .filter((id) => lookup(world).organization(id)?.operator === operator && isEffective(world, id))
}

/** Customers are owned by operators and partners; of customer organisations only the entered ones contribute. */
function decidingIn(world: World, door: Door, scope: Set<string>, across: boolean): Standing[] {
  const isCustomer = (id: string) => lookup(world).organization(id)?.kind === 'customer'
  if (!across && door.organization.kind === 'customer') return [door.entering]
  const owners = [...scope].filter((id) => !isCustomer(id))
  const own = across ? effectiveOrganizations(world, door.person, door.organization.operator).filter(isCustomer) : []
  return [...new Set([...owners, ...own].flatMap((id) => decidingFor(world, door.person, id) ?? []))]
}
