import { readFileSync } from 'node:fs'
import { type Actor, type CustomerDecision, decideCustomer, enter, listCustomers, type Request } from './decide.ts'
import { lookup } from './lookup.ts'
import type { Customer, Membership, Organization, Role, World } from './world.ts'
import { parseWorld } from './parse.ts'

/** The example of README.md, changed by a test before anybody is asked about it. */
export function given(change: (world: World) => void = () => {}): World {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const json = /```json\n([\s\S]*?)```/.exec(readme)?.[1]
  if (json === undefined) throw new Error('README.md has lost its example')
  const world = parseWorld(JSON.parse(json))
  change(world)
  return parseWorld(world)
}

function byId<Row extends { id: string }>(rows: Row[], id: string): Row {
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new Error(`the example has no ${id}`)
  return row
}

export const organizationOf = (world: World, id: string): Organization => byId(world.organizations, id)
export const membershipOf = (world: World, id: string): Membership => byId(world.memberships, id)
export const roleOf = (world: World, id: string): Role => byId(world.roles, id)
export const customerOf = (world: World, id: string): Customer => byId(world.customers, id)

/** Adds an active membership. */
export function join(
  world: World,
  person: string,
  organization: string,
  roles: string[],
  visibility: Membership['visibility'],
): void {
  world.memberships.push({ id: `${person}-${organization}`, person, organization, roles, visibility, status: 'active' })
}

/** The actor of a request that must be let in. */
export function acting(world: World, person: string, organization: string, how: Partial<Request> = {}): Actor {
  const entry = enter(world, { person, organization, ...how })
  if (!entry.ok) throw new Error(`${person} cannot enter ${organization}: ${entry.because}`)
  return entry.actor
}

export function answer(world: World, request: Request): number {
  const entry = enter(world, request)
  return entry.ok ? 200 : entry.status
}

/** The ids of the customers in the list of an actor. */
export function list(world: World, actor: Actor): string {
  return listCustomers(world, actor)
    .map(({ id }) => id)
    .join(' ')
}

export function decide(world: World, actor: Actor, customer: string): CustomerDecision {
  const found = lookup(world).customer(customer)
  if (found === undefined) throw new Error(`the example has no ${customer}`)
  return decideCustomer(world, actor, found)
}
