import { stringify } from 'csv-stringify/sync'
import type { Column, List } from '../../../api/lists.ts'
import type { Language } from '../../../api/shapes.ts'
import type { Cell, CellKind } from '../../platform/excel/cells.ts'
import { workbookType, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { words } from '../../platform/i18n.ts'
import type { ListRequest } from './request.ts'
import type { ListSource } from './source.ts'

/** What is exported, and for whom. */
interface ExportOf<Item> {
  list: List
  source: ListSource<Item>
  request: ListRequest
  language: Language
  timeZone: string
}

/** A kind of file that lists are exported as (LST-9). */
export interface ExportFile {
  ending: string
  type: string
  /** the file, piece by piece as batches are read */
  write: <Item>(of: ExportOf<Item>, batches: AsyncIterable<Item[]>) => AsyncIterable<string | Uint8Array>
}

/** UTF-8 with BOM and semicolons. */
export const csvFile: ExportFile = { ending: 'csv', type: 'text/csv; charset=utf-8', write: writeCsv }
/** Typed cells, the header frozen and with filters. */
export const xlsxFile: ExportFile = { ending: 'xlsx', type: workbookType, write: writeXlsx }

/**
 * What a spreadsheet would take for a formula, full-width signs included. A number is none, nor is a telephone number of
 * digits and spaces: both are left as they are.
 */
const formula = /^(?:[=@＝＠＋－\t\r\n]|[+-](?!\d[\d ]*$))/

async function* writeCsv<Item>(
  { list, source, request, language }: ExportOf<Item>,
  batches: AsyncIterable<Item[]>,
): AsyncIterable<string> {
  const t = words(language, list.key)
  const line = (cells: (string | number | null)[]) =>
    cells.map((c) => (typeof c === 'string' && formula.test(c) ? `'${c}` : c))
  const write = (rows: (string | number | null)[][]) =>
    stringify(rows.map(line), { delimiter: ';', record_delimiter: '\r\n' })
  yield `\uFEFF${write([request.columns.map((c) => t(`column.${c.key}`))])}`
  for await (const items of batches) {
    yield write(items.map((item) => request.columns.map((column) => source.cell(item, column, language))))
  }
}

function writeXlsx<Item>(
  { list, source, request, language, timeZone }: ExportOf<Item>,
  batches: AsyncIterable<Item[]>,
): AsyncIterable<Uint8Array> {
  const t = words(language, list.key)
  const rowOf = (item: Item): Cell[] => request.columns.map((column) => source.cell(item, column, language))
  return writeWorkbook({
    name: t('file'),
    columns: request.columns.map((column) => ({
      title: t(`column.${column.key}`),
      kind: kindOf(column),
      width: column.width,
    })),
    batches: mapped(batches, (items) => items.map(rowOf)),
    timeZone,
  })
}

// words of choices, names of references and what is true are texts already
function kindOf({ type }: Column): CellKind {
  return type === 'number' || type === 'date' || type === 'time' ? type : 'text'
}

async function* mapped<From, To>(batches: AsyncIterable<From>, change: (batch: From) => To): AsyncIterable<To> {
  for await (const batch of batches) yield change(batch)
}
