import { type Dice, diceFor } from './dice.ts'
import type { Request } from './enter.ts'
import { lookup } from './lookup.ts'
import type { Membership, World } from './world.ts'

/** Requests worth asking of a world: every way in, and ways that must stay shut. The same seed, the same requests. */
export function requestsOf(world: World, seed: number): Request[] {
  const dice = diceFor(seed)
  const active = dice.shuffled(world.memberships.filter(({ status }) => status === 'active'))
  const asked = [
    ...direct(world, active),
    ...across(world, active),
    ...workingAs(dice, world, active),
    ...viewing(dice, world, active),
    ...shut(dice, world),
  ]
  return [...new Map(asked.map((request) => [JSON.stringify(request), request])).values()]
}

function direct(world: World, active: Membership[]): Request[] {
  const isTenant = ({ organization }: Membership) => lookup(world).organization(organization)?.kind === 'customer'
  const inTenants = active.filter(isTenant).slice(0, 4)
  const elsewhere = active.filter((membership) => !isTenant(membership)).slice(0, 10)
  return [...elsewhere, ...inTenants].map(({ person, organization }) => ({ person, organization }))
}

function across(world: World, active: Membership[]): Request[] {
  const operatorOf = ({ organization }: Membership) => lookup(world).organization(organization)?.operator
  const severalHere = active.filter((one) =>
    active.some((other) => other !== one && other.person === one.person && operatorOf(other) === operatorOf(one)),
  )
  return severalHere.slice(0, 6).map(({ person, organization }) => ({ person, organization, across: true }))
}

/** Below those who may work as, blocked and invisible tenants among them; `across` is refused there. */
function workingAs(dice: Dice, world: World, active: Membership[]): Request[] {
  const homes = active.filter(({ roles }) =>
    roles.some((id) => lookup(world).role(id)?.permissions.includes('tenants.work_as')),
  )
  const entered = homes.flatMap(({ person, organization }) => {
    const below = [...lookup(world).subtree(organization)].filter((id) => id !== organization)
    const tenants = below.filter((id) => lookup(world).organization(id)?.kind === 'customer')
    const chosen = [...dice.shuffled(below).slice(0, 1), ...dice.shuffled(tenants).slice(0, 2)]
    return chosen.map((id) => ({ person, organization: id }))
  })
  const some = dice.shuffled(entered).slice(0, 10)
  return [...some, ...some.slice(0, 2).map((request) => ({ ...request, across: true }))]
}

function viewing(dice: Dice, world: World, active: Membership[]): Request[] {
  const managers = active.filter(({ roles }) =>
    roles.some((id) => lookup(world).role(id)?.permissions.includes('people.manage')),
  )
  const views = managers.flatMap(({ person, organization }) => {
    const subtree = lookup(world).subtree(organization)
    const subjects = active.filter((other) => other.person !== person && subtree.has(other.organization))
    return dice
      .shuffled(subjects)
      .slice(0, 2)
      .map((other): Request => ({ person, organization: other.organization, viewAs: other.person }))
  })
  const some = dice.shuffled(views).slice(0, 7)
  return [...some, ...some.slice(0, 1).map((request) => ({ ...request, across: true }))]
}

/** Foreign organisations, and memberships that are not yet or no longer any. */
function shut(dice: Dice, world: World): Request[] {
  const inactive = world.memberships.filter(({ status }) => status !== 'active')
  const lapsed = dice.shuffled(inactive).slice(0, 3)
  const foreign = [0, 1, 2].map(() => ({
    person: dice.pick(world.persons).id,
    organization: dice.pick(world.organizations).id,
  }))
  return [...lapsed.map(({ person, organization }) => ({ person, organization })), ...foreign]
}
