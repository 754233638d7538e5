import { sql } from 'kysely'
import { type ImportProblem, importFields } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Cell } from '../../platform/excel/cells.ts'
import { type SheetColumn, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { words } from '../../platform/i18n.ts'
import type { Services } from '../../platform/services.ts'
import { batchesOf } from './check-file.ts'
import { fileKey, findImport, type ImportRecord } from './find-import.ts'
import { refuseUnless } from './import-can.ts'
import { sentencesFor, type StoredProblem } from './import-rows.ts'
import { type Column, reasonHeader } from './match-columns.ts'
import { mayImport } from './may-import.ts'
import { type FileRecord, readRecords } from './read-records.ts'
import { refuse } from './read-table.ts'

/** A column of the workbook: of the file, or of reasons. */
type Place = { from: number; column: Column } | { reasonsFor: number | null }

/**
 * The rows of a file with the reason beside each wrong cell, to be corrected and uploaded again (IMP-3). Columns that the
 * reader may not read are left out.
 *
 * @param all rows without a fault too
 * @throws Refusal 403, 404, 409 where the check has not ended or the file has been removed
 */
export async function errorWorkbook(
  tx: Tx,
  actor: Actor,
  { files, now }: Pick<Services, 'files' | 'now'>,
  id: string,
  all: boolean,
): Promise<{ name: string; stream: AsyncIterable<Uint8Array> }> {
  const record = await findImport(tx, id)
  const { hidden } = mayImport(actor, record.organizationId)
  refuseUnless(actor, record, 'errors', now())
  const shown = record.columns.flatMap((column, from) =>
    column.reason || hidden.has(`customer.${column.field ?? 'imported'}`) ? [] : [{ from, column }],
  )
  const faulty = await faultyColumns(tx, record)
  const places: Place[] = shown.flatMap(({ from, column }) =>
    faulty.has(from) ? [{ from, column }, { reasonsFor: from }] : [{ from, column }],
  )
  if (faulty.has(null)) places.push({ reasonsFor: null })
  const { language } = actor.person
  const t = words(language, 'imports')
  const records = readRecords(() => files.open(fileKey(record)), record)
  await records.next().catch(refuse)
  const table = {
    name: t('errors.sheet'),
    columns: places.map((place) => columnOf(place, record, language)),
    batches: rowsOf(tx, actor, record, { records, places, all }),
    timeZone: actor.operator.timeZone,
  }
  return {
    name: `${t('errors.file', { file: record.fileName.replace(/\.\w{2,5}$/, '') })}.xlsx`,
    stream: writeWorkbook(table),
  }
}

/** The places of columns that anything is wrong with; null: with a row as a whole. */
async function faultyColumns(tx: Tx, record: ImportRecord): Promise<ReadonlySet<number | null>> {
  const { rows } = await sql<Pick<StoredProblem, 'column'> & { field: string | null; whole: boolean }>`
    select distinct p ->> 'column' as column, p ->> 'field' as field, not p ? 'field' as whole
    from import_rows r, jsonb_array_elements(r.problems) p where r.import_id = ${record.id}`.execute(tx)
  return new Set(rows.map((row) => placeOf(record, row.column, row.whole ? undefined : row.field)))
}

/** The place of the column that a problem is about; null: the row as a whole. */
function placeOf({ columns }: ImportRecord, header: string, field: string | null | undefined): number | null {
  if (field === undefined) return null
  const found = columns.findIndex((column) => column.header === header && column.field === field)
  return found < 0 ? null : found
}

function columnOf(place: Place, { columns }: ImportRecord, language: Actor['person']['language']): SheetColumn {
  if ('column' in place) return { title: place.column.header, kind: 'text', width: 150 }
  const of = place.reasonsFor === null ? undefined : columns[place.reasonsFor]?.header
  return { title: reasonHeader(language, of), kind: 'text', width: 320 }
}

/** Says what is wrong; what is about a field without a column names it. */
function sayerFor(language: Actor['person']['language']): (problem: StoredProblem) => string {
  const say = sentencesFor(language)
  const t = words(language, 'customers')
  return (problem) => {
    const field = problem.field === undefined && importFields.find((one) => one === problem.column)
    return field ? `${t(`column.${field}`)}: ${say(problem)}` : say(problem)
  }
}

interface Written {
  records: AsyncIterable<FileRecord>
  places: readonly Place[]
  all: boolean
}

async function* rowsOf(
  tx: Tx,
  actor: Actor,
  record: ImportRecord,
  { records, places, all }: Written,
): AsyncGenerator<Cell[][]> {
  const sentence = sayerFor(actor.person.language)
  for await (const batch of batchesOf(records)) {
    const { rows } = await sql<{ row: number; problems: StoredProblem[] }>`
      select r.row, r.problems from import_rows r where r.import_id = ${record.id} and r.row = any (${batch.map(({ row }) => row)}::int[])
        and jsonb_array_length(r.problems) > 0`.execute(tx)
    const problems = new Map(rows.map((row) => [row.row, row.problems]))
    yield batch
      .filter(({ row }) => all || problems.has(row))
      .map(({ row, cells }) => {
        const wrong = Map.groupBy(problems.get(row) ?? [], ({ column, field }) => placeOf(record, column, field))
        return places.map((place) => cellOf(place, cells, wrong, sentence))
      })
  }
}

function cellOf(
  place: Place,
  cells: readonly string[],
  wrong: ReadonlyMap<number | null, readonly StoredProblem[]>,
  sentence: (problem: StoredProblem) => string,
): Cell {
  if ('reasonsFor' in place) {
    const reasons = wrong.get(place.reasonsFor)?.map(sentence)
    return reasons ? { value: [...new Set(reasons)].join(' '), look: 'reason' } : null
  }
  const value = cells[place.from] ?? ''
  const levels: ImportProblem['level'][] = wrong.get(place.from)?.map(({ level }) => level) ?? []
  if (levels.length === 0) return value
  return { value, look: levels.includes('error') ? 'wrong' : 'warned' }
}
