import type { Actor } from './actor.ts'
import { decideCustomer } from './customers.ts'
import { lookup } from './lookup.ts'
import { decidingFor, type Standing } from './standing.ts'
import type { Organization, World } from './world.ts'

export type OrganizationDecision = 'full' | 'name' | 'none'

/** ACC-11a: the organisations in scope, tenants with their customer; those above and owners of shared rows by name. */
export function decideOrganization(world: World, actor: Actor, organization: Organization): OrganizationDecision {
  if (organization.operator !== actor.operator) return 'none'
  if (isFullyVisible(world, actor, organization)) return 'full'
  const isAbove = lookup(world).subtree(organization.id).has(actor.organization.id)
  return isAbove || isOwnerOfShared(world, actor, organization) ? 'name' : 'none'
}

function isFullyVisible(world: World, actor: Actor, { id, kind, operator }: Organization): boolean {
  if (operator !== actor.operator || !actor.scope.has(id)) return false
  if (kind !== 'customer' || id === actor.organization.id) return true
  const customer = lookup(world).customerOfTenant(id)
  return customer !== undefined && decideCustomer(world, actor, customer).visible
}

function isOwnerOfShared(world: World, actor: Actor, { id }: Organization): boolean {
  return lookup(world)
    .customersOwnedBy(id)
    .map((customer) => decideCustomer(world, actor, customer))
    .some((decision) => decision.visible && decision.share !== null)
}

/** ACC-11a: the membership by which an actor asks for people, audit and imports of a fully visible organisation. */
export function standingAt(world: World, actor: Actor, id: string): Standing | null {
  const organization = lookup(world).organization(id)
  if (organization === undefined || !isFullyVisible(world, actor, organization)) return null
  if (organization.kind !== 'customer') return decidingFor(world, actor.person, id)
  if (id === actor.organization.id) return actor.entering
  const owner = lookup(world).customerOfTenant(id)?.owner
  return owner !== undefined && actor.scope.has(owner) ? decidingFor(world, actor.person, owner) : null
}

/** BRA-1: whose logo the acting organisation shows: its own, or that of the nearest above that has one. */
export function logoOf(world: World, { organization }: Actor): string | null {
  const shown = lookup(world)
    .path(organization.id)
    .find(({ logo }) => logo)
  return shown?.id ?? null
}

/** BRA-1: the logo of the acting organisation, and no other, for whom the membership that decides it lets. */
export function mayBrand(actor: Actor, { id }: Organization): boolean {
  return !actor.readOnly && id === actor.organization.id && actor.entering.permissions.has('organizations.brand')
}
