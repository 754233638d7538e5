import { sql } from 'kysely'
import type { UndoPreview } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { findImport } from './find-import.ts'
import { refuseUnless } from './import-can.ts'
import { sendRun, undoQueue } from './start-run.ts'
import { planUndo, remainsOf } from './undo-plan.ts'
import { undoRights } from './undo-rights.ts'

/**
 * What undoing an import would remove, restore and keep (IMP-5).
 *
 * @throws Refusal 403, 404, 409 where nothing of it stands
 */
export async function previewUndo(tx: Tx, actor: Actor, { now }: Services, id: string): Promise<UndoPreview> {
  const record = await findImport(tx, id)
  refuseUnless(actor, record, 'undo', now())
  return planUndo(tx, id, undoRights(actor, record))
}

/**
 * Begins to undo what an import created and changed (IMP-5); what was kept the last time is tried again.
 *
 * @returns the attempt
 * @throws Refusal 403, 404, 409 where nothing of it stands, or it is at work
 */
export async function undoImport(tx: Tx, actor: Actor, services: Services, id: string): Promise<number> {
  const seen = await findImport(tx, id)
  refuseUnless(actor, seen, 'undo', services.now())
  // somebody else may have been faster
  await sql`select from imports where id = ${id} for update`.execute(tx)
  refuseUnless(actor, await findImport(tx, id), 'undo', services.now())
  await sql`update import_rows set undone = null, undone_why = null where import_id = ${id} and undone = 'kept'`.execute(
    tx,
  )
  const { standing } = await remainsOf(tx, id)
  const { rows } = await sql<{ attempt: number }>`
    insert into import_undos (operator_id, import_id, person_id, status, total)
      values (${actor.operator.id}, ${id}, ${actor.person.id}, 'running', ${standing})
    on conflict (operator_id, import_id) do update set person_id = excluded.person_id, status = 'running', failure = null,
      attempt = import_undos.attempt + 1, total = excluded.total, removed = 0, restored = 0, kept = 0, unseen = 0,
      started_at = now(), finished_at = null
    returning attempt`.execute(tx)
  const attempt = rows[0]?.attempt ?? 1
  await sendRun(tx, actor, services, undoQueue, { import: id, attempt })
  return attempt
}
