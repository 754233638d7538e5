import type { Actor } from './actor.ts'
import { decideCustomer, type Visible } from './customers.ts'
import { type Locked, openDoor } from './door.ts'
import { enter } from './enter.ts'
import { lookup } from './lookup.ts'
import { decideOrganization, standingAt } from './organizations.ts'
import type { Stop } from './owned.ts'
import type { Customer, World } from './world.ts'

/** ACC-18: of whom, acting where; without a place, oneself as entered. */
export type WhyQuestion = { customer: Customer; person: string; place: string | null }

/** `isLocked`: the person does not even get into the place. */
export type WhyAnswer = { visible: false; because: Stop | Locked; isLocked: boolean } | Visible

/** ACC-18: what the answer comes to; null where the asker does not see the record or may not ask: 404. */
export function explain(world: World, asker: Actor, { customer, person, place }: WhyQuestion): WhyAnswer | null {
  const seen = decideCustomer(world, asker, customer)
  if (!seen.visible) return null
  if (place === null) return person === asker.person ? seen : null
  if (!mayAsk(world, asker, person, place)) return null
  const opening = openDoor(world, person, place)
  if (!opening.ok) return { visible: false, because: opening.because, isLocked: true }
  const entry = enter(world, { person, organization: place })
  if (!entry.ok) throw new Error('a door without a gate is open to whoever got in')
  const decision = decideCustomer(world, entry.actor, customer)
  return decision.visible ? decision : { ...decision, isLocked: false }
}

/** Everybody about themselves, where they get in or see; about others those who manage them, and the people of that place. */
function mayAsk(world: World, asker: Actor, person: string, place: string): boolean {
  const organization = lookup(world).organization(place)
  if (asker.readOnly || organization === undefined || organization.operator !== asker.operator) return false
  if (person === asker.person)
    return openDoor(world, person, place).ok || decideOrganization(world, asker, organization) === 'full'
  const isMember = world.memberships.some(
    (membership) =>
      membership.person === person && membership.status !== 'ended' && manages(world, asker, membership.organization),
  )
  return isMember && manages(world, asker, place)
}

function manages(world: World, asker: Actor, organization: string): boolean {
  const permissions = standingAt(world, asker, organization)?.permissions
  return permissions?.has('people.read') === true && permissions.has('people.manage')
}
