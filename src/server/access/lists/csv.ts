import { stringify } from 'csv-stringify/sync'
import type { List } from '../../../api/lists.ts'
import type { Language } from '../../../api/shapes.ts'
import { words } from '../../platform/i18n.ts'
import type { ListRequest } from './request.ts'
import type { ListSource } from './source.ts'

/**
 * What a spreadsheet would take for a formula, full-width signs included. A number is none, nor is a telephone number of
 * digits and spaces: both are left as they are.
 */
const formula = /^(?:[=@＝＠＋－\t\r\n]|[+-](?!\d[\d ]*$))/

/** Batches of items as CSV with BOM and semicolons (LST-9); text that looks like a formula stays text. */
export async function* csvOf<Item>(
  list: List,
  source: ListSource<Item>,
  request: ListRequest,
  language: Language,
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
