import { type ImportField, importFields } from '../../src/api/imports.ts'
import { FileCheck, type Namesake } from '../../src/server/modules/imports/check-file.ts'
import type { CheckedRow, Existing, Rules } from '../../src/server/modules/imports/checked-row.ts'
import { matchColumns } from '../../src/server/modules/imports/match-columns.ts'
import { ContactBook } from '../../src/server/modules/imports/match-contact.ts'

// Rows of a customer file for tests, checked without a database.

const required: readonly ImportField[] = ['name', 'email', 'street', 'city', 'country', 'postalCode']
/** The headers of every file here, and a row without fault. */
export const headers =
  'Kundennr.|Firma|Straße|PLZ|Ort|Land|E-Mail|Telefon|Kunde seit|Kundenstatus|Ansprechpartner|Bemerkung'.split('|')
export const good =
  'K1|Jäger KG|Am Markt 1|20095|Hamburg|D|info@jaeger.example|040/331280|07.09.15|Interessent|Zoe Weiss|=A1'.split('|')
const people = [
  { id: 'zoe', name: 'Zoë Weiß' },
  { id: 'jurgen', name: 'Jürgen Groß' },
  { id: 'anna', name: 'Anna Schmidt' },
  { id: 'anna-2', name: 'Anna Schmidt' },
]

interface Setting extends Partial<Rules> {
  headers?: readonly string[]
  existing?: Readonly<Record<string, Existing>>
  namesakes?: Readonly<Record<string, readonly Namesake[]>>
}

/** Checks rows that stand below the header, as one batch. */
export async function check(rows: readonly (readonly string[])[], setting: Setting = {}): Promise<CheckedRow[]> {
  const rules: Rules = {
    columns: matchColumns(setting.headers ?? headers),
    required: new Set(required),
    hidden: new Set(),
    writable: new Set([...importFields, 'imported']),
    contacts: new ContactBook(people),
    mayCreate: true,
    mayUpdate: true,
    mayAssignContact: true,
    self: 'zoe',
    today: '2026-11-22',
    ...setting,
  }
  const lookup = {
    existing: async (ids: readonly string[]) =>
      new Map(Object.entries(setting.existing ?? {}).filter(([id]) => ids.includes(id))),
    namesakes: async (names: readonly string[]) =>
      new Map(names.map((name) => [name, setting.namesakes?.[name] ?? []])),
  }
  return [
    ...(await new FileCheck(rules).check(
      rows.map((cells, at) => ({ row: at + 2, cells })),
      lookup,
    )),
  ]
}

/** The row without fault, with other cells under some headers. */
export function row(changes: Partial<Record<string, string>>): string[] {
  return headers.map((header, at) => changes[header] ?? good[at] ?? '')
}

/** Row, action and problems in short. */
export function short({ row: number, action, problems }: CheckedRow): unknown {
  return [number, action, ...problems.map(({ column, code, level }) => `${level} ${column} ${code}`)]
}

/** The customer as it stands after the row has been taken over. */
export function applied(checked: CheckedRow): Existing {
  const { existing } = checked
  return {
    id: existing?.id ?? `id-${checked.row}`,
    revision: (existing?.revision ?? 0) + 1,
    values: { ...existing?.values, ...checked.values },
    contact: checked.contact ?? existing?.contact ?? null,
    imported: checked.imported,
    importedFields: existing?.importedFields ?? {},
  }
}
