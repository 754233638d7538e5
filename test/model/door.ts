import type { Door } from './actor.ts'
import { lookup } from './lookup.ts'
import { judgeOwned } from './owned.ts'
import { decidingFor, type Standing, standingOf } from './standing.ts'
import type { Organization, World } from './world.ts'

export type Locked =
  | 'no_such_organization'
  | 'no_membership'
  | 'membership_not_effective'
  | 'no_work_as'
  | 'tenant_without_customer'
  | 'tenant_customer_invisible'
  | 'tenant_blocks_work_as'
  | 'view_as_refused'

export type Opening = { ok: true; door: Door } | { ok: false; because: Locked }

/** ACC-1, ACC-3: by the membership in the organisation, or else by working as from the nearest home above. */
export function openDoor(world: World, person: string, id: string): Opening {
  const organization = lookup(world).organization(id)
  if (organization === undefined) return { ok: false, because: 'no_such_organization' }
  const membership = lookup(world).activeMembership(person, id)
  if (membership === undefined) return workAs(world, person, organization)
  const home = standingOf(world, membership)
  if (!home.effective) return { ok: false, because: 'membership_not_effective' }
  return { ok: true, door: { person, organization, home, entering: home, workingAs: false } }
}

function workAs(world: World, person: string, organization: Organization): Opening {
  const entering = decidingFor(world, person, organization.id)
  if (entering === null) return { ok: false, because: 'no_membership' }
  const home = homeAbove(world, person, organization)
  if (home === undefined) return { ok: false, because: 'no_work_as' }
  const locked = organization.kind === 'customer' ? lockOfTenant(world, home, organization) : null
  if (locked !== null) return { ok: false, because: locked }
  return { ok: true, door: { person, organization, home, entering, workingAs: true } }
}

/** ACC-3: the nearest effective membership above with `tenants.work_as`. */
function homeAbove(world: World, person: string, organization: Organization): Standing | undefined {
  return lookup(world)
    .path(organization.id)
    .slice(1)
    .flatMap(({ id }) => lookup(world).activeMembership(person, id) ?? [])
    .map((membership) => standingOf(world, membership))
    .find(({ permissions }) => permissions.has('tenants.work_as'))
}

/** ACC-3: a customer tenant is a row of its customer, for the home and for the membership that decides its owner. */
function lockOfTenant(world: World, home: Standing, tenant: Organization): Locked | null {
  if (tenant.workAsBlocked) return 'tenant_blocks_work_as'
  const customer = lookup(world).customerOfTenant(tenant.id)
  if (customer === undefined) return 'tenant_without_customer'
  const deciding = decidingFor(world, home.membership.person, customer.owner)
  const isHomeAboveOwner = lookup(world).subtree(home.organization.id).has(customer.owner)
  const isVisible = [home, deciding].every((standing) => standing !== null && judgeOwned(standing, customer).visible)
  return isHomeAboveOwner && isVisible ? null : 'tenant_customer_invisible'
}
