import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'

/**
 * Fills the port of organizations: what somebody who leaves was contact or account manager of goes to the successor, or to
 * nobody, in the same transaction; also what the remover can't see (PPL-7). It is told as one batch (CUS-7, LST-10).
 */
export async function moveAssignments(
  tx: Tx,
  services: Services,
  move: { operatorId: string; person: string; organizationId: string; successor: string | null },
): Promise<void> {
  const batchId = uuidv7()
  // read by the trigger that writes history
  await sql`select access.put('batch', ${batchId})`.execute(tx)
  const { rows } = await sql<{ moved: number }>`
    select access.move_assignments(${move.person}, ${move.organizationId}, ${move.successor}) as moved`.execute(tx)
  if (!rows[0]?.moved) return
  await emit(tx, services, { operatorId: move.operatorId, kind: 'customers.assignments_moved', payload: { batchId } })
}
