import { sql } from 'kysely'
import type { UndoReason } from '../../../api/imports.ts'
import { type Actor, withinAs } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { type ImageBefore, removeImported, restoreImported } from '../customers/index.ts'
import { findImport, holdImport } from './find-import.ts'
import { enterBatch, tellEnd } from './import-batch.ts'
import { despiteConflicts, type Run, Superseded } from './run-import.ts'
import { nextToUndo, type PlannedRow, remainsOf } from './undo-plan.ts'
import { type UndoRights, undoRights } from './undo-rights.ts'

/** What undoing made of a row. */
export interface UndoneRow {
  readonly row: number
  readonly result: 'removed' | 'restored' | 'kept'
  readonly why: UndoReason | null
}

/**
 * Undoes what an import created and changed (IMP-5): a thousand rows in one transaction with the note of what became of each, so
 * that a killed run goes on behind them.
 */
export async function runUndo(services: Services, run: Run): Promise<void> {
  const as = { person: run.person, organization: run.organization, module: 'customers' } as const
  const within = <T>(work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> => withinAs(services.database, as, work)
  let after = 0
  try {
    for (;;) {
      run.signal?.throwIfAborted()
      const rows = await despiteConflicts(() => within((tx, actor) => undoPart(tx, actor, run, after)))
      if (rows.length === 0) break
      after = rows.at(-1)?.row ?? after
    }
    await within((tx, actor) => complete(tx, actor, services, run))
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
  }
}

async function undoPart(tx: Tx, actor: Actor, run: Run, after: number): Promise<readonly UndoneRow[]> {
  const record = await findImport(tx, run.import)
  const rights = undoRights(actor, record)
  await holdImport(tx, run.import)
  await stillWanted(tx, run)
  await enterBatch(tx, { import: run.import, attempt: `undo.${run.attempt}` })
  const planned = await nextToUndo(tx, run.import, rights, after)
  if (planned.length === 0) return []
  const rows = await settle(tx, actor, run, rights, planned)
  await noteRows(tx, run, rows)
  return rows
}

/** @throws Superseded where it was stopped, or another run has taken it over */
async function stillWanted(tx: Tx, run: Run): Promise<void> {
  const { rows } = await sql`select from import_undos
    where import_id = ${run.import} and attempt = ${run.attempt} and status = 'running' for update`.execute(tx)
  if (rows.length === 0) throw new Superseded()
}

async function settle(
  tx: Tx,
  actor: Actor,
  run: Run,
  rights: UndoRights,
  planned: readonly PlannedRow[],
): Promise<readonly UndoneRow[]> {
  const free = planned.filter(({ why }) => why === null)
  const created = free.filter(({ before }) => before === null).map(({ customer }) => customer)
  const removed = await removeImported(tx, run.import, created)
  const images = free.flatMap(imageOf)
  const revisions = await restoreImported(tx, actor, { import: run.import, owner: rights.owner }, images)
  await tellOthers(tx, run, planned, revisions)
  return planned.map(({ row, customer, why }) => {
    if (removed.has(customer)) return { row, result: 'removed', why: null }
    if (revisions.has(customer)) return { row, result: 'restored', why: null }
    // free when it was looked at, and taken by somebody before it could be held
    return { row, result: 'kept', why: why ?? 'changed' }
  })
}

function imageOf({ customer, before, contactChanged }: PlannedRow): ImageBefore[] {
  return before ? [{ id: customer, values: before.values, imported: before.imported, contactChanged }] : []
}

/** Restored is as the import before has left it: that one knows the customer by the new revision, and can be undone next. */
async function tellOthers(
  tx: Tx,
  run: Run,
  planned: readonly PlannedRow[],
  revisions: ReadonlyMap<string, number>,
): Promise<void> {
  const moves = planned.flatMap(({ customer, before }) => {
    const revision = revisions.get(customer)
    return before && revision !== undefined ? [{ customer, was: before.revision, revision }] : []
  })
  await sql`update import_rows o set revision = m.revision
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m(customer uuid, was int, revision int)
    where o.customer_id = m.customer and o.revision = m.was and o.import_id <> ${run.import}`.execute(tx)
}

async function noteRows(tx: Tx, run: Run, rows: readonly UndoneRow[]): Promise<void> {
  await sql`update import_rows r set undone = n.result, undone_why = n.why
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(row int, result text, why text)
    where r.import_id = ${run.import} and r.row = n.row`.execute(tx)
  const count = (result: UndoneRow['result']) => rows.filter((row) => row.result === result).length
  await sql`update import_undos set removed = removed + ${count('removed')}, restored = restored + ${count('restored')},
    kept = kept + ${count('kept')} where import_id = ${run.import} and attempt = ${run.attempt}`.execute(tx)
}

async function complete(tx: Tx, actor: Actor, services: Services, run: Run): Promise<void> {
  await stillWanted(tx, run)
  // whoever undoes sees no more of them
  const { standing } = await remainsOf(tx, run.import)
  await sql`update import_undos set status = 'done', unseen = ${standing}, finished_at = now()
    where import_id = ${run.import} and attempt = ${run.attempt}`.execute(tx)
  await endUndo(tx, services, actor.operator.id, run)
}

/** Audits and tells what was undone, however it ended. */
export async function endUndo(
  tx: Tx,
  services: Pick<Services, 'jobs'>,
  operatorId: string,
  run: Pick<Run, 'import' | 'attempt'>,
): Promise<void> {
  await sql`select access.note_import_undone(${run.import})`.execute(tx)
  await tellEnd(tx, services, operatorId, 'import.undone', { import: run.import, attempt: `undo.${run.attempt}` })
}
