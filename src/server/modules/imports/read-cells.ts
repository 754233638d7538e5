import { isRequired, keepAsWritten, readField, type Surroundings, tidy, type ValueField } from '../customers/index.ts'
import type { CheckedRow, Existing, Identity, Problem, Rules } from './checked-row.ts'
import type { Column } from './match-columns.ts'
import type { FileRecord } from './read-records.ts'

type ProblemCode = Problem['code']

const longestShown = 500

/** A record on its way: what has been understood of it, and what not. */
interface Reading {
  readonly existing: Existing | null
  readonly identity: Identity
  readonly rules: Rules
  readonly around: Surroundings
  readonly values: Partial<Record<ValueField, string>>
  readonly imported: Record<string, string>
  readonly problems: Problem[]
  contact: CheckedRow['contact']
}

/** Reads every cell of a record into its field, or keeps it as text, and names what is wrong (IMP-3). */
export function readCells(
  record: FileRecord,
  identity: Identity,
  existing: Existing | null,
  rules: Rules,
): Pick<CheckedRow, 'name' | 'values' | 'contact' | 'imported' | 'problems'> {
  const around = { country: countryOfRow(record, existing, rules), today: rules.today }
  const reading: Reading = {
    existing,
    identity,
    rules,
    around,
    values: {},
    imported: { ...existing?.imported },
    problems: [],
    contact: null,
  }
  countCells(record, reading)
  rules.columns.forEach((column, at) => readCell(column, record.cells[at] ?? '', reading))
  requireFieldsWithoutColumn(reading)
  const written = record.cells[rules.columns.findIndex(({ field }) => field === 'name')]
  return { ...reading, name: reading.values.name ?? tidy(written ?? existing?.values.name ?? '') }
}

function countryOfRow(record: FileRecord, existing: Existing | null, rules: Rules): string | undefined {
  const written = record.cells[rules.columns.findIndex(({ field }) => field === 'country')] ?? ''
  if (tidy(written) === '') return existing?.values.country ?? undefined
  const read = readField.country(written, { country: undefined, today: rules.today })
  return 'value' in read ? read.value : undefined
}

// fewer cells than headers: spreadsheets leave empty ones out at the end of a line; more would have no header to be kept under
function countCells({ cells }: FileRecord, { rules, problems }: Reading): void {
  const { columns } = rules
  const surplus = cells.slice(columns.length).join(' ').trim()
  const [column, level] = surplus ? [columns.at(-1), 'error' as const] : [columns[cells.length], 'warning' as const]
  if (column) problems.push({ column: column.header, code: 'number_of_cells', level, value: shown(surplus) })
}

function readCell(column: Column, raw: string, reading: Reading): void {
  const blank = tidy(raw) === ''
  const { field, key, reason } = column
  if (reason) return
  if (field === 'externalId') readId(column, raw, reading)
  else if (field === null) readOther(column, raw, blank, reading)
  else if (blank) {
    keep(key, null, reading)
    if (isRequired(field, reading.rules.required, reading.around.country))
      complain(column, raw, 'missing', 'error', reading)
  } else if (field === 'contact') readContact(column, raw, reading)
  else readValue(column, field, raw, reading)
}

function readId(column: Column, raw: string, reading: Reading): void {
  const { identity, values, problems, existing, rules } = reading
  const read = readField.externalId(raw, { country: undefined, today: '' })
  const fault = (code: ProblemCode, about?: Problem['about']) =>
    problems.push({
      column: column.header,
      field: column.field,
      code,
      level: 'error',
      value: shown(raw),
      ...(about && { about }),
    })
  if (identity.externalId === null) fault('problem' in read ? read.problem : 'id_missing')
  else if (identity.firstRow !== undefined) fault('id_repeated', { row: String(identity.firstRow) })
  if (existing || identity.externalId === null) return
  if (rules.writable.has('externalId')) values.externalId = identity.externalId
  else refuse(column, raw, 'not_permitted', 'warning', reading)
}

function readOther(column: Column, raw: string, blank: boolean, reading: Reading): void {
  const permitted = reading.rules.writable.has('imported')
  if (permitted) keep(column.key, blank ? null : raw, reading)
  else if (!blank) complain(column, raw, 'not_permitted', 'warning', reading)
}

function readValue(column: Column, field: ValueField, raw: string, reading: Reading): void {
  const level = isRequired(field, reading.rules.required, reading.around.country) ? 'error' : 'warning'
  if (!reading.rules.writable.has(field)) {
    // who may not write a required field can still bring rows for customers that have it
    const lacking = level === 'error' && !reading.existing?.values[field]
    return refuse(column, raw, 'not_permitted', lacking ? 'error' : 'warning', reading)
  }
  const read = readField[field](raw, reading.around)
  if ('problem' in read) return refuse(column, raw, read.problem, level, reading)
  reading.values[field] = read.value
  keep(column.key, null, reading)
}

function readContact(column: Column, raw: string, reading: Reading): void {
  const { rules, existing } = reading
  if (!rules.writable.has('contact')) return refuse(column, raw, 'not_permitted', 'warning', reading)
  const match = rules.contacts.find(raw)
  if (match === 'unknown') return refuse(column, raw, 'contact_unknown', 'warning', reading)
  if (match === 'ambiguous') return refuse(column, raw, 'contact_ambiguous', 'warning', reading)
  const allowed = rules.mayAssignContact || match.id === rules.self || match.id === existing?.contact?.id
  if (!allowed) return refuse(column, raw, 'contact_not_allowed', 'warning', reading)
  reading.contact = match
  keep(column.key, null, reading)
}

// the field stays as it is and the value is kept beside it
function refuse(column: Column, raw: string, code: ProblemCode, level: Problem['level'], reading: Reading): void {
  complain(column, raw, code, level, reading)
  keep(column.key, raw, reading)
}

// the sentence names an example of the country
const saidByCountry: ReadonlySet<ProblemCode> = new Set(['postal_code_invalid', 'vat_id_invalid', 'vat_id_check_digit'])

function complain(column: Column, raw: string, code: ProblemCode, level: Problem['level'], reading: Reading): void {
  const { country } = reading.around
  const about = saidByCountry.has(code) && country !== undefined ? { country } : undefined
  reading.problems.push({
    column: column.header,
    field: column.field,
    code,
    level,
    value: shown(raw),
    ...(about && { about }),
  })
}

function keep(key: string, raw: string | null, { imported, rules }: Reading): void {
  if (!rules.writable.has('imported')) return
  if (raw === null) delete imported[key]
  else imported[key] = keepAsWritten(raw)
}

function shown(raw: string): string {
  return keepAsWritten(raw).slice(0, longestShown)
}

function requireFieldsWithoutColumn(reading: Reading): void {
  requireField('name', reading)
  for (const field of reading.rules.required) if (field !== 'name') requireField(field, reading)
}

function requireField(field: string, { rules, existing, problems, around }: Reading): void {
  if (rules.columns.some((column) => column.field === field)) return
  if (!isRequired(field, rules.required, around.country) || isHeld(field, existing)) return
  // whether it is missing there would tell what stands in it
  if (existing && rules.hidden.has(field)) return
  problems.push({ column: field, code: 'missing', level: 'error', value: '' })
}

function isHeld(field: string, existing: Existing | null): boolean {
  const held: Readonly<Record<string, unknown>> = { ...existing?.values, contact: existing?.contact }
  return field === 'status' || Boolean(held[field])
}
