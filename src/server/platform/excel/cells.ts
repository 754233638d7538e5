import { serialOfDate, serialsIn } from './serial.ts'
import { type Look, Styles } from './styles.ts'

/** An amount in minor units, as the API writes it. */
export interface Money {
  readonly amount: string
  readonly currency: string
}

/** A value that is shown in a way of its own, whatever its column. */
export interface Marked {
  readonly value: string
  readonly look: Look
}

export type Cell = string | number | boolean | Money | Marked | null

export type CellKind = 'text' | 'number' | 'date' | 'time' | 'money'

/** What a spreadsheet would take for a formula when the cell is edited. */
const formula = /^[=+\-@＝＋－＠\t\r]/
/** Characters that XML has no place for, and what looks like their spelling in workbooks. */
const unwritable = /(?![\t\n])[\p{Cc}\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/gu
const special = /[&<>]/
const spaced = /^\s|\s$|[\n\t]| {2}/
const longestText = 32_767

/** A text as a workbook holds it. */
export function escapeText(text: string): string {
  // a line ends in one sign inside of a cell
  let written = text.slice(0, longestText).replaceAll('\r\n', '\n')
  if (!written.isWellFormed()) written = written.toWellFormed()
  written = written.replace(unwritable, (found) =>
    found.length > 1 ? `_x005F${found}` : `_x${found.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
  )
  return special.test(written)
    ? written.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : written
}

/** The letters of a column: A, B … Z, AA. */
export function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last
}

/** Writes the cells of one workbook; texts stay texts, whatever they look like (LST-9). */
export class CellWriter {
  readonly styles = new Styles()
  readonly #serialOf: (moment: string) => number | undefined

  constructor(timeZone: string) {
    this.#serialOf = serialsIn(timeZone)
  }

  /** A cell as XML, of the row that `place` ends with; nothing where it is empty. */
  write(place: string, kind: CellKind, cell: Cell): string {
    if (cell === null || cell === '') return ''
    if (typeof cell === 'number') return Number.isFinite(cell) ? number(place, cell, 0) : ''
    if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`
    if (typeof cell === 'object') return this.#object(place, cell)
    if (kind === 'date' || kind === 'time') {
      const serial = kind === 'date' ? serialOfDate(cell) : this.#serialOf(cell)
      if (serial !== undefined) return number(place, serial, this.styles.of(kind))
    }
    return textCell(place, cell, formula.test(cell) ? this.styles.of('quoted') : 0)
  }

  #object(place: string, cell: Money | Marked): string {
    if ('look' in cell) return textCell(place, cell.value, this.styles.of(cell.look))
    const digits = fractionOf(cell.currency)
    return number(place, Number(cell.amount) / 10 ** digits, this.styles.currency(cell.currency, digits))
  }
}

function number(place: string, value: number, style: number): string {
  return `<c r="${place}"${style === 0 ? '' : ` s="${style}"`}><v>${value}</v></c>`
}

function textCell(place: string, value: string, style: number): string {
  const space = spaced.test(value) ? ' xml:space="preserve"' : ''
  return `<c r="${place}"${style === 0 ? '' : ` s="${style}"`} t="inlineStr"><is><t${space}>${escapeText(value)}</t></is></c>`
}

function fractionOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
