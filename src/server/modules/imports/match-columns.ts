import { type ImportField, importFields } from '../../../api/imports.ts'
import type { Language } from '../../../api/shapes.ts'
import { words } from '../../platform/i18n.ts'
import { folds, keepAsWritten, tidy } from '../customers/index.ts'
import { columnNames } from './column-names.ts'

/** A column of the file and the field it goes to; without one it is kept as read-only text (IMP-3). */
export interface Column {
  /** as in the file */
  readonly header: string
  /** the header, made unique: under this name texts are kept on the record and the column is mapped by hand */
  readonly key: string
  readonly field: ImportField | null
  /** Kontor's own reason for the column before it, which is no content of the file (IMP-3) */
  readonly reason?: true
}

const languages: readonly Language[] = ['de', 'en']
const ranks: ReadonlyMap<string, { field: ImportField; rank: number }> = new Map(
  importFields.flatMap((field) => {
    // Kontor's own exports first
    const shown = languages.map((language) => words(language, 'customers')(`column.${field}`))
    const names = [...shown, ...columnNames[field]]
    return names.flatMap((name, rank) => folds(name).map((word) => [word, { field, rank }] as const)).toReversed()
  }),
)

/** Finds the field of each column by its header, German or English; of two columns for one field the more certain takes it (IMP-2). */
export function matchColumns(headers: readonly string[]): readonly Column[] {
  const found = headers.map((header) =>
    folds(header)
      .map((word) => ranks.get(word))
      .find((match) => match !== undefined),
  )
  const taken = new Map<ImportField, number>()
  for (const [at, match] of found.entries()) {
    if (!match) continue
    const other = taken.get(match.field)
    if (other === undefined || match.rank < (found[other]?.rank ?? 0)) taken.set(match.field, at)
  }
  const keys = uniqueKeys(headers)
  return headers.map((header, at) => {
    if (isReason(header, headers[at - 1])) return { header, key: keys[at] ?? header, field: null, reason: true }
    const field = found[at]?.field
    return { header, key: keys[at] ?? header, field: field !== undefined && taken.get(field) === at ? field : null }
  })
}

/** The header of the column that a field comes from; a field without one is named by itself. */
export function headerOf(columns: readonly Column[], field: ImportField): string {
  return columns.find((column) => column.field === field)?.header ?? field
}

/** What stands above the reasons beside a column; without one, above those for the row as a whole. */
export function reasonHeader(language: Language, header?: string): string {
  const t = words(language, 'imports')
  return header === undefined ? t('reason.row') : t('reason.column', { header })
}

function isReason(header: string, before: string | undefined): boolean {
  return languages.some(
    (language) =>
      header === reasonHeader(language) || (before !== undefined && header === reasonHeader(language, before)),
  )
}

/** The mapping corrected by hand: the columns named in `wanted` go where it says, every other stays (IMP-2). */
export function remapColumns<C extends Column>(
  columns: readonly C[],
  wanted: ReadonlyMap<string, ImportField | null>,
): readonly C[] {
  const claimed = new Set(wanted.values())
  return columns.map((column) => {
    const field = wanted.get(column.key)
    if (field !== undefined) return { ...column, field }
    return column.field !== null && claimed.has(column.field) ? { ...column, field: null } : column
  })
}

/** Columns of a field that the importer may not read are kept as text: nobody matches or changes by it (ACC-15). */
export function withoutHidden<C extends Column>(columns: readonly C[], hidden: ReadonlySet<string>): readonly C[] {
  return columns.map((column) => (hidden.has(`customer.${column.field}`) ? { ...column, field: null } : column))
}

const longestKey = 200

// a column without header is named by its place, a second one of the same name by its number
function uniqueKeys(headers: readonly string[]): readonly string[] {
  // no record can hold a text under this name
  const used = new Set(['__proto__'])
  return headers.map((header, at) => {
    const name = keepAsWritten(tidy(header)).slice(0, longestKey) || `#${at + 1}`
    let key = name
    for (let count = 2; used.has(key); count += 1) key = `${name} (${count})`
    used.add(key)
    return key
  })
}
