import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { findImport } from './find-import.ts'
import { mayImport } from './may-import.ts'

/**
 * Discards an import, or stops a running one after its current part; what it has taken over by then stays (IMP-4).
 *
 * @throws Refusal 403, 404, 409 where it is over
 */
export async function cancelImport(tx: Tx, actor: Actor, id: string): Promise<void> {
  const record = await findImport(tx, id)
  mayImport(actor, record.organizationId)
  const { rows } = await sql`update imports set status = 'cancelled', finished_at = now()
    where id = ${id} and status in ('checking', 'checked', 'running', 'failed') returning id`.execute(tx)
  if (rows.length === 0) throw new Refusal('imports.not_ready')
}
