import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { insertImported, type TakenOver, updateImported } from '../customers/index.ts'
import type { CheckedRow, Existing } from './checked-row.ts'
import { holdImport, type ImportRecord } from './find-import.ts'
import { enterBatch, tellEnd } from './import-batch.ts'
import { lookupFor } from './look-up.ts'
import type { Column } from './match-columns.ts'
import { mayImport } from './may-import.ts'
import {
  begin,
  despiteConflicts,
  finish,
  type Part,
  progress,
  type Run,
  type Started,
  Superseded,
} from './run-import.ts'
import { type Image, storeRows, type Trace } from './store-rows.ts'

/** Thrown to undo everything: only a faultless file was to be taken over. */
export class FaultyFile extends Error {}

/**
 * Takes the valid rows over (IMP-4): a thousand in one transaction with the note of how far it has come, so that a killed
 * run goes on without a row lost or doubled. Where only a faultless file may be taken over, all of it is one transaction.
 *
 * @param told the rows of each part, once they stand
 * @throws FaultyFile
 */
export async function runCommit(
  services: Services,
  run: Run,
  told?: (rows: readonly CheckedRow[]) => void,
): Promise<void> {
  const started = await begin(services, run, 'running')
  if (!started) return
  try {
    if (started.record.onlyIfFaultless) await takeWhole(services, started, run)
    else await takeParts(services, started, run, told)
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
  }
}

async function takeParts(
  services: Services,
  started: Started,
  run: Run,
  told?: (rows: readonly CheckedRow[]) => void,
): Promise<void> {
  for await (const part of started.parts()) {
    const rows = await despiteConflicts(() =>
      started.within(async (tx, actor) => {
        const settled = await takePart(tx, actor, started, run, part)
        await progress(tx, run, 'running', part, settled.some(isTaken))
        return settled
      }),
    )
    told?.(rows)
  }
  await started.within((tx, actor) => complete(tx, actor, services, { run }))
}

function isTaken({ action }: CheckedRow): boolean {
  return action === 'create' || action === 'update'
}

async function takeWhole(services: Services, started: Started, run: Run): Promise<void> {
  await started.within(async (tx, actor) => {
    let taken = false
    for await (const part of started.parts()) {
      const rows = await takePart(tx, actor, started, run, part)
      taken ||= rows.some(isTaken)
      if (rows.some(({ action }) => action === 'error')) throw new FaultyFile()
      // beside the open transaction, so that the progress is seen
      await started.within((beside) => progress(beside, run, 'running', part))
    }
    await complete(tx, actor, services, { run, taken })
  })
}

/** @param ended.taken whether rows stand of which no part has noted it */
async function complete(
  tx: Tx,
  actor: Actor,
  services: Services,
  { run, taken = false }: { run: Run; taken?: boolean },
): Promise<void> {
  await finish(tx, run, 'running', { status: 'done', taken })
  await sql`select access.note_import(${run.import})`.execute(tx)
  await tellEnd(tx, services, actor.operator.id, 'import.ended', run)
}

async function takePart(
  tx: Tx,
  actor: Actor,
  { check, record }: Started,
  run: Run,
  part: Part,
): Promise<readonly CheckedRow[]> {
  const owner = record.organizationId
  mayImport(actor, owner)
  await holdImport(tx, run.import)
  await enterBatch(tx, run)
  const rows = await check.check(part.batch, lookupFor(tx, actor, owner, true))
  const traces = new Map([...(await create(tx, actor, record, rows)), ...(await change(tx, actor, record, rows))])
  await storeRows(tx, { operator: actor.operator.id, import: run.import }, rows, traces)
  return rows
}

async function create(
  tx: Tx,
  actor: Actor,
  { organizationId, columns }: ImportRecord,
  rows: readonly CheckedRow[],
): Promise<[number, Trace][]> {
  const created = rows
    .filter(({ action }) => action === 'create')
    .map((row) => ({
      row: row.row,
      id: uuidv7(),
      values: row.values,
      contact: row.contact?.id ?? null,
      imported: row.imported,
      importedFields: fieldsOfTexts(row, columns),
    }))
  await insertImported(tx, actor, organizationId, created)
  return created.map(({ row, id }) => [row, { customer: id, before: null, revision: 1 }])
}

async function change(
  tx: Tx,
  actor: Actor,
  { organizationId, columns }: ImportRecord,
  rows: readonly CheckedRow[],
): Promise<[number, Trace][]> {
  const changed = rows.flatMap((row) =>
    row.action === 'update' && row.existing ? [{ row, before: row.existing }] : [],
  )
  const revisions = await updateImported(
    tx,
    actor,
    organizationId,
    changed.map(({ row, before }) => changedBy(row, before, columns)),
  )
  return changed.map(({ row, before }) => [
    row.row,
    { customer: before.id, before: imageOf(before), revision: revisions.get(before.id) ?? before.revision },
  ])
}

function changedBy(row: CheckedRow, before: Existing, columns: readonly Column[]): TakenOver {
  const contact = row.contact && row.contact.id !== before.contact?.id ? row.contact.id : null
  return {
    id: before.id,
    values: { ...before.values, ...row.values },
    contact,
    imported: row.imported,
    importedFields: fieldsOfTexts(row, columns),
  }
}

// noted as long as the customer stands: the history holds texts that are gone
function fieldsOfTexts(
  { existing, imported }: CheckedRow,
  columns: readonly Column[],
): Record<string, readonly string[]> {
  const fields: Record<string, readonly string[]> = { ...existing?.importedFields }
  for (const { key, field } of columns) {
    if (field === null || imported[key] === undefined) continue
    fields[key] = [...new Set([...(fields[key] ?? []), field])]
  }
  return fields
}

function imageOf({ values, contact, imported, revision }: Existing): Image {
  return { values, contact: contact?.id ?? null, imported, revision }
}
