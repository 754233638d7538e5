import { sql } from 'kysely'
import { withinAs } from '../../access/index.ts'
import type { Services } from '../../platform/services.ts'
import { findImport, type UndoRecord } from './find-import.ts'
import { failureOf, noteUndoFailure } from './jobs.ts'
import { runUndo, type UndoneRow } from './run-undo.ts'
import { undoImport } from './undo-import.ts'

/** An import to be undone at once, by the command line. */
export interface UndoAtOnce {
  readonly import: string
  readonly person: string
  /** id or handle */
  readonly organization: string
}

/**
 * Undoes an import at once, in the name of a person and with their rights (IMP-5). A worker may have taken it up as well; where this
 * process dies, it goes on.
 *
 * @returns how it ended, and what became of each row in sight
 * @throws Refusal
 */
export async function undoAtOnce(
  services: Services,
  { import: id, person, organization }: UndoAtOnce,
): Promise<{ undo: UndoRecord; rows: readonly UndoneRow[] }> {
  const as = { person, organization, module: 'customers' } as const
  const begun = await withinAs(services.database, as, async (tx, actor) => ({
    operator: actor.operator.id,
    attempt: await undoImport(tx, actor, services, id),
  }))
  const run = { import: id, attempt: begun.attempt, person, organization }
  try {
    await runUndo(services, run)
  } catch (error) {
    await noteUndoFailure(services, begun.operator, run, failureOf(error) ?? 'internal')
    throw error
  }
  return withinAs(services.database, as, async (tx) => {
    const { undo } = await findImport(tx, id)
    if (!undo) throw new Error('an import was not undone')
    const { rows } = await sql<UndoneRow>`select r.row, r.undone as result, r.undone_why as why from import_rows r
      where r.import_id = ${id} and r.undone is not null order by r.row`.execute(tx)
    return { undo, rows }
  })
}
