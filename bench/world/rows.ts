import { builtInRoles } from '../../src/api/permissions.ts'
import { diceFor } from '../../src/server/demo/dice.ts'
import { germanPlaces } from '../../src/server/demo/words/german-places.ts'
import { firstNames, surnames } from '../../src/server/demo/words/names.ts'
import { streets } from '../../src/server/demo/words/streets.ts'
import { germanTrades } from '../../src/server/demo/words/trades.ts'
import { ids, staff } from './ids.ts'
import type { Plan } from './plan.ts'

export type Row = (string | null)[]

/** A word that few customers have in their name. */
export const rareWord = 'quistorp'

const at = (days: number) => new Date(Date.UTC(2026, 0, 1) - days * 86_400_000).toISOString()

export function* organizationRows(plan: Plan): Iterable<Row> {
  const { operator } = ids
  yield [operator, operator, null, 'operator', null, 'bench', 'Bench AG', `{${operator}}`]
  for (const { index, above } of plan.partners) {
    const id = ids.partner(index)
    const path = [operator, ...(above === null ? [] : [ids.partner(above)]), id]
    const parent = above === null ? operator : ids.partner(above)
    yield [
      operator,
      id,
      parent,
      'partner',
      'standard_paid',
      `partner-${index}`,
      `Partner ${index} IT-Systeme GmbH`,
      `{${path.join(',')}}`,
    ]
  }
}

export function* roleRows(): Iterable<Row> {
  for (const [index, { key, audience, permissions }] of builtInRoles.entries()) {
    yield [ids.operator, ids.role(index), key, audience, key, `{${permissions.join(',')}}`]
  }
}

function* peopleOf(plan: Plan): Iterable<{ index: number; name: string; login: string }> {
  const dice = diceFor(3)
  for (let index = 0; index < plan.employees + staff; index += 1) {
    const name = `${dice.pick(firstNames.de)} ${dice.pick(surnames.de)}`
    yield { index, name, login: `person.${index}` }
  }
}

export function* personRows(plan: Plan): Iterable<Row> {
  for (const { index, name, login } of peopleOf(plan)) {
    yield [ids.person(index), login, `${login}@firma.example`, name, 'active']
  }
}

export function* namedRows(plan: Plan): Iterable<Row> {
  for (const { index, name } of peopleOf(plan)) yield [ids.operator, ids.person(index), name]
}

/** Two of five see everything, two their own, one nothing; the first employees of each partner in this order. */
const visibilities = ['all', 'own', 'all', 'own', 'none'] as const

function* heldBy(plan: Plan): Iterable<{ person: number; organization: string; visibility: string; role: string }> {
  for (const { index, firstEmployee, employees } of plan.partners) {
    for (let nth = 0; nth < employees; nth += 1) {
      const visibility = visibilities[nth % 5] ?? 'all'
      const role = visibility === 'all' ? 'administration' : 'collaboration'
      yield { person: firstEmployee + nth, organization: ids.partner(index), visibility, role }
    }
  }
  for (let nth = 0; nth < staff; nth += 1) {
    const visibility = nth % 2 === 0 ? 'all' : 'own'
    yield { person: plan.employees + nth, organization: ids.operator, visibility, role: 'operator_administration' }
  }
}

export function* membershipRows(plan: Plan): Iterable<Row> {
  const people = peopleOf(plan)[Symbol.iterator]()
  for (const { person, organization, visibility } of heldBy(plan)) {
    const { name, login } = people.next().value ?? { name: '', login: '' }
    yield [
      ids.operator,
      ids.membership(person),
      organization,
      ids.person(person),
      visibility,
      'active',
      name,
      `${login}@firma.example`,
    ]
  }
}

export function* membershipRoleRows(plan: Plan): Iterable<Row> {
  for (const { person, role } of heldBy(plan)) {
    yield [ids.operator, ids.membership(person), ids.role(builtInRoles.findIndex(({ key }) => key === role))]
  }
}

export const customerColumns = [
  'operator_id',
  'id',
  'owner_id',
  'contact_id',
  'manager_id',
  'status',
  'name',
  'email',
  'phone',
  'website',
  'street',
  'postal_code',
  'city',
  'state',
  'country',
  'industry',
  'vat_id',
  'customer_since',
  'external_id',
  'created_at',
  'changed_at',
]

/** The customers in the order in which they came: those of a partner lie scattered, as in life. */
export function* customerRows(plan: Plan): Iterable<Row> {
  const dice = diceFor(5)
  const owners = shuffledOwners(plan)
  const places = Object.values(germanPlaces).flat()
  const roads = streets['DE'] ?? []
  const trades = germanTrades.flatMap(({ industry, after }) => after.map((word) => ({ industry, word })))
  const forms = ['GmbH', 'GmbH', 'GmbH', 'GmbH & Co. KG', 'e. K.', 'AG', 'KG', 'OHG']
  for (const [index, owner] of owners.entries()) {
    const { firstEmployee, employees } = plan.partners[owner] ?? { firstEmployee: 0, employees: 1 }
    const surname = dice.under(50_000) === 0 ? 'Quistorp' : dice.pick(surnames.de)
    const { industry, word } = dice.pick(trades)
    const place = dice.pick(places)
    const domain = `${surname.toLowerCase().replaceAll(/[^a-z]/g, '')}-${index}.example`
    const days = ((owners.length - index) * 1_500) / owners.length
    yield [
      ids.operator,
      ids.customer(index),
      ids.partner(owner),
      dice.chance(0.9) ? ids.person(firstEmployee + dice.under(employees)) : null,
      dice.chance(0.1) ? ids.person(plan.employees + dice.under(staff)) : null,
      dice.chance(0.85) ? 'customer' : 'prospect',
      `${surname} ${word} ${dice.pick(forms)}${dice.chance(0.3) ? ` ${place.city}` : ''}`,
      `info@${domain}`,
      `+49 ${place.area} ${100_000 + dice.under(900_000)}`,
      dice.chance(0.6) ? `https://www.${domain}` : null,
      `${dice.pick(roads)} ${1 + dice.under(180)}`,
      dice.pick(place.postalCodes),
      place.city,
      place.state,
      'DE',
      industry,
      dice.chance(0.5) ? `DE${100_000_000 + dice.under(900_000_000)}` : null,
      at(days + 30).slice(0, 10),
      dice.chance(0.4) ? `D-${10_000_000 + index}` : null,
      at(days),
      at(days * (dice.under(1_000) / 1_000)),
    ]
  }
}

function shuffledOwners(plan: Plan): Int32Array {
  const dice = diceFor(7)
  const owners = new Int32Array(plan.customers)
  let filled = 0
  for (const { index, customers } of plan.partners) {
    owners.fill(index, filled, filled + customers)
    filled += customers
  }
  for (let last = owners.length - 1; last > 0; last -= 1) {
    const other = dice.under(last + 1)
    const kept = owners[last] ?? 0
    owners[last] = owners[other] ?? 0
    owners[other] = kept
  }
  return owners
}
