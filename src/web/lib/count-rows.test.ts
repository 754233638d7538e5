import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { countCsvRows, countXlsxRows } from './count-rows.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** As it comes over the wire: cut wherever. */
function* pieces(whole: Uint8Array, size: number): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < whole.length; at += size) yield new Uint8Array(whole.slice(at, at + size))
}

test.each([1, 7, 1000])(
  'LST-9 rows of a CSV file are its lines, but those inside of a cell (%i bytes at a time)',
  (size) => {
    const counter = countCsvRows()
    for (const part of pieces(bytes('Firma;Ort\r\n"A\r\nB";"x"\r\nC;"y ""z""\n"\r\n'), size)) counter.add(part)
    expect(counter.rows()).toBe(2)
  },
)

/** A workbook of 9000 rows below its header. */
function workbook(): Buffer {
  const rows = Array.from({ length: 9001 }, (_, at) => `<row r="${at + 1}"><c><v>${Math.sin(at)}</v></c></row>`)
  const name = 'xl/worksheets/sheet1.xml'
  const head = Buffer.alloc(30)
  head.writeUInt16LE(name.length, 26)
  const sheet = deflateRawSync(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt32LE(sheet.length, 20)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(entry.length + name.length, 12)
  // what stands behind the sheet: styles, directory
  const styles = Buffer.from('PK\u0007\u0008<row <row <row ')
  return Buffer.concat([head, Buffer.from(name), sheet, styles, entry, Buffer.from(name), end])
}

test.each([97, 1_009, 70_000, 1_000_000])(
  'LST-9 rows of a workbook are counted, however it arrives (%i bytes at a time)',
  async (size) => {
    const counter = countXlsxRows()
    for (const part of pieces(workbook(), size)) counter.add(part)
    expect(await counter.finish()).toBe(9000)
  },
  60_000,
)

test('LST-9 rows of a workbook are counted while it arrives', async () => {
  const counter = countXlsxRows()
  // what is held back at the end would hide it of a smaller piece
  const [first, rest] = pieces(workbook(), 70_000)
  if (!first || !rest) throw new Error('the file is too small')
  counter.add(first)
  await expect.poll(() => counter.rows()).toBeGreaterThan(0)
  expect(counter.rows()).toBeLessThan(9000)
  counter.add(rest)
  expect(await counter.finish()).toBe(9000)
})

test('LST-9 a file that is no workbook stops nothing', async () => {
  const counter = countXlsxRows()
  for (const part of pieces(Buffer.alloc(200_000, 'x'), 50_000)) counter.add(part)
  expect(await counter.finish()).toBe(0)
})
