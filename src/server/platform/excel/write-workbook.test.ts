import { read } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { sheetOf, unpacked, valuesOf } from '../../../../test/support/workbook.ts'
import type { Cell } from './cells.ts'
import { dateOfSerial, serialOfDate, serialsIn } from './serial.ts'
import { type SheetColumn, writeWorkbook } from './write-workbook.ts'

async function written(
  columns: SheetColumn[],
  rows: Cell[][],
  { name = 'Blatt', mostRows }: { name?: string; mostRows?: number } = {},
): Promise<Buffer> {
  async function* batches() {
    yield []
    for (const row of rows) yield [row]
  }
  const parts: Buffer[] = []
  for await (const part of writeWorkbook({ name, columns, batches: batches(), timeZone: 'Europe/Berlin' }, mostRows))
    parts.push(part)
  return Buffer.concat(parts)
}

const text = (title: string): SheetColumn => ({ title, kind: 'text', width: 100 })

test('LST-9 money is a number in its currency, whatever the currency of the row above', async () => {
  const bytes = await written(
    [{ title: 'MRR', kind: 'money', width: 100 }],
    [
      [{ amount: '184250', currency: 'EUR' }],
      [{ amount: '-5', currency: 'CHF' }],
      [{ amount: '1500', currency: 'JPY' }],
      [null],
    ],
  )
  const sheet = sheetOf(bytes)
  expect(sheet['A2']).toMatchObject({ t: 'n', v: 1842.5, z: '#,##0.00\\ [$€]' })
  expect(sheet['A3']).toMatchObject({ t: 'n', v: -0.05, z: '#,##0.00\\ [$CHF]' })
  expect(sheet['A4']).toMatchObject({ t: 'n', v: 1500, z: '#,##0\\ [$¥]' })
  expect(sheet['A5']).toBeUndefined()
})

test('LST-9 numbers and truths keep their kind; a text that looks like a formula keeps its when it is edited', async () => {
  const bytes = await written([text('A'), text('B'), text('C')], [[7.25, true, '=1+1']])
  const sheet = sheetOf(bytes)
  expect([sheet['A2'], sheet['B2'], sheet['C2']]).toMatchObject([
    { t: 'n', v: 7.25 },
    { t: 'b', v: true },
    { t: 's', v: '=1+1' },
  ])
  expect(unpacked(bytes)).toContain('quotePrefix="1"')
})

test('LST-9 what does not fit into one sheet goes on in the next, under the same header', async () => {
  const rows = Array.from({ length: 5 }, (_, at) => [`Zeile ${at}`])
  const book = read(await written([text('Kopf')], rows, { name: 'Kunden', mostRows: 3 }))
  expect(book.SheetNames).toEqual(['Kunden', 'Kunden 2', 'Kunden 3'])
  const all = book.SheetNames.map((name) => valuesOf(book.Sheets[name] ?? {}).flat())
  expect(all).toEqual([
    ['Kopf', 'Zeile 0', 'Zeile 1'],
    ['Kopf', 'Zeile 2', 'Zeile 3'],
    ['Kopf', 'Zeile 4'],
  ])
  const full = read(await written([text('Kopf')], rows.slice(0, 4), { name: "a/b'[c]", mostRows: 3 }))
  expect(full.SheetNames).toEqual(["a b' c", "a b' c 2"])
})

test('LST-9 signs that XML does not know come back as they were', async () => {
  const odd = ['a\u0001b', 'x\r\ny', '_x0041_', ' vorn', 'hinten ', '<&>"', '\ufffe', '😀', '\ud800'.toWellFormed()]
  const sheet = sheetOf(
    await written(
      [text('A')],
      odd.map((one) => [one]),
    ),
  )
  expect(valuesOf(sheet).slice(1).flat()).toEqual(odd.map((one) => one.replace('\r\n', '\n')))
})

test('LST-9 days and moments go into a workbook and come back', () => {
  expect(serialOfDate('1900-03-01')).toBe(61)
  expect(serialOfDate('1899-12-31')).toBeUndefined()
  expect(serialOfDate('31.03.2024')).toBeUndefined()
  for (const day of ['1900-03-01', '1999-12-31', '2024-02-29', '2100-01-01'])
    expect(dateOfSerial(serialOfDate(day) ?? 0, false)).toBe(day)
  const berlin = serialsIn('Europe/Berlin')
  expect(dateOfSerial(berlin('2026-03-29T00:59:00.000Z') ?? 0, false)).toBe('2026-03-29 01:59')
  expect(dateOfSerial(berlin('2026-03-29T01:00:00.000Z') ?? 0, false)).toBe('2026-03-29 03:00')
  expect(dateOfSerial(0.5, false)).toBe('12:00:00')
  expect(dateOfSerial(0, true)).toBe('1904-01-01')
  expect(dateOfSerial(1e9, false)).toBe('1000000000')
})
