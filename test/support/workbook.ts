import { CFB, read, type WorkSheet } from '@e965/xlsx'

/** The first sheet of a workbook as another program reads it. */
export function sheetOf(bytes: Uint8Array): WorkSheet & { name: string } {
  const book = read(bytes, { cellNF: true, cellStyles: true, nodim: true })
  const [name = ''] = book.SheetNames
  const sheet = book.Sheets[name]
  if (!sheet) throw new Error('the workbook has no sheet')
  return Object.assign(sheet, { name })
}

/** The values of a sheet, row by row; empty cells are null. */
export function valuesOf(sheet: WorkSheet): (string | number | boolean | null)[][] {
  const rows: unknown = sheet['!data']
  if (Array.isArray(rows)) throw new Error('the sheet is dense')
  const values: (string | number | boolean | null)[][] = []
  for (const [place, cell] of Object.entries(sheet)) {
    const at = /^([A-Z]+)(\d+)$/.exec(place)
    if (!at) continue
    const column = Array.from(at[1] ?? '').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    const row = Number(at[2]) - 1
    const value: unknown = cell.v
    values[row] ??= []
    const line = values[row]
    while (line.length < column) line.push(null)
    line[column] = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
  }
  return Array.from(values, (line) => line ?? [])
}

/** The cells that another program would compute. */
export function formulasIn(sheet: WorkSheet): string[] {
  return Object.entries(sheet).flatMap(([place, cell]) =>
    !place.startsWith('!') && cell?.f !== undefined ? [place] : [],
  )
}

/** Everything that stands in a workbook, as text. */
export function unpacked(bytes: Uint8Array): string {
  const { FileIndex: parts } = CFB.read(Buffer.from(bytes), { type: 'buffer' })
  const contents = parts.map((part: { content?: unknown }) => part.content)
  return contents
    .map((content: unknown) => (content instanceof Uint8Array ? Buffer.from(content).toString() : ''))
    .join('\n')
}
