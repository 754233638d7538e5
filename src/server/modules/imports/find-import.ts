import { type RawBuilder, sql } from 'kysely'
import type { Import, ImportUndo } from '../../../api/imports.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Dialect } from './decode.ts'
import type { SampledColumn } from './read-head.ts'

/** An import as it is stored. */
export interface ImportRecord extends Dialect {
  readonly id: string
  readonly organizationId: string
  readonly makerId: string
  readonly fileName: string
  /** of a workbook: the sheet that is read, and all there are */
  readonly sheet: string | null
  readonly sheets: readonly string[]
  readonly status: Import['status']
  readonly failure: string | null
  readonly attempt: number
  readonly columns: readonly SampledColumn[]
  readonly onlyIfFaultless: boolean
  readonly total: number
  readonly creating: number
  readonly updating: number
  readonly unchanged: number
  readonly faulty: number
  readonly warned: number
  readonly done: number
  /** some of its rows stand, with the images to undo them (IMP-5) */
  readonly taken: boolean
  readonly createdAt: string
  readonly finishedAt: string | null
  /** the columns go where an earlier file with the same headers was corrected to (IMP-2) */
  readonly remembered: boolean
  /** the last time it was undone, or is being (IMP-5) */
  readonly undo: UndoRecord | null
}

/** How far undoing an import has come, or came. */
export interface UndoRecord extends Omit<ImportUndo, 'person'> {
  readonly personId: string
  readonly attempt: number
}

const iso = (time: RawBuilder<unknown>) => sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

// a run that was cancelled still has a part in hand, which it will give up (`holdImport`)
const status = sql`case when i.status = 'cancelled' and i.finished_at > now() - interval '1 hour' and not pg_try_advisory_xact_lock_shared(${lockOf(sql.ref('i.id'))})
  then 'cancelling' else i.status end`
const fields = sql`i.id, i.organization_id as "organizationId", i.maker_id as "makerId", i.file_name as "fileName", i.sheet, i.sheets, ${status} as status, i.failure, i.attempt,
  i.encoding, i.delimiter, i.columns, i.only_if_faultless as "onlyIfFaultless", i.total, i.creating, i.updating, i.unchanged, i.faulty, i.warned, i.done, i.taken,
  i.created_at as "createdAt", i.finished_at as "finishedAt", i.remembered, (select json_build_object('status', u.status, 'failure', u.failure,
    'attempt', u.attempt, 'personId', u.person_id, 'total', u.total, 'removed', u.removed, 'restored', u.restored, 'kept', u.kept, 'unseen', u.unseen,
    'startedAt', ${iso(sql`u.started_at`)}, 'finishedAt', ${iso(sql`u.finished_at`)}) from import_undos u where u.import_id = i.id) as undo`

/**
 * Finds an import through the actor (ACC-11a).
 *
 * @throws Refusal 404
 */
export async function findImport(tx: Tx, id: string): Promise<ImportRecord> {
  const { rows } = await sql<ImportRecord>`select ${fields} from reach.imports i where i.id = ${id}`.execute(tx)
  const [record] = rows
  if (!record) throw new Refusal('access.not_found')
  return record
}

const mostListed = 100

/** The newest imports that the reader may see. */
export async function findImports(tx: Tx): Promise<readonly ImportRecord[]> {
  const { rows } = await sql<ImportRecord>`
    select ${fields} from reach.imports i order by i.created_at desc, i.id desc limit ${mostListed}`.execute(tx)
  return rows
}

/** Imports whose file has a name with each of these words, newest first. */
export async function findImportsNamed(tx: Tx, q: string, limit: number): Promise<readonly ImportRecord[]> {
  const words = q.split(/\s+/).filter(Boolean).slice(0, 10)
  const named = words.map((word) => {
    // a backslash makes % and _ what they are
    const literal = word.replaceAll(/[\\%_]/g, '\\$&')
    return sql`text_search(i.file_name) like '%' || text_collapse(text_fold(${literal})) || '%'`
  })
  if (named.length === 0) return []
  const { rows } = await sql<ImportRecord>`
    select ${fields} from reach.imports i where ${sql.join(named, sql` and `)}
    order by i.created_at desc, i.id desc limit ${limit}`.execute(tx)
  return rows
}

function lockOf(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`hashtextextended('import ' || ${id}::text, 0)`
}

/** Shows until the end of the transaction that a part of the import is in hand: what is cancelled meanwhile is so once that is given up. */
export async function holdImport(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockOf(sql`${id}`)})`.execute(tx)
}

/** Where the files of imports are kept. */
export const importFolder = 'imports'

/**
 * Where the table of an import is kept: the file itself, or the sheet of a workbook as text. Each sheet has a key of its own, so
 * that reading another one overwrites nothing before the import says that it reads that one.
 */
export function fileKey({ id, sheet, sheets }: Pick<ImportRecord, 'id' | 'sheet' | 'sheets'>): string {
  return sheet === null ? `${importFolder}/${id}` : `${importFolder}/${id}.${sheets.indexOf(sheet)}`
}

/** Where the workbook is kept that the table was taken from. */
export function workbookKey(importId: string): string {
  return `${importFolder}/${importId}.xlsx`
}

/** The import that a file belongs to. */
export function importOf(key: string): string {
  return key.slice(importFolder.length + 1).replace(/\..*$/, '')
}
