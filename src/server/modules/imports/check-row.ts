import type { ImportRow, RowAction } from '../../../api/imports.ts'
import { valueFields } from '../customers/index.ts'
import type { CheckedRow, Existing, Identity, Problem, Rules } from './checked-row.ts'
import { type Column, headerOf } from './match-columns.ts'
import { isExample, leftOut } from './example-row.ts'
import { readCells } from './read-cells.ts'
import type { FileRecord } from './read-records.ts'

/**
 * Decides about one record (IMP-3). An empty cell leaves the field as it is. Texts of columns without a field follow the file,
 * and so does a kept wrong value: it goes when the file is right.
 */
export function checkRow(record: FileRecord, identity: Identity, existing: Existing | null, rules: Rules): CheckedRow {
  if (isExample(record, rules)) return leftOut(record, rules.columns)
  const read = record.unreadable ? unreadable(record, rules.columns) : readCells(record, identity, existing, rules)
  const values = existing ? read.values : { status: 'customer', ...read.values }
  const decided = { row: record.row, externalId: identity.externalId, existing, ...read, values }
  const changes = existing ? compare(existing, decided) : []
  const action = !existing ? 'create' : changes.length > 0 ? 'update' : 'unchanged'
  const problems = [...read.problems, ...refusal(action, rules)]
  const faulty = problems.some(({ level }) => level === 'error')
  return { ...decided, problems, action: faulty ? 'error' : action, changes: faulty ? [] : changes }
}

// importing needs a permission of its own, creating and changing those of the dialogs too
function refusal(action: RowAction, { columns, mayCreate, mayUpdate }: Rules): Problem[] {
  const permitted = action === 'create' ? mayCreate : action === 'unchanged' || mayUpdate
  return permitted ? [] : [{ column: headerOf(columns, 'name'), code: 'not_permitted', level: 'error', value: '' }]
}

function unreadable(record: FileRecord, columns: readonly Column[]): ReturnType<typeof readCells> {
  const value = record.cells[0] ?? ''
  const problem: Problem = { column: columns[0]?.header ?? '', code: 'unreadable', level: 'error', value }
  return { name: '', values: {}, contact: null, imported: {}, problems: [problem] }
}

function compare(existing: Existing, next: Pick<CheckedRow, 'values' | 'contact' | 'imported'>): ImportRow['changes'] {
  const changes: ImportRow['changes'] = []
  const note = (attribute: string, before: string | null, after: string | null) => {
    if (before !== after) changes.push({ attribute, before, after })
  }
  for (const field of valueFields) {
    const after = next.values[field]
    if (after !== undefined) note(field, existing.values[field] ?? null, after)
  }
  if (next.contact && next.contact.id !== existing.contact?.id) {
    changes.push({ attribute: 'contact', before: existing.contact?.name ?? null, after: next.contact.name })
  }
  for (const key of new Set([...Object.keys(existing.imported), ...Object.keys(next.imported)])) {
    note(`imported.${key}`, existing.imported[key] ?? null, next.imported[key] ?? null)
  }
  return changes
}
