import { type ImportField, importFields } from '../../../api/imports.ts'
import type { Language } from '../../../api/shapes.ts'
import { words } from '../../platform/i18n.ts'
import { readField, tidy } from '../customers/index.ts'
import type { CheckedRow, Problem, Rules } from './checked-row.ts'
import { type Column, headerOf } from './match-columns.ts'
import type { FileRecord } from './read-records.ts'

const example: Record<Exclude<ImportField, 'status' | 'country' | 'industry' | 'contact'>, string> = {
  externalId: '10001',
  name: 'Muster & Söhne GmbH',
  email: 'info@muster.example',
  phone: '+49 4152 8090',
  website: 'www.muster.example',
  street: 'Am Markt 1',
  postalCode: '21502',
  city: 'Geesthacht',
  state: 'Schleswig-Holstein',
  vatId: 'DE136695976',
  customerSince: '2024-03-31',
}

/** What the template shows in a column, as a file has it (IMP-1). */
export function exampleOf(field: ImportField, language: Language): string {
  if (field === 'status') return words(language, 'customers')('status.customer')
  if (field === 'country') return new Intl.DisplayNames([language], { type: 'region' }).of('DE') ?? 'DE'
  if (field === 'industry') return words(language, 'customers')('industry.crafts')
  // nobody is to get customers by an example
  return field === 'contact' ? '' : example[field]
}

const languages: readonly Language[] = ['de', 'en']
const texts: ReadonlySet<string> = new Set([
  '',
  ...importFields.flatMap((field) => languages.map((language) => exampleOf(field, language))),
])

/**
 * Whether a record is the example of the template, with no word of somebody's own in it: nobody wants that as a customer. It is
 * told by its words, wherever the columns go: they may have been mapped anew, or be hidden from who imports.
 */
export function isExample({ cells }: FileRecord, { columns, today }: Pick<Rules, 'columns' | 'today'>): boolean {
  const name = columns.findIndex(({ field }) => field === 'name')
  if (tidy(cells[name] ?? '') !== example.name) return false
  return cells.every((cell, at) => columns[at]?.reason || texts.has(tidy(cell)) || isExampleDate(cell, today))
}

// spreadsheets write dates in many ways
function isExampleDate(cell: string, today: string): boolean {
  const read = readField.customerSince(cell, { country: undefined, today })
  return 'value' in read && read.value === example.customerSince
}

/** The example as a row: told, and nothing else comes of it (IMP-1). */
export function leftOut(record: FileRecord, columns: readonly Column[]): CheckedRow {
  const problem: Problem = {
    column: headerOf(columns, 'name'),
    field: 'name',
    code: 'example_row',
    level: 'warning',
    value: example.name,
  }
  return {
    row: record.row,
    action: 'unchanged',
    externalId: null,
    name: example.name,
    existing: null,
    values: {},
    contact: null,
    imported: {},
    changes: [],
    problems: [problem],
  }
}
