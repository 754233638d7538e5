import type { Actor } from './actor.ts'
import { decidingFor, type Standing } from './standing.ts'
import type { World } from './world.ts'
import { lookup } from './lookup.ts'

export type Creation =
  /** under `own` whoever creates becomes the contact, operator staff the account manager */
  { ok: true; becomes: 'contact' | 'manager' | null } | { ok: false; status: 404 | 403; because: NotCreated }
type NotCreated =
  | 'out_of_scope'
  | 'view_as_read_only'
  | 'membership_not_effective'
  | 'module_closed'
  | 'permission_missing'
  | 'visibility_none'

/** ACC-8a, ACC-10: creating a customer for an owner is decided by the membership nearest above that owner. */
export function mayCreateFor(world: World, actor: Actor, owner: string): Creation {
  const kind = lookup(world).organization(owner)?.kind
  const standing = actor.scope.has(owner) && kind !== 'customer' ? decidingFor(world, actor.person, owner) : null
  if (standing === null) return { ok: false, status: 404, because: 'out_of_scope' }
  const because = actor.readOnly ? 'view_as_read_only' : refusalOf(standing)
  if (because !== null) return { ok: false, status: 403, because }
  const isStaff = standing.organization.kind === 'operator'
  return { ok: true, becomes: standing.visibility === 'all' ? null : isStaff ? 'manager' : 'contact' }
}

function refusalOf({ effective, modules, permissions, visibility }: Standing): NotCreated | null {
  if (!effective) return 'membership_not_effective'
  if (!modules.has('customers')) return 'module_closed'
  // whoever may not read customers would create what they cannot see
  if (!permissions.has('customers.read') || !permissions.has('customers.create')) return 'permission_missing'
  return visibility === 'none' ? 'visibility_none' : null
}
