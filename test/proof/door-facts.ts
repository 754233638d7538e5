import {
  type Actor,
  actorOf,
  decisionFor,
  type Entered,
  hiddenInLists,
  may,
  shareLevelOf,
} from '../../src/server/access/actor.ts'
import { moduleOf, permissions } from '../../src/api/permissions.ts'
import { customerAttributes } from '../../src/api/customers.ts'
import type { Customer } from '../model/world.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import { type Facts, sayOf } from './facts.ts'

/** What the answer of `access.enter` says, read as the server reads it: gates, lists, and who decides each row. */
export function doorFacts({ world, ids }: LoadedWorld, entered: Entered): Facts {
  const facts: Facts = new Map([['enter', String(entered.status)]])
  if (entered.status !== 200) return facts
  const actor = actorOf(entered)
  const name = (id: string) => ids.nameOf(id) ?? id
  if (entered.acrossRefused) facts.set('across', 'refused')
  if (actor.workingAs) facts.set('working', 'as')
  facts.set('home', name(actor.home.id))
  facts.set('entering', name(actor.entry.id))
  sayOf(
    facts,
    'deciding',
    actor.decisions.map(({ id }) => name(id)),
    'yes',
  )
  for (const permission of permissions) facts.set(`gate ${permission}`, gate(actor, permission))
  const hidden = hiddenInLists(actor)
  sayOf(
    facts,
    'listed',
    customerAttributes.filter((key) => !hidden.has(`customer.${key}`)),
  )
  for (const customer of world.customers) sayOfRow(facts, actor, ids, customer)
  return facts
}

function gate(actor: Actor, permission: (typeof permissions)[number]): string {
  const isClosed = moduleOf(permission) !== null && !actor.decisions.some(({ open }) => open)
  if (isClosed) return '404'
  return may(actor, permission) ? '200' : '403'
}

/** Of a row that is visible; of others nothing is asked, and `decisionFor` need not know them. */
function sayOfRow(facts: Facts, actor: Actor, ids: LoadedWorld['ids'], { id, owner }: Customer): void {
  const row = { id: ids.of('customers', id), ownerId: ids.of('organizations', owner) }
  const decision = decisionFor(actor, row)
  facts.set(`decided ${id}`, ids.nameOf(decision.id) ?? decision.id)
  facts.set(`share ${id}`, shareLevelOf(actor, row) ?? 'none')
  for (const key of customerAttributes) {
    const attribute = `customer.${key}`
    const level = decision.hidden.has(attribute) ? 'hidden' : decision.readOnly.has(attribute) ? 'read' : 'write'
    facts.set(`level ${id} ${key}`, level)
  }
}
