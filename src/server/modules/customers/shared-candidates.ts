import { sql } from 'kysely'
import type { ResultOf } from '../../../api/endpoint.ts'
import { mostAsked, type sharedCandidates as endpoint } from '../../../api/customer-batches.ts'
import type { Tx } from '../../platform/db/database.ts'
import { contactCandidates } from './customer-form.ts'

type Candidates = ResultOf<typeof endpoint>['items']

/** Who can become contact of several customers, and of which (CUS-7): customers out of sight are passed over (ACC-12). */
export async function sharedCandidates(tx: Tx, ids: readonly string[], q: string | undefined): Promise<Candidates> {
  const { rows } = await sql<{ id: string; owner: string }>`
    select c.id, c.owner_id as owner from customers c where c.id = any (${ids.slice(0, mostAsked)}::uuid[])`.execute(tx)
  const found = new Map<string, Candidates[number]>()
  for (const [owner, customers] of Map.groupBy(rows, (row) => row.owner)) {
    for (const person of await contactCandidates(tx, owner, q)) {
      const known = found.get(person.id)?.customers ?? []
      found.set(person.id, { ...person, customers: [...known, ...customers.map(({ id }) => id)] })
    }
  }
  return [...found.values()].toSorted(
    (a, b) => b.customers.length - a.customers.length || a.name.localeCompare(b.name, 'de'),
  )
}
