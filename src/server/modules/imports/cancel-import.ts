import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { findImport } from './find-import.ts'
import { tellEnd } from './import-batch.ts'
import { refuseUnless } from './import-can.ts'
import { endUndo } from './run-undo.ts'

/**
 * Discards an import, or stops one that is running or being undone: the part in hand is given up, of undoing it is
 * finished, and what is settled by then stays so (IMP-4).
 *
 * @throws Refusal 403, 404, 409 where it is over
 */
export async function cancelImport(tx: Tx, actor: Actor, services: Services, id: string): Promise<void> {
  const record = await findImport(tx, id)
  refuseUnless(actor, record, 'cancel', services.now())
  if (record.undo?.status === 'running')
    return cancelUndo(tx, actor, services, { import: id, attempt: record.undo.attempt })
  // as it stands when it is held: somebody may have begun to take it over since it was looked at
  const { rows } = await sql<{ status: string; attempt: number }>`
    update imports i set status = 'cancelled', finished_at = now()
    from (select id, status, attempt from imports where id = ${id} for update) before
    where i.id = before.id and i.status in ('checking', 'checked', 'running', 'failed')
    returning before.status, before.attempt`.execute(tx)
  const [before] = rows
  if (!before) throw new Refusal('imports.not_ready')
  // one that failed has told already what it took over
  if (before.status === 'running')
    await tellEnd(tx, services, actor.operator.id, 'import.ended', { import: id, attempt: before.attempt })
}

async function cancelUndo(
  tx: Tx,
  actor: Actor,
  services: Services,
  run: { import: string; attempt: number },
): Promise<void> {
  const { rows } = await sql`update import_undos set status = 'cancelled', finished_at = now()
    where import_id = ${run.import} and attempt = ${run.attempt} and status = 'running' returning attempt`.execute(tx)
  if (rows.length === 0) throw new Refusal('imports.not_ready')
  await endUndo(tx, services, actor.operator.id, run)
}
