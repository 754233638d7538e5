import { uuidv7 } from 'uuidv7'
import { sql } from 'kysely'
import { type Actor, forEachItem, type ItemOutcome } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { reassign } from './assign-contact.ts'

interface Assignment {
  id: string
  revision: number
  contact: string | null
}

/**
 * Assigns the partner contact of several customers, each by the rule of the single one (CUS-7, LST-8). Each account manager is
 * told once for the whole batch.
 *
 * @returns the batch, and what became of each
 */
export async function assignContacts(
  tx: Tx,
  actor: Actor,
  services: Services,
  items: readonly Assignment[],
): Promise<{ batchId: string; outcomes: ItemOutcome[] }> {
  const batchId = uuidv7()
  // read by the trigger that writes history
  await sql`select access.put('batch', ${batchId})`.execute(tx)
  const outcomes = await forEachItem(tx, items, async ({ id, revision, contact }) => {
    await reassign(tx, actor, id, revision, contact)
  })
  const operatorId = actor.operator.id
  if (outcomes.some(({ code }) => code === null))
    await emit(tx, services, { operatorId, kind: 'customers.assignments_moved', payload: { batchId } })
  return { batchId, outcomes }
}

/** The versions of these customers as they stand, as far as the reader sees them: what an undo builds on. */
export async function revisionsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; revision: number }>`
    select c.id, c.revision from customers c where c.id = any (${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, revision }) => [id, revision]))
}
