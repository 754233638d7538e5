import type { Actor } from './actor.ts'
import { countsAsContact, stopOf, type Verdict } from './owned.ts'
import { decidingFor, type Standing } from './standing.ts'
import type { Customer, World } from './world.ts'

/** PPL-7: the persons the actor is deputy of today. Nobody is a deputy while working as (ACC-8a). */
export function deputisedBy(world: World, { person, operator, workingAs }: Actor): string[] {
  if (workingAs) return []
  return world.deputies
    .filter((row) => row.deputy === person && row.operator === operator)
    .filter(({ from, to }) => from <= world.today && world.today <= to)
    .map((row) => row.person)
}

/** ACC-8a: what the `own` of an absent person gives at the customer's owner, if neither of the two is `none` there. */
export function judgeDeputised(world: World, actor: Actor, standing: Standing, customer: Customer): Verdict {
  const stop = stopOf(standing)
  if (stop !== null) return { visible: false, because: stop }
  for (const absent of deputisedBy(world, actor)) {
    const theirs = decidingFor(world, absent, customer.owner)
    if (theirs === null || stopOf(theirs) !== null) continue
    if (countsAsContact(theirs, customer) && customer.contact === absent)
      return { visible: true, because: 'deputy_contact' }
    const isStaff = theirs.organization.kind === 'operator'
    if (isStaff && customer.manager === absent) return { visible: true, because: 'deputy_manager' }
  }
  return { visible: false, because: 'not_assigned' }
}
