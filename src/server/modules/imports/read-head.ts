import type { Dialect, Open } from './decode.ts'
import { UnreadableFile } from './file-problem.ts'
import { type Column, matchColumns } from './match-columns.ts'
import { readRecords } from './read-records.ts'
import { mostColumns } from './table-file.ts'

/** A column with the first values under it, for whoever maps it. */
export interface SampledColumn extends Column {
  readonly samples: readonly string[]
}

const longestHeader = 300
const looked = 50
const shown = 3
const longestSample = 80

/**
 * The columns of a file with the fields their headers stand for (IMP-2).
 *
 * @throws UnreadableFile where the header is none, or nothing stands below it
 */
export async function readHead(open: Open, dialect: Dialect): Promise<readonly SampledColumn[]> {
  const rows: (readonly string[])[] = []
  for await (const { cells } of readRecords(open, dialect)) {
    rows.push(cells)
    if (rows.length > looked) break
  }
  const [headers = [], ...others] = rows
  if (headers.length > mostColumns) throw new UnreadableFile('too_many_columns')
  if (headers.length === 0 || headers.some((header) => header.length > longestHeader)) {
    throw new UnreadableFile('header_unreadable')
  }
  if (others.length === 0) throw new UnreadableFile('empty')
  return matchColumns(headers).map((column, at) => ({ ...column, samples: samplesOf(others, at) }))
}

function samplesOf(rows: readonly (readonly string[])[], at: number): string[] {
  const values = rows.map((cells) => (cells[at] ?? '').trim()).filter(Boolean)
  return [...new Set(values)].slice(0, shown).map((value) => value.slice(0, longestSample))
}
