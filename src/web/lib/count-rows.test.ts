import { deflateRawSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
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

test.each([1, 13, 100_000])(
  'LST-9 rows of a workbook are counted while it arrives (%i bytes at a time)',
  async (size) => {
    const rows = Array.from({ length: 301 }, (_, at) => `<row r="${at + 1}"><c><v>${at}</v></c></row>`)
    const name = 'xl/worksheets/sheet1.xml'
    const head = new Uint8Array(30 + name.length)
    new DataView(head.buffer).setUint16(26, name.length, true)
    const sheet = deflateRawSync(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`)
    // what stands behind the sheet: styles, directory
    const file = Buffer.concat([head, sheet, Buffer.from('PK\u0007\u0008<row <row <row ')])
    const counter = countXlsxRows()
    for (const part of pieces(file, size)) counter.add(part)
    await vi.waitFor(() => expect(counter.rows()).toBe(300))
    counter.close()
  },
)
