import { createReadStream, createWriteStream } from 'node:fs'
import { open as openFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify/sync'
import { mostImportBytes } from '../../../api/imports.ts'
import { openWorkbook, type Workbook } from '../../platform/excel/read-workbook.ts'
import { type WorkbookFault, WorkbookProblem } from '../../platform/excel/workbook-problem.ts'
import { tooLarge } from '../../platform/files/too-large.ts'
import type { Dialect, Open } from './decode.ts'
import { detect } from './detect.ts'
import { type FileProblem, UnreadableFile } from './file-problem.ts'
import { isArchive } from './recognise.ts'

/** A customer file as it is read from here on: text by lines, whatever it came as. */
export interface TableFile {
  /** where the text lies on this machine */
  readonly path: string
  readonly open: Open
  readonly dialect: Dialect
  /** of a workbook: the sheet that became the text, and all there are */
  readonly sheet: string | null
  readonly sheets: readonly string[]
}

export const mostColumns = 500

/**
 * Makes a customer file readable: of a workbook one sheet becomes text (IMP-2).
 *
 * @param folder where the text of a sheet is written to
 * @param wanted the sheet; absent: the first that is not hidden
 * @throws UnreadableFile; Refusal 413
 */
export async function readTableFile(path: string, folder: string, wanted?: string): Promise<TableFile> {
  const { size } = await stat(path)
  if (size > mostImportBytes) throw tooLarge(mostImportBytes, size)
  if (isArchive(await firstBytes(path))) return fromWorkbook(path, folder, wanted)
  const open = () => createReadStream(path)
  return { path, open, dialect: await detect(open), sheet: null, sheets: [] }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await openFile(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const problems: Record<WorkbookFault, FileProblem> = {
  broken: 'workbook_broken',
  encrypted: 'encrypted',
  too_large: 'unpacked_too_large',
  too_many_columns: 'too_many_columns',
  other_format: 'spreadsheet',
  no_workbook: 'archive',
}

async function fromWorkbook(path: string, folder: string, wanted: string | undefined): Promise<TableFile> {
  const text = join(folder, 'table')
  try {
    const { sheet, sheets } = await unpack(path, wanted, text)
    const dialect: Dialect = { encoding: 'utf-8', delimiter: '\t' }
    return { path: text, open: () => createReadStream(text), dialect, sheet, sheets }
  } catch (error) {
    throw error instanceof WorkbookProblem ? new UnreadableFile(problems[error.code]) : error
  }
}

async function unpack(path: string, wanted: string | undefined, to: string) {
  const workbook = await openWorkbook(path, mostColumns)
  try {
    const sheet = wanted ?? workbook.sheets[0] ?? ''
    await pipeline(Readable.from(textOf(workbook, sheet)), createWriteStream(to))
    return { sheet, sheets: workbook.sheets }
  } finally {
    await workbook.close()
  }
}

const pieceSize = 64 * 1024

/** Empty lines stand for empty rows, so that rows are counted from the header as the spreadsheet counts them. */
async function* textOf(workbook: Workbook, sheet: string): AsyncGenerator<string> {
  let last = 0
  let width = 0
  let text = ''
  let size = 0
  for await (const { row, cells } of workbook.rows(sheet)) {
    width ||= cells.length
    if (last > 0) text += '\n'.repeat(row - last - 1)
    last = row
    // spreadsheets leave empty cells at the end of a row out
    const line = stringify([cells], { delimiter: '\t', record_delimiter: '', quoted_match: /[\r\n\t"]/ })
    text += `${line}${'\t'.repeat(Math.max(0, width - cells.length))}\n`
    if (text.length < pieceSize) continue
    // a wide header makes as much of every short row; no text file may be larger either
    size += text.length
    if (size > mostImportBytes) throw new UnreadableFile('unpacked_too_large')
    yield text
    text = ''
  }
  if (last === 0) throw new UnreadableFile('empty')
  yield text
}
