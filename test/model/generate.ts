import { type Arbitrary, nat } from 'fast-check'
import { type Dice, diceFor } from './dice.ts'
import { customersOf, deputiesOf, recordsOf, sharesOf, viewsOf } from './generate-records.ts'
import { membershipsOf, tenantMembershipsOf } from './generate-people.ts'
import { moduleAccessFor, rolesOf } from './generate-roles.ts'
import { partnersOf } from './generate-tree.ts'
import { parseWorld } from './parse.ts'
import type { World } from './world.ts'

/** The day of every generated world, so that seeds stay comparable. */
const TODAY = '2026-03-16'

const PEOPLE = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Hannes', 'Ida', 'Jonas', 'Karla', 'Lukas']

/** A world in which everything that can go wrong between two rules does so somewhere. The same seed, the same world. */
export function generateWorld(seed: number): World {
  const dice = diceFor(seed)
  const persons = PEOPLE.map((name) => ({ id: name.toLowerCase(), name }))
  const cast = persons.map(({ id }) => id)
  const parts = [
    operatorPart(dice, 'nord', 'vendor', dice.shuffled(cast).slice(0, 9)),
    operatorPart(dice, 'hanse', dice.chance(0.7) ? 'marketplace' : 'vendor', dice.shuffled(cast).slice(0, 9)),
  ]
  const all = <Row>(rowsOf: (part: Part) => Row[]) => parts.flatMap(rowsOf)
  return parseWorld({
    today: TODAY,
    operators: all(({ operators }) => operators),
    organizations: all(({ organizations }) => organizations),
    roles: all(({ roles }) => roles),
    persons,
    memberships: all(({ memberships }) => memberships),
    deputies: all(({ deputies }) => deputies),
    customers: all(({ customers }) => customers),
    shares: all(({ shares }) => shares),
    history: all(({ history }) => history),
    audit: all(({ audit }) => audit),
    imports: all(({ imports }) => imports),
    mails: all(({ mails }) => mails),
    ...viewsOf(diceFor(-seed), {
      organizations: all(({ organizations }) => organizations),
      memberships: all(({ memberships }) => memberships),
    }),
  })
}

/** Worlds for property tests. */
export const worlds: Arbitrary<World> = nat().map(generateWorld)

type Part = Omit<World, 'today' | 'persons' | 'views' | 'settings'>

function operatorPart(dice: Dice, id: string, preset: 'vendor' | 'marketplace', cast: string[]): Part {
  const roles = rolesOf(dice, id)
  const partners = partnersOf(dice, id)
  const memberships = membershipsOf(dice, roles, partners, cast)
  const { customers, tenants } = customersOf(dice, id, partners, memberships, cast)
  const organizations = [...partners, ...tenants]
  const shares = sharesOf(dice, customers, partners, memberships)
  const everybody = [...memberships, ...tenantMembershipsOf(dice, id, roles, tenants, cast)]
  return {
    operators: [{ id, name: `Betreiber ${id}`, preset, ...moduleAccessFor(dice, roles) }],
    organizations,
    roles,
    memberships: everybody,
    deputies: deputiesOf(dice, id, memberships),
    customers,
    shares,
    ...recordsOf(dice, id, organizations, customers, cast),
  }
}
