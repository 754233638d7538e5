import { expect, test } from 'vitest'
import { applied, check, good, headers, row, short } from '../../../../test/support/customer-file.ts'
import type { CheckedRow } from './checked-row.ts'
import { matchColumns } from './match-columns.ts'

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
    const field = matchColumns([header])[0]?.field ?? 'contact'
    const stored = field === 'contact' ? first?.contact : (first?.values[field] ?? null)
    // a record is a customer or a prospect; where the file doesn't say which, it is what the file is of
    expect(stored).toBe(field === 'status' ? 'customer' : null)
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
