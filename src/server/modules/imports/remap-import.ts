import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { ImportField, remapImport as endpoint } from '../../../api/imports.ts'
import type { BodyOf } from '../../../api/endpoint.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import type { Dialect } from './decode.ts'
import { fileKey, findImport, type ImportRecord, workbookKey } from './find-import.ts'
import { refuseUnless } from './import-can.ts'
import { refuse } from './keep-file.ts'
import { matchColumns, remapColumns, withoutHidden } from './match-columns.ts'
import { mayImport } from './may-import.ts'
import { readHead, type SampledColumn } from './read-head.ts'
import { forget, remember, understood } from './remembered-mapping.ts'
import { checkQueue, startRun } from './start-run.ts'
import { readTableFile, type TableFile } from './table-file.ts'

type Wanted = BodyOf<typeof endpoint>

/**
 * Corrects how a file is read, or where its columns go, and checks it again (IMP-2).
 *
 * @throws Refusal 403, 404, 409 where the file is being taken over or has been, 422 naming a column or field that is not there
 */
export async function remapImport(tx: Tx, actor: Actor, services: Services, id: string, wanted: Wanted): Promise<void> {
  const record = await findImport(tx, id)
  mayImport(actor, record.organizationId)
  refuseUnless(actor, record, 'remap', services.now())
  await claim(tx, id)
  if (!(await services.files.has(fileKey(id)))) throw new Refusal('imports.file_removed')
  const source = await sourceBy(services, record, wanted)
  try {
    const { dialect, sheet, table } = source
    const { columns, remembered } = await corrected(
      tx,
      actor,
      record,
      await columnsBy(services, record, source),
      wanted,
    )
    await sql`delete from import_rows where import_id = ${id}`.execute(tx)
    await sql`update imports set sheet = ${sheet}, encoding = ${dialect.encoding}, delimiter = ${dialect.delimiter}, columns = ${JSON.stringify(columns)}::jsonb, remembered = ${remembered},
      total = 0, creating = 0, updating = 0, unchanged = 0, faulty = 0, warned = 0 where id = ${id}`.execute(tx)
    await startRun(tx, actor, services, id, checkQueue)
    // at the very end: what stands above may still be undone
    if (table) await services.files.put(fileKey(id), { path: table.path })
  } finally {
    await source.table?.remove()
  }
}

// held until the end, so that no taking over starts meanwhile; what one has left is the image for undoing it (IMP-5)
async function claim(tx: Tx, id: string): Promise<void> {
  const { rows: open } = await sql`select from imports
    where id = ${id} and status in ('checking', 'checked', 'failed', 'cancelled') and not taken for update`.execute(tx)
  if (open.length === 0) throw new Refusal('imports.not_ready')
}

/** How the file is to be read from now on. */
interface Source {
  dialect: Dialect
  sheet: string | null
  /** where another sheet is read */
  table?: TableFile
}

async function sourceBy(services: Services, record: ImportRecord, wanted: Wanted): Promise<Source> {
  const { encoding = record.encoding, delimiter = record.delimiter, sheet = record.sheet } = wanted
  if (record.sheet === null || sheet === null) {
    if (sheet !== null) throw new Refusal('fields.invalid', { fields: [{ path: 'sheet', code: 'unknown' }] })
    return { dialect: { encoding, delimiter }, sheet }
  }
  // of a workbook nothing else is to be chosen
  if (encoding !== record.encoding || delimiter !== record.delimiter)
    throw new Refusal('fields.invalid', { fields: [{ path: 'encoding', code: 'unknown' }] })
  if (!record.sheets.includes(sheet))
    throw new Refusal('fields.invalid', { fields: [{ path: 'sheet', code: 'unknown' }] })
  if (sheet === record.sheet) return { dialect: record, sheet }
  const table = await readSheetAgain(services, record.id, sheet)
  return { dialect: table.dialect, sheet, table }
}

async function readSheetAgain({ files }: Services, id: string, sheet: string): Promise<TableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-sheet-'))
  try {
    const path = join(folder, 'workbook')
    await pipeline(files.open(workbookKey(id)), createWriteStream(path))
    return await readTableFile(path, sheet).catch(refuse)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Where the columns go from now on, for this file and the next ones with the same headers (IMP-2). */
async function corrected(
  tx: Tx,
  actor: Actor,
  { organizationId: owner, remembered }: ImportRecord,
  { columns, fresh }: { columns: readonly SampledColumn[]; fresh: boolean },
  wanted: Wanted,
): Promise<{ columns: readonly SampledColumn[]; remembered: boolean }> {
  const { hidden } = mayImport(actor, owner)
  if (wanted.forget) {
    await forget(tx, owner, columns)
    return {
      columns: mapped(withoutHidden(byHeaders(columns), hidden), wanted.columns ?? [], hidden),
      remembered: false,
    }
  }
  const start = fresh
    ? await understood(tx, owner, columns, hidden)
    : { columns: withoutHidden(columns, hidden), remembered }
  if (wanted.columns === undefined) return start
  const chosen = mapped(start.columns, wanted.columns, hidden)
  return { columns: chosen, remembered: await remember(tx, actor, owner, chosen, hidden) }
}

function byHeaders(columns: readonly SampledColumn[]): readonly SampledColumn[] {
  const matched = matchColumns(columns.map(({ header }) => header))
  return columns.map((column, at) => ({ ...column, field: matched[at]?.field ?? null }))
}

async function columnsBy(
  services: Services,
  record: ImportRecord,
  { dialect, table }: Source,
): Promise<{ columns: readonly SampledColumn[]; fresh: boolean }> {
  if (table) return { columns: await readHead(table.open, dialect).catch(refuse), fresh: true }
  if (dialect.encoding === record.encoding && dialect.delimiter === record.delimiter)
    return { columns: record.columns, fresh: false }
  const head = await readHead(() => services.files.open(fileKey(record.id)), dialect).catch(refuse)
  return { columns: head, fresh: true }
}

function mapped(
  columns: readonly SampledColumn[],
  wanted: NonNullable<Wanted['columns']>,
  hidden: ReadonlySet<string>,
): readonly SampledColumn[] {
  const fields = new Map<string, ImportField | null>(wanted.map(({ header, field }) => [header, field]))
  const unknown = wanted.findIndex(({ header }) => !columns.some(({ key }) => key === header))
  if (unknown >= 0)
    throw new Refusal('fields.invalid', { fields: [{ path: `columns.${unknown}.header`, code: 'unknown' }] })
  // a field that the importer may not read is none (ACC-15)
  const unseen = wanted.findIndex(({ field }) => hidden.has(`customer.${field}`))
  if (unseen >= 0)
    throw new Refusal('fields.invalid', { fields: [{ path: `columns.${unseen}.field`, code: 'unknown' }] })
  const twice = wanted.findIndex(
    ({ field }, at) => field !== null && wanted.slice(0, at).some((other) => other.field === field),
  )
  if (twice >= 0) throw new Refusal('fields.invalid', { fields: [{ path: `columns.${twice}.field`, code: 'taken' }] })
  return remapColumns(columns, fields)
}
