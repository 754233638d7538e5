import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../../platform/errors.ts'
import { MissingFile } from '../../platform/files/store.ts'
import type { Services } from '../../platform/services.ts'
import { Turns } from '../../platform/turns.ts'
import type { Dialect } from './decode.ts'
import { UnreadableFile } from './file-problem.ts'
import { fileKey, type ImportRecord, workbookKey } from './find-import.ts'
import { readHead, type SampledColumn } from './read-head.ts'
import { readTableFile, type TableFile } from './table-file.ts'

/**
 * A file made to do harm takes up to 256 MiB and 10 s of the processor (IMP-8), which lists are answered by too. A minute is
 * long enough for all uploads that there may be at a time.
 */
const turns = new Turns(2, 60_000)

/** A customer file with the columns that its header names, before anybody has corrected them. */
export interface ReadTable extends TableFile {
  readonly head: readonly SampledColumn[]
}

/**
 * Reads a customer file as far as is needed to map its columns (IMP-2). Needs no connection, and must not hold one.
 *
 * @param folder where a sheet is unpacked to
 * @param sheet of a workbook; absent: the first that is not hidden
 * @throws UnreadableFile; Refusal 413; 503 where too many are read at a time
 */
export function readTable(path: string, folder: string, sheet?: string): Promise<ReadTable> {
  return turns.take(async () => {
    const table = await readTableFile(path, folder, sheet)
    return { ...table, head: await readHead(table.open, table.dialect) }
  })
}

/** How a file that is kept is to be read from now on. */
export interface Reading {
  readonly sheet: string | null
  readonly dialect: Dialect
}

/** What reading a file again has brought. */
export interface ReadAgain extends Pick<ReadTable, 'head'> {
  readonly reading: Reading
}

/**
 * Reads the file of an import in another way (IMP-2); the text of another sheet is stored beside the one that is in use. Needs no
 * connection either.
 *
 * @throws Refusal 409 where the file has been removed; 422 with the reason where it is no table; 503
 */
export async function readAgain(
  { files }: Pick<Services, 'files'>,
  record: Pick<ImportRecord, 'id' | 'sheet' | 'sheets'>,
  reading: Reading,
  folder: string,
): Promise<ReadAgain> {
  const { sheet, dialect } = reading
  try {
    if (sheet === null || sheet === record.sheet)
      return { reading, head: await turns.take(() => readHead(() => files.open(fileKey(record)), dialect)) }
    const workbook = join(folder, 'workbook')
    await pipeline(files.open(workbookKey(record.id)), createWriteStream(workbook))
    const { head, path } = await readTable(workbook, folder, sheet)
    await files.put(fileKey({ ...record, sheet }), { path })
    return { reading, head }
  } catch (error) {
    return refuse(error)
  }
}

/** @throws Refusal with the reason where a file as a whole cannot be read, or is no longer there */
export function refuse(error: unknown): never {
  if (error instanceof MissingFile) throw new Refusal('imports.file_removed')
  if (!(error instanceof UnreadableFile)) throw error
  throw new Refusal('imports.unreadable', { fields: [{ path: 'file', code: `file_${error.code}` }] })
}
