import { columnName } from './cells.ts'
import type { Cell, DataValidation } from 'hucre/xlsx'

/** A column that people fill in. */
export interface FillInColumn {
  readonly title: string
  /** shown at the header, and where a cell is chosen */
  readonly note: string
  /** of the row that shows how it is meant */
  readonly example: string | Date
  /** in characters */
  readonly width: number
  /** values to choose from; others are possible and asked about */
  readonly choices?: readonly string[]
}

/** A workbook to be filled in. */
export interface FillIn {
  readonly sheet: string
  /** the sheet that the drop-downs read, which nobody sees */
  readonly lists: string
  readonly columns: readonly FillInColumn[]
  /** said at the example */
  readonly exampleNote: string
  /** said where a value is not among those to choose from */
  readonly otherValue: string
}

const lastRow = 10_000
const author = 'Kontor'

/** A workbook with headers, notes, drop-downs and an example row (IMP-1). Columns of text keep leading zeros. */
export async function writeFillIn(of: FillIn): Promise<Uint8Array> {
  // large, and seldom needed
  const { writeXlsx } = await import('hucre/xlsx')
  const { columns } = of
  const lists = columns.filter(({ choices }) => choices !== undefined)
  const longest = Math.max(0, ...lists.map(({ choices = [] }) => choices.length))
  const cells = new Map<string, Partial<Cell>>()
  for (const [at, { title, note }] of columns.entries()) {
    const style = {
      font: { bold: true },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EDEE' } },
    } as const
    cells.set(`0,${at}`, { value: title, style, comment: { author, text: note } })
  }
  const [first] = columns
  if (first) cells.set('1,0', { value: first.example, comment: { author, text: of.exampleNote } })
  return writeXlsx({
    sheets: [
      {
        name: of.sheet,
        columns: columns.map(({ width, example }) => ({
          width,
          numFmt: typeof example === 'string' ? '@' : 'dd.mm.yyyy',
        })),
        rows: [columns.map(({ title }) => title), columns.map(({ example }) => example)],
        cells,
        dataValidations: columns.map((column, at) => validation(of, column, at, lists.indexOf(column))),
        freezePane: { rows: 1 },
      },
      {
        name: of.lists,
        hidden: true,
        rows: Array.from({ length: longest }, (_, row) => lists.map(({ choices = [] }) => choices[row] ?? null)),
      },
    ],
  })
}

function validation(of: FillIn, column: FillInColumn, at: number, list: number): DataValidation {
  const name = columnName(at)
  const said = {
    range: `${name}2:${name}${lastRow}`,
    showInputMessage: true,
    // what a spreadsheet shows of it
    inputTitle: column.title.slice(0, 32),
    inputMessage: column.note.slice(0, 255),
    allowBlank: true,
  }
  const { choices } = column
  // without anything to choose from, all that there is to say is the note
  if (!choices?.length) return { ...said, type: 'custom', formula1: 'TRUE' }
  const from = columnName(list)
  return {
    ...said,
    type: 'list',
    formula1: `'${of.lists}'!$${from}$1:$${from}$${choices.length}`,
    showErrorMessage: true,
    errorStyle: 'warning',
    errorTitle: column.title.slice(0, 32),
    errorMessage: of.otherValue.slice(0, 255),
  }
}
