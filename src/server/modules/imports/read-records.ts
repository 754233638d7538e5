import { CsvError, parse } from 'csv-parse'
import { type Dialect, decode, type Open } from './decode.ts'
import { UnreadableFile } from './file-problem.ts'

/** One record of the file; `row` as a spreadsheet counts records, the header being 1. */
export interface FileRecord {
  readonly row: number
  readonly cells: readonly string[]
  /** A quotation mark that is never closed, or one cell without end: the first line of what could not be read is its only cell. */
  readonly unreadable?: true
}

interface Parsed {
  cells: string[]
  /** where the record ends, in bytes of UTF-8 */
  end: number
}

const longestRecord = 1024 * 1024
const shownOfLine = 2000
// each one costs another pass over the file; a file with more is not a table any more
const mostUnreadable = 20

/**
 * The records of the file, the header first. Blank lines are passed over but counted, so that row numbers are those of a spreadsheet.
 * Where a stray quotation mark swallows the rows behind it, its own line alone is lost and reading goes on with the next.
 */
export async function* readRecords(open: Open, dialect: Dialect): AsyncGenerator<FileRecord> {
  let row = 0
  let width = 0
  let from = 0
  for (let failures = 0; ; failures += 1) {
    let whole = true
    for await (const parsed of parseFrom(open, dialect, from)) {
      whole = parsed !== undefined && !swallowsRows(parsed.cells, dialect.delimiter, width)
      if (!parsed || !whole) break
      from = parsed.end
      // a header without names: the row below it must not be taken for one
      if (row === 0 && parsed.cells.length > 1 && isBlank(parsed.cells)) throw new UnreadableFile('header_unreadable')
      if (row === 0 && (isBlank(parsed.cells) || isHint(parsed.cells))) continue
      row += 1
      width ||= parsed.cells.length
      if (!isBlank(parsed.cells)) yield { row, cells: parsed.cells }
    }
    if (whole) return
    if (row === 0) throw new UnreadableFile('header_unreadable')
    if (failures === mostUnreadable) throw new UnreadableFile('quotes_unbalanced')
    const line = await firstLine(open, dialect, from)
    from += line.bytes
    row += 1
    yield { row, cells: [line.text], unreadable: true }
  }
}

function isBlank(cells: readonly string[]): boolean {
  // old systems end their files with Ctrl-Z
  return cells.every((cell) => cell === '' || cell === '\u001a' || cell.trim() === '')
}

// `sep=;` in front of the header is a hint for Excel, which doesn't show it either
function isHint(cells: readonly string[]): boolean {
  return /^sep=.?$/i.test(cells[0] ?? '') && cells.slice(1).every((cell) => cell === '')
}

// with few columns a line of prose has as many delimiters as a row
const telling = 5

// two lines of the file that are rows by themselves, in one record: a quotation mark has taken the second for text
function swallowsRows(cells: readonly string[], delimiter: string, width: number): boolean {
  if (width < telling || !cells.some((cell) => cell.includes('\n'))) return false
  const [first, ...others] = cells
    .join(delimiter)
    .split('\n')
    .map((line) => line.split(delimiter).length >= width)
  return first === true && others.includes(true)
}

/** Records from a position on; `undefined` and the end where the parser finds no end of a record. */
async function* parseFrom(open: Open, dialect: Dialect, from: number): AsyncGenerator<Parsed | undefined> {
  let parsed: Parsed[] = []
  const parser = parse({
    delimiter: dialect.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRecord,
    // collected here rather than read from the stream, which drops what it holds when an error follows
    on_record: (cells: string[], context) => {
      parsed.push({ cells: cells.map(storable), end: from + context.bytes })
      return null
    },
  })
  const outcome: { failure?: Error } = {}
  const closed = new Promise<void>((resolve) => parser.once('close', resolve))
  parser.on('error', (error) => {
    outcome.failure = error
  })
  parser.resume()
  for await (const chunk of bytesFrom(open, dialect, from)) {
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()))
    yield* parsed
    parsed = []
    if (outcome.failure) break
  }
  parser.end()
  await closed
  yield* parsed
  if (outcome.failure instanceof CsvError) yield undefined
  else if (outcome.failure) throw outcome.failure
}

// no text of the database can hold NUL: one in a single cell would end the whole check, again at every try
function storable(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '\ufffd') : text
}

async function* bytesFrom(open: Open, dialect: Dialect, from: number): AsyncGenerator<Buffer> {
  let skip = from
  for await (const chunk of decode(open, dialect.encoding)) {
    if (skip < chunk.length) yield chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.length)
  }
}

async function firstLine(open: Open, dialect: Dialect, from: number): Promise<{ text: string; bytes: number }> {
  let text = ''
  let bytes = 0
  for await (const chunk of bytesFrom(open, dialect, from)) {
    const end = chunk.indexOf('\n')
    const part = end < 0 ? chunk : chunk.subarray(0, end + 1)
    bytes += part.length
    if (text.length < shownOfLine) text += part.toString()
    if (end >= 0) break
  }
  return { text: storable(text.slice(0, shownOfLine).trimEnd()), bytes }
}
