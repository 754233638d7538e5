import { expect, test } from 'vitest'
import { type ImportField, importFields } from '../../../api/imports.ts'
import { FileCheck, type Namesake } from './check-file.ts'
import type { CheckedRow, Existing, Rules } from './checked-row.ts'
import { matchColumns } from './match-columns.ts'
import { ContactBook } from './match-contact.ts'

const required: readonly ImportField[] = ['name', 'email', 'street', 'city', 'country', 'postalCode']
const headers = [
  'Kundennr.',
  'Firma',
  'Straße',
  'PLZ',
  'Ort',
  'Land',
  'E-Mail',
  'Telefon',
  'Kunde seit',
  'Kundenstatus',
  'Ansprechpartner',
  'Bemerkung',
]
const good = [
  'K1',
  'Jäger KG',
  'Am Markt 1',
  '20095',
  'Hamburg',
  'D',
  'info@jaeger.example',
  '040/331280',
  '07.09.15',
  'Interessent',
  'Zoe Weiss',
  '=A1',
]
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

async function check(rows: readonly (readonly string[])[], setting: Setting = {}): Promise<CheckedRow[]> {
  const rules: Rules = {
    columns: matchColumns(setting.headers ?? headers),
    required: new Set(required),
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

function row(changes: Partial<Record<string, string>>): string[] {
  return headers.map((header, at) => changes[header] ?? good[at] ?? '')
}

function short({ row: number, action, problems }: CheckedRow): unknown {
  return [number, action, ...problems.map(({ column, code, level }) => `${level} ${column} ${code}`)]
}

/** The customer as it stands after the row has been taken over. */
function applied(checked: CheckedRow): Existing {
  const { existing } = checked
  return {
    id: existing?.id ?? `id-${checked.row}`,
    revision: (existing?.revision ?? 0) + 1,
    values: { ...existing?.values, ...checked.values },
    contact: checked.contact ?? existing?.contact ?? null,
    imported: checked.imported,
  }
}

test('IMP-3 normal mess is understood: a new customer in Kontor’s own form', async () => {
  const [first] = await check([row({ Firma: '  Jäger   KG ', Land: 'deutschland ' })])
  expect(first).toMatchObject({
    row: 2,
    action: 'create',
    problems: [],
    contact: { id: 'zoe' },
    imported: { Bemerkung: '=A1' },
    values: {
      externalId: 'K1',
      name: 'Jäger KG',
      street: 'Am Markt 1',
      postalCode: '20095',
      city: 'Hamburg',
      country: 'DE',
      email: 'info@jaeger.example',
      phone: '+49 40 331280',
      customerSince: '2015-09-07',
      status: 'prospect',
    },
  })
})

test.each([
  [{ Firma: ' ' }, 'error Firma missing'],
  [{ 'E-Mail': '' }, 'error E-Mail missing'],
  [{ Straße: '' }, 'error Straße missing'],
  [{ Ort: '' }, 'error Ort missing'],
  [{ Land: '' }, 'error Land missing'],
  [{ PLZ: '' }, 'error PLZ missing'],
  [{ 'E-Mail': 'keine' }, 'error E-Mail email_invalid'],
  [{ PLZ: '2009' }, 'error PLZ postal_code_invalid'],
  [{ Land: 'Mordor' }, 'error Land country_unknown'],
  [{ Firma: 'x'.repeat(201) }, 'error Firma too_long'],
  [{ Firma: 'M\ufffdller' }, 'error Firma control_characters'],
  [{ 'Kundennr.': '' }, 'error Kundennr. id_missing'],
  [{ 'Kundennr.': 'x'.repeat(61) }, 'error Kundennr. too_long'],
])('IMP-3 a wrong value in a required field is an error: %j', async (changes, problem) => {
  expect((await check([row(changes)])).map(short)).toEqual([[2, 'error', problem]])
})

test.each([
  ['Kunde seit', '31.02.2021', 'date_invalid'],
  ['Kunde seit', '03/04/2021', 'date_ambiguous'],
  ['Telefon', 'n/a', 'phone_invalid'],
  ['Kundenstatus', 'VIP', 'status_unknown'],
  ['Ansprechpartner', 'Bernd Niemand', 'contact_unknown'],
  ['Ansprechpartner', 'anna schmidt', 'contact_ambiguous'],
])(
  'IMP-3 a wrong value in an optional field is a warning, the row arrives and the value is kept: %s %j',
  async (header, value, code) => {
    const [first] = await check([row({ [header]: value })])
    expect(first && short(first)).toEqual([2, 'create', `warning ${header} ${code}`])
    expect(first?.imported).toEqual({ Bemerkung: '=A1', [header]: value })
    const field = matchColumns([header])[0]?.field
    if (field === 'contact') expect(first?.contact).toBeNull()
    // a record is a customer or a prospect; where the file doesn't say which, it is what the file is of
    else if (field) expect(first?.values[field]).toBe(field === 'status' ? 'customer' : undefined)
  },
)

test('IMP-3 which fields are required is the operator’s setting; the name always is', async () => {
  const rows = [row({ 'E-Mail': 'keine', Firma: '' }), row({ 'Kundennr.': 'K2', 'E-Mail': '', Telefon: 'n/a' })]
  expect((await check(rows, { required: new Set(['phone']) })).map(short)).toEqual([
    [2, 'error', 'error Firma missing', 'warning E-Mail email_invalid'],
    [3, 'error', 'error Telefon phone_invalid'],
  ])
})

test('IMP-3 a second row with an id already in the file is an error that names the first, faulty or not', async () => {
  const rows = [
    row({ 'E-Mail': 'keine' }),
    row({ 'Kundennr.': ' K1 ', Firma: 'Andere AG' }),
    row({ 'Kundennr.': 'k1', Firma: 'Dritte AG' }),
  ]
  const checked = await check(rows)
  expect(checked.map(short)).toEqual([
    [2, 'error', 'error E-Mail email_invalid'],
    [3, 'error', 'error Kundennr. id_repeated'],
    [4, 'create'],
  ])
  expect(checked[1]?.problems[0]?.about).toEqual({ row: '2' })
})

test('IMP-3 all problems of a row are named, by column', async () => {
  const [first] = await check([row({ PLZ: '2009', Firma: '', 'E-Mail': 'keine', 'Kunde seit': '31.02.2021' })])
  expect(first && short(first)).toEqual([
    2,
    'error',
    'error Firma missing',
    'error PLZ postal_code_invalid',
    'error E-Mail email_invalid',
    'warning Kunde seit date_invalid',
  ])
  expect(first?.problems[1]).toMatchObject({ value: '2009', about: { country: 'DE' } })
})

test('IMP-3 too many cells are an error, too few a warning', async () => {
  const rows = [
    [...good, 'noch eine'],
    [...row({ 'Kundennr.': 'K2' }), ' ', ''],
    row({ 'Kundennr.': 'K3', Firma: 'Dritte AG' }).slice(0, 10),
    row({ 'Kundennr.': 'K4' }).slice(0, 4),
  ]
  expect((await check(rows)).map(short)).toEqual([
    [2, 'error', 'error Bemerkung number_of_cells'],
    [3, 'create'],
    [4, 'create', 'warning Ansprechpartner number_of_cells'],
    [5, 'error', 'warning Ort number_of_cells', 'error Ort missing', 'error Land missing', 'error E-Mail missing'],
  ])
})

test('IMP-3 a required field without a column is missing in new rows only', async () => {
  const setting = { headers: ['Kundennr.', 'Firma'], existing: { K1: applied((await check([good]))[0] as CheckedRow) } }
  expect(
    (
      await check(
        [
          ['K1', 'Jäger AG'],
          ['K2', 'Neu AG'],
        ],
        setting,
      )
    ).map(short),
  ).toEqual([
    [2, 'update'],
    [
      3,
      'error',
      'error email missing',
      'error street missing',
      'error city missing',
      'error country missing',
      'error postalCode missing',
    ],
  ])
})

test('IMP-3 without a column for ids every row is new, and names already there are shown', async () => {
  const namesakes = { 'Jäger KG': [{ id: 'c9', externalId: null, street: null, postalCode: null }] }
  const checked = await check([good.slice(1), ['Zweite AG', ...good.slice(2)], ['ZWEITE AG', ...good.slice(2)]], {
    headers: headers.slice(1),
    namesakes,
  })
  expect(checked.map(short)).toEqual([
    [2, 'create', 'warning Firma possible_duplicate'],
    [3, 'create'],
    [4, 'create', 'warning Firma possible_duplicate'],
  ])
  expect(checked.map(({ problems }) => problems[0]?.about)).toEqual([{ customer: 'c9' }, undefined, { row: '3' }])
})

test('IMP-3 two numbers of one system are likely duplicates only at one address', async () => {
  const rows = [good, row({ 'Kundennr.': 'K2', Straße: 'Am Markt 2' }), row({ 'Kundennr.': 'K3', Firma: 'JAEGER KG' })]
  const namesakes = { 'Jäger KG': [{ id: 'c8', externalId: 'K7', street: 'Am Markt 9', postalCode: '20095' }] }
  expect((await check(rows, { namesakes })).map(short)).toEqual([
    [2, 'create'],
    [3, 'create'],
    [4, 'create', 'warning Firma possible_duplicate'],
  ])
})

test('IMP-3 the same row again changes nothing, kept texts and refused values included', async () => {
  const rows = [
    good,
    row({
      'Kundennr.': 'K2',
      Telefon: 'n/a',
      Ansprechpartner: 'Niemand',
      Kundenstatus: 'VIP',
      'Kunde seit': '31.02.2021',
      Bemerkung: ' "x"\r\ny ',
    }),
  ]
  const [first, second] = await check(rows)
  const existing = { K1: applied(first as CheckedRow), K2: applied(second as CheckedRow) }
  expect((await check(rows, { existing })).map(({ action, changes }) => [action, changes])).toEqual([
    ['unchanged', []],
    ['unchanged', []],
  ])
})

test('IMP-3 an update says what changes; empty cells keep what is there, texts follow the file', async () => {
  const first = (await check([row({ 'Kunde seit': '31.02.2021' })]))[0] as CheckedRow
  const rows = [
    row({ Telefon: '', Ansprechpartner: 'Groß, Jürgen', PLZ: 'D-20099', 'Kunde seit': '28.02.2021', Bemerkung: '' }),
  ]
  const [again] = await check(rows, { existing: { K1: applied(first) } })
  expect(again).toMatchObject({ action: 'update', existing: { id: 'id-2' }, problems: [], imported: {} })
  expect(again?.changes).toEqual([
    { attribute: 'postalCode', before: '20095', after: '20099' },
    { attribute: 'customerSince', before: null, after: '2021-02-28' },
    { attribute: 'contact', before: 'Zoë Weiß', after: 'Jürgen Groß' },
    { attribute: 'imported.Kunde seit', before: '31.02.2021', after: null },
    { attribute: 'imported.Bemerkung', before: '=A1', after: null },
  ])
})

test('CUS-7 who may not assign contacts can set nobody but themselves', async () => {
  const rows = [
    row({ Ansprechpartner: 'Zoë Weiß' }),
    row({ 'Kundennr.': 'K2', Firma: 'Groß AG', Ansprechpartner: 'Jürgen Groß' }),
  ]
  const [own, other] = await check(rows, { mayAssignContact: false })
  expect([own?.contact?.id, own?.problems]).toEqual(['zoe', []])
  expect([other?.contact, other && short(other), other?.imported['Ansprechpartner']]).toEqual([
    null,
    [3, 'create', 'warning Ansprechpartner contact_not_allowed'],
    'Jürgen Groß',
  ])
})

test('IMP-3 importing creates and changes only what the person may create and change', async () => {
  const existing = { K1: applied((await check([good]))[0] as CheckedRow) }
  const rows = [good, row({ 'Kundennr.': 'K2', Firma: 'Neu AG' })]
  const other = [row({ Ort: 'Lübeck' })]
  expect((await check(rows, { existing, mayCreate: false, mayUpdate: false })).map(short)).toEqual([
    [2, 'unchanged'],
    [3, 'error', 'error Firma not_permitted'],
  ])
  expect((await check(other, { existing, mayUpdate: false })).map(short)).toEqual([
    [2, 'error', 'error Firma not_permitted'],
  ])
})

test('ACC-14 an attribute the person may not write is left alone, and said', async () => {
  const writable = new Set(
    [...importFields, 'imported'].filter((attribute) => attribute !== 'phone' && attribute !== 'email'),
  )
  const [fresh] = await check([good], { writable })
  expect(fresh && short(fresh)).toEqual([2, 'error', 'error E-Mail not_permitted', 'warning Telefon not_permitted'])
  const existing = { K1: applied((await check([good]))[0] as CheckedRow) }
  const [again] = await check([row({ 'E-Mail': 'neu@jaeger.example', Ort: 'Lübeck' })], { writable, existing })
  expect(again?.changes.map(({ attribute }) => attribute)).toEqual(['city', 'imported.E-Mail', 'imported.Telefon'])
})

test('IMP-3 names of contacts are found in any spelling, exactly written ones first', () => {
  const book = new ContactBook([
    { id: '1', name: 'Jürgen Groß' },
    { id: '2', name: 'Zoë Weiß' },
    { id: '3', name: 'Jurgen Gross' },
  ])
  const found = (name: string) => {
    const match = book.find(name)
    return typeof match === 'string' ? match : match.id
  }
  expect(
    [
      'Jürgen Groß',
      'Jurgen Gross',
      'Juergen Gross',
      'JÜRGEN GROSS',
      'Weiß, Zoë',
      'zoe  WEISS',
      'Zoe\u0308 Weiß',
      'Zoë',
    ].map(found),
  ).toEqual(['1', '3', '1', 'ambiguous', '2', '2', '2', 'unknown'])
})
