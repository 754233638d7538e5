import type { NumberFormat } from './number-formats.ts'
import { dateOfSerial } from './serial.ts'
import type { SharedStrings } from './shared-strings.ts'
import { unescapeText } from './unescape.ts'
import { WorkbookProblem } from './workbook-problem.ts'
import { attributesOf, XmlScanner } from './xml-scanner.ts'

/** A row that holds something; the first of the sheet is 1. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: SharedStrings | undefined
  readonly formats: readonly NumberFormat[]
  readonly since1904: boolean
  /** a value further to the right is refused */
  readonly mostColumns: number
}

const mostRows = 1_048_576
// many times what a spreadsheet takes; comments within it can make a text of any length from short pieces
const longestText = 1024 * 1024

/**
 * The rows of a sheet as texts, as they are read: dates as `YYYY-MM-DD`, numbers with a dot. Of a formula the value is taken
 * that the spreadsheet has computed; nothing is computed here (IMP-8).
 */
export async function* readSheet(parts: AsyncIterable<Uint8Array>, context: SheetContext): AsyncGenerator<SheetRow> {
  const reader = new SheetReader(context)
  const scanner = new XmlScanner(reader)
  for await (const part of parts) {
    scanner.push(part)
    yield* reader.take()
  }
  scanner.end()
  yield* reader.take()
}

class SheetReader {
  readonly #context: SheetContext
  #rows: SheetRow[] = []
  #row = 0
  #cells: string[] = []
  #column = -1
  #kind = ''
  #style = -1
  #value = ''
  #text = ''
  #inside: 'value' | 'text' | 'reading' | null = null

  constructor(context: SheetContext) {
    this.#context = context
  }

  take(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: string, empty: boolean): void {
    if (name === 'c') this.#openCell(attributes)
    else if (name === 'row') this.#openRow(attributes)
    else if (empty) return
    else if (name === 'v') this.#inside = 'value'
    else if (name === 't' && this.#inside !== 'reading') this.#inside = 'text'
    else if (name === 'rPh') this.#inside = 'reading'
  }

  text(text: string): void {
    if (this.#inside === 'value') this.#value += text
    else if (this.#inside === 'text') this.#text += text
    if (this.#value.length + this.#text.length > longestText) throw new WorkbookProblem('broken')
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
    else if (name === 'v' || name === 'rPh' || (name === 't' && this.#inside === 'text')) this.#inside = null
  }

  #openRow(attributes: string): void {
    const { r } = attributesOf(attributes)
    const row = r === undefined ? this.#row + 1 : Number(r)
    if (!Number.isInteger(row) || row <= this.#row || row > mostRows) throw new WorkbookProblem('broken')
    this.#row = row
    this.#cells = []
    this.#column = -1
  }

  #openCell(attributes: string): void {
    const { r, s, t = 'n' } = attributesOf(attributes)
    this.#column = r === undefined ? this.#column + 1 : columnOf(r)
    this.#kind = t
    this.#style = s === undefined ? -1 : Number(s)
    this.#value = ''
    this.#text = ''
  }

  #closeCell(): void {
    const value = this.#shown()
    if (value === '') return
    // cells that only have a colour may reach further
    if (this.#column >= this.#context.mostColumns) throw new WorkbookProblem('too_many_columns')
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = value
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells })
  }

  #shown(): string {
    switch (this.#kind) {
      case 's':
        return this.#value === '' ? '' : (this.#context.strings?.at(Number(this.#value)) ?? '')
      case 'inlineStr':
        return unescapeText(this.#text)
      case 'str':
        return unescapeText(this.#value)
      case 'b':
        return this.#value === '1' ? 'true' : this.#value === '0' ? 'false' : this.#value
      case 'd':
        return this.#value.replace(/T00:00:00(\.0+)?Z?$/, '')
      case 'n':
        return this.#number()
      default:
        // of an error the sign that stands in the cell
        return this.#value
    }
  }

  #number(): string {
    const number = Number(this.#value)
    if (this.#value.trim() === '' || !Number.isFinite(number)) return this.#value
    const format = this.#context.formats[this.#style]
    if (format?.kind === 'date') return dateOfSerial(number, this.#context.since1904)
    // what is behind the fifteenth digit comes from counting in twos
    const text =
      Math.abs(number) < 1e15 && !Number.isInteger(number)
        ? String(Number(number.toPrecision(15)))
        : plainDigits(number)
    return format?.kind === 'padded' && /^\d+$/.test(text) ? text.padStart(format.digits, '0') : text
  }
}

/** Telephone numbers and account numbers are numbers to a spreadsheet; they are not meant as powers of ten. */
function plainDigits(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number)
}

function columnOf(place: string): number {
  let column = 0
  let at = 0
  for (; at < place.length; at += 1) {
    const code = place.charCodeAt(at) | 32
    if (code < 97 || code > 122) break
    column = column * 26 + code - 96
  }
  if (at === 0 || at > 7) throw new WorkbookProblem('broken')
  return column - 1
}
