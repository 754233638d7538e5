import { sql } from 'kysely'
import type { ImportField, remapImport as endpoint } from '../../../api/imports.ts'
import type { BodyOf } from '../../../api/endpoint.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { findImport, type ImportRecord } from './find-import.ts'
import { refuseUnless } from './import-can.ts'
import { matchColumns, remapColumns, withoutHidden } from './match-columns.ts'
import { mayImport } from './may-import.ts'
import type { SampledColumn } from './read-head.ts'
import type { ReadAgain, Reading } from './read-table.ts'
import { forget, remember, understood } from './remembered-mapping.ts'
import { checkQueue, startRun } from './start-run.ts'

type Wanted = BodyOf<typeof endpoint>

/**
 * Whether somebody may correct how a file is read, or where its columns go, and what must be read again for that (IMP-2).
 *
 * @returns null where nothing must
 * @throws Refusal 403, 404, 409 where the file is being taken over or has been, 422 naming a sheet that is not there
 */
export async function readingFor(
  tx: Tx,
  actor: Actor,
  { now }: Pick<Services, 'now'>,
  id: string,
  wanted: Wanted,
): Promise<{ record: ImportRecord; reading: Reading } | null> {
  const record = await findImport(tx, id)
  mayImport(actor, record.organizationId)
  refuseUnless(actor, record, 'remap', now())
  const reading = readingOf(record, wanted)
  return isAnother(reading, readingNow(record)) ? { record, reading } : null
}

/**
 * Corrects how a file is read, or where its columns go, and checks it again (IMP-2).
 *
 * @param read what reading it again has brought; null where `readingFor` asks for nothing
 * @throws Refusal as `readingFor`; 409 where somebody else was faster; 422 naming a column or field that is not there
 */
export async function remapImport(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  { wanted, read }: { wanted: Wanted; read: ReadAgain | null },
): Promise<void> {
  await findImport(tx, id)
  await claim(tx, id)
  const record = await findImport(tx, id)
  mayImport(actor, record.organizationId)
  refuseUnless(actor, record, 'remap', services.now())
  const reading = readingOf(record, wanted)
  // it is read in another way by now than when this was begun
  if (isAnother(reading, read?.reading ?? readingNow(record))) throw new Refusal('imports.not_ready')
  const { columns, remembered } = await corrected(tx, actor, record, wanted, read?.head)
  const { sheet, dialect } = reading
  await sql`delete from import_rows where import_id = ${id}`.execute(tx)
  await sql`update imports set sheet = ${sheet}, encoding = ${dialect.encoding}, delimiter = ${dialect.delimiter}, columns = ${JSON.stringify(columns)}::jsonb, remembered = ${remembered},
    total = 0, creating = 0, updating = 0, unchanged = 0, faulty = 0, warned = 0 where id = ${id}`.execute(tx)
  await startRun(tx, actor, services, id, checkQueue)
}

// held until the end, so that no taking over starts meanwhile; what one has left is the image for undoing it (IMP-5)
async function claim(tx: Tx, id: string): Promise<void> {
  const { rows: open } = await sql`select from imports
    where id = ${id} and status in ('checking', 'checked', 'failed', 'cancelled') and not taken for update`.execute(tx)
  if (open.length === 0) throw new Refusal('imports.not_ready')
}

function readingNow({ sheet, encoding, delimiter }: ImportRecord): Reading {
  return { sheet, dialect: { encoding, delimiter } }
}

function isAnother(one: Reading, other: Reading): boolean {
  return (
    one.sheet !== other.sheet ||
    one.dialect.encoding !== other.dialect.encoding ||
    one.dialect.delimiter !== other.dialect.delimiter
  )
}

/** @throws Refusal 422 naming what is not to be chosen */
function readingOf(record: ImportRecord, wanted: Wanted): Reading {
  const { encoding = record.encoding, delimiter = record.delimiter, sheet = record.sheet } = wanted
  const unknown = (path: string) => new Refusal('fields.invalid', { fields: [{ path, code: 'unknown' }] })
  if (record.sheet === null && sheet !== null) throw unknown('sheet')
  // of a workbook nothing else is to be chosen
  if (record.sheet !== null && (encoding !== record.encoding || delimiter !== record.delimiter))
    throw unknown('encoding')
  if (record.sheet !== null && (sheet === null || !record.sheets.includes(sheet))) throw unknown('sheet')
  return { sheet, dialect: { encoding, delimiter } }
}

/**
 * Where the columns go from now on, for this file and the next ones with the same headers (IMP-2).
 *
 * @param head where the file was read again
 */
async function corrected(
  tx: Tx,
  actor: Actor,
  record: ImportRecord,
  wanted: Wanted,
  head: readonly SampledColumn[] | undefined,
): Promise<{ columns: readonly SampledColumn[]; remembered: boolean }> {
  const { organizationId: owner, remembered } = record
  const columns = head ?? record.columns
  const { hidden } = mayImport(actor, owner)
  if (wanted.forget) {
    await forget(tx, owner, columns)
    return {
      columns: mapped(withoutHidden(byHeaders(columns), hidden), wanted.columns ?? [], hidden),
      remembered: false,
    }
  }
  const start = head
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
