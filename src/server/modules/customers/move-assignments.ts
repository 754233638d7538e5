import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/**
 * Fills the port of organizations: what somebody who leaves was contact or account manager of goes to the successor, or to
 * nobody, in the same transaction; also what the remover can't see (PPL-7).
 */
export async function moveAssignments(
  tx: Tx,
  move: { person: string; organizationId: string; successor: string | null },
): Promise<void> {
  await sql`select access.move_assignments(${move.person}, ${move.organizationId}, ${move.successor})`.execute(tx)
}
