import { type Cell, CellWriter, type CellKind, columnName, escapeText } from './cells.ts'
import { ZipWriter } from './zip-writer.ts'

/** A column of a sheet. */
export interface SheetColumn {
  readonly title: string
  readonly kind: CellKind
  /** in pixels, as a list has it */
  readonly width: number
}

/** A table to be written as a workbook. */
export interface Table {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** rows as they are read, a batch at a time */
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>
  /** whose clocks moments are shown by */
  readonly timeZone: string
}

/** The type of a workbook. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Rows that a sheet can hold, its header among them; and how much of it stays below what an archive counts. */
const sheetLimits = { rows: 1_048_576, characters: 2 ** 31 }
const pieceSize = 128 * 1024

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/**
 * A table as a workbook, piece by piece and in constant memory (LST-9): typed cells, the header frozen and with filters,
 * widths as on the page. What does not fit into one sheet goes on in the next.
 *
 * @param mostRows of a sheet, its header among them
 */
export async function* writeWorkbook(table: Table, mostRows = sheetLimits.rows): AsyncGenerator<Buffer> {
  const zip = new ZipWriter()
  const cells = new CellWriter(table.timeZone)
  const rows = rowsOf(table.batches)
  try {
    const ends: number[] = []
    for (let more = true; more; ) {
      yield zip.begin(`xl/worksheets/sheet${ends.length + 1}.xml`)
      const written = yield* writeSheet(zip, cells, table, rows, mostRows)
      yield await zip.end()
      ends.push(written.rows)
      more = written.more
    }
    yield* writeFrame(zip, cells, table, ends)
    yield zip.finish()
  } finally {
    zip.close()
    await rows.close()
  }
}

type Rows = ReturnType<typeof rowsOf>

/** The rows of the batches one by one, without waiting where one is at hand. */
function rowsOf(batches: Table['batches']) {
  const source = batches[Symbol.asyncIterator]()
  let batch: readonly (readonly Cell[])[] = []
  let at = 0
  return {
    /** The next row where it is at hand. */
    take: () => batch[at++],
    /** Reads on, where nothing was at hand. */
    async more() {
      do {
        const { done, value } = await source.next()
        if (done) return false
        batch = value
      } while (batch.length === 0)
      at = 0
      return true
    },
    /** Whether a row is still to come; it stays to be taken. */
    async ahead() {
      return at < batch.length || this.more()
    },
    async close() {
      await source.return?.()
    },
  }
}

async function* writeSheet(
  zip: ZipWriter,
  cells: CellWriter,
  { columns }: Table,
  rows: Rows,
  mostRows: number,
): AsyncGenerator<Buffer, { rows: number; more: boolean }> {
  const names = columns.map((_, at) => columnName(at))
  let xml = opening(cells, columns, names)
  let row = 1
  let written = 0
  for (;;) {
    const next = row < mostRows && written < sheetLimits.characters ? rows.take() : undefined
    if (!next) {
      if (row >= mostRows || written >= sheetLimits.characters || !(await rows.more())) break
      continue
    }
    row += 1
    xml += `<row r="${row}">`
    for (const [at, { kind }] of columns.entries()) xml += cells.write(`${names[at]}${row}`, kind, next[at] ?? null)
    xml += '</row>'
    if (xml.length < pieceSize) continue
    written += xml.length
    yield await zip.add(xml)
    xml = ''
  }
  const filter = `<autoFilter ref="A1:${names.at(-1) ?? 'A'}${row}"/>`
  yield await zip.add(`${xml}</sheetData>${filter}</worksheet>`)
  return { rows: row, more: await rows.ahead() }
}

function opening(cells: CellWriter, columns: readonly SheetColumn[], names: readonly string[]): string {
  const widths = columns.map(
    // seven pixels to a digit, and some for the arrow of the filter
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${(width / 7 + 3).toFixed(2)}" customWidth="1"/>`,
  )
  const titles = columns.map(({ title }, at) => cells.write(`${names[at]}1`, 'text', { value: title, look: 'head' }))
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData><row r="1">${titles.join('')}</row>`
}

/** What a spreadsheet accepts as the name of a sheet. */
function sheetName(name: string, at: number): string {
  const tail = at === 0 ? '' : ` ${at + 1}`
  const allowed =
    name
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .replaceAll(/^'+|'+$/g, '')
      .trim() || 'Kontor'
  return escapeText(`${allowed.slice(0, 31 - tail.length)}${tail}`).replaceAll('"', '&quot;')
}

async function* writeFrame(
  zip: ZipWriter,
  cells: CellWriter,
  { name, columns }: Table,
  ends: readonly number[],
): AsyncGenerator<Buffer> {
  const sheets = ends.map((end, at) => ({ id: at + 1, name: sheetName(name, at), end }))
  const last = columnName(Math.max(0, columns.length - 1))
  const filters = sheets.map(
    ({ name: sheet, end }, at) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${sheet.replaceAll("'", "''")}'!$A$1:$${last}$${end}</definedName>`,
  )
  const tags = sheets.map(({ id, name: sheet }) => `<sheet name="${sheet}" sheetId="${id}" r:id="rId${id}"/>`)
  yield await zip.entry(
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${tags.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`,
  )
  const targets = [
    ...sheets.map(({ id }) => relation(id, 'worksheet', `worksheets/sheet${id}.xml`)),
    relation(sheets.length + 1, 'styles', 'styles.xml'),
  ]
  yield await zip.entry('xl/_rels/workbook.xml.rels', related(targets))
  yield await zip.entry('xl/styles.xml', cells.styles.xml())
  yield await zip.entry('_rels/.rels', related([relation(1, 'officeDocument', 'xl/workbook.xml')]))
  yield await zip.entry('[Content_Types].xml', contentTypes(sheets.map(({ id }) => id)))
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${relations}/${type}" Target="${target}"/>`
}

function related(all: readonly string[]): string {
  return `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`
}

function contentTypes(sheets: readonly number[]): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${kind}.${type}+xml"/>`
  return `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${sheets.map((id) => part(`worksheets/sheet${id}`, 'worksheet')).join('')}${part('styles', 'styles')}</Types>`
}
