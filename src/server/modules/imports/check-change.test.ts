import { expect, test } from 'vitest'
import { applied, check, good, row, short } from '../../../../test/support/customer-file.ts'
import { importFields } from '../../../api/imports.ts'
import type { CheckedRow } from './checked-row.ts'
import { ContactBook } from './match-contact.ts'

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

test('ACC-16 a contact or number that the person may not write is kept beside, and named', async () => {
  const writable = new Set([
    'imported',
    'name',
    'email',
    'phone',
    'street',
    'postalCode',
    'city',
    'country',
    'status',
    'customerSince',
  ])
  const [checked] = await check([good], { writable })
  expect(checked && short(checked)).toEqual([
    2,
    'create',
    'warning Kundennr. not_permitted',
    'warning Ansprechpartner not_permitted',
  ])
  expect(checked).toMatchObject({ contact: null, imported: { 'Kundennr.': 'K1', Ansprechpartner: 'Zoe Weiss' } })
  expect(checked?.values).not.toHaveProperty('externalId')
})
