import { lookup } from './lookup.ts'
import { isOpenTo } from './modules.ts'
import type { Attribute, Level, Membership, Module, Organization, Permission, Visibility, World } from './world.ts'
import { ATTRIBUTES } from './world.ts'

export type Levels = Record<Attribute, Level>

/** What a membership is worth today: a membership that is not effective keeps nothing but its attribute levels. */
export type Standing = {
  membership: Membership
  organization: Organization
  effective: boolean
  visibility: Visibility
  permissions: ReadonlySet<Permission>
  modules: ReadonlySet<Module>
  levels: Levels
}

/** ACC-10: the standing of the person's nearest membership at or above the organisation, which decides it. */
export function decidingFor(world: World, person: string, organization: string): Standing | null {
  for (const { id } of lookup(world).path(organization)) {
    const membership = lookup(world).activeMembership(person, id)
    if (membership !== undefined) return standingOf(world, membership)
  }
  return null
}

/** ACC-8a: an organisation is effective while it and everything above it is active. */
export function isEffective(world: World, organization: string): boolean {
  return lookup(world)
    .path(organization)
    .every(({ status }) => status === 'active')
}

const known = new WeakMap<World, Map<string, Standing>>()

/** ACC-7, ACC-8a, ACC-14: the standing of one membership, never added up with another. */
export function standingOf(world: World, membership: Membership): Standing {
  const standings = known.get(world) ?? new Map<string, Standing>()
  known.set(world, standings)
  const standing = standings.get(membership.id) ?? assess(world, membership)
  standings.set(membership.id, standing)
  return standing
}

function assess(world: World, membership: Membership): Standing {
  const organization = lookup(world).organization(membership.organization)
  if (organization === undefined) throw new Error(`the membership ${membership.id} has no organisation`)
  const effective = isEffective(world, organization.id)
  const roles = membership.roles.flatMap((id) => lookup(world).role(id) ?? [])
  return {
    membership,
    organization,
    effective,
    visibility: effective ? membership.visibility : 'none',
    permissions: new Set(effective ? roles.flatMap(({ permissions }) => permissions) : []),
    modules: new Set(effective && isOpenTo(world, membership, 'customers') ? ['customers' as const] : []),
    levels: levelsBy((attribute) =>
      highest(
        attribute,
        roles.map(({ attributes }) => attributes[attribute] ?? 'write'),
      ),
    ),
  }
}

export function levelsBy(levelOf: (attribute: Attribute) => Level): Levels {
  const levels: Partial<Levels> = {}
  for (const attribute of ATTRIBUTES) levels[attribute] = levelOf(attribute)
  if (!isComplete(levels)) throw new Error('an attribute has no level')
  return levels
}

function isComplete(levels: Partial<Levels>): levels is Levels {
  return ATTRIBUTES.every((attribute) => attribute in levels)
}

/** ACC-14: with several roles the highest counts; number and name cannot be hidden. */
function highest(attribute: Attribute, levels: Level[]): Level {
  if (levels.includes('write')) return 'write'
  return levels.includes('read') || attribute === 'number' || attribute === 'name' ? 'read' : 'hidden'
}
