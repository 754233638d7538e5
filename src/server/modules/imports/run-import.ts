import { sql } from 'kysely'
import { type Actor, withinAs } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { batchesOf, FileCheck } from './check-file.ts'
import type { Open } from './decode.ts'
import { fileKey, findImport, type ImportRecord } from './find-import.ts'
import { type FileRecord, readRecords } from './read-records.ts'
import { rulesFor } from './rules-for.ts'
import { countRows, createdRows } from './store-rows.ts'

/** One run over the file of an import: which, started how often, and for whom, with the rights of now (ACC-4). */
export interface Run {
  readonly import: string
  readonly attempt: number
  readonly person: string
  /** where the person acted when they asked for it */
  readonly organization: string
  /** aborts between two parts; the next try goes on there */
  readonly signal?: AbortSignal
}

/** Thrown to undo a part: somebody has cancelled the import, or a newer run has taken it over. */
export class Superseded extends Error {}

/** A stretch of the file that is settled in one transaction; `from` and `to` count records behind the header. */
export interface Part {
  readonly batch: readonly FileRecord[]
  readonly from: number
  readonly to: number
}

/** A run that has begun: what it works on, and the parts that no earlier try has settled. */
export interface Started {
  readonly record: ImportRecord
  readonly check: FileCheck
  readonly within: Within
  parts(): AsyncGenerator<Part>
}

type Within = <T>(work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<T>
type Phase = 'checking' | 'running'

/** Begins a run, or goes on with it; nothing where the import is in another phase by now. */
export async function begin(services: Services, run: Run, phase: Phase): Promise<Started | undefined> {
  const { database, files } = services
  const as = { person: run.person, organization: run.organization, module: 'customers' } as const
  const within: Within = (work) => withinAs(database, as, work)
  const found = await within(async (tx, actor) => {
    const record = await findImport(tx, run.import)
    if (record.status !== phase || record.attempt !== run.attempt) return undefined
    const rules = await rulesFor(tx, actor, record.organizationId, record.columns, services.now())
    // all or nothing: of a try that was killed nothing is left
    const anew = phase === 'running' && record.onlyIfFaultless
    if (anew) await sql`update imports set done = 0 where id = ${run.import}`.execute(tx)
    const created = anew || record.done === 0 ? [] : await createdRows(tx, run.import)
    return { record: anew ? { ...record, done: 0 } : record, rules, created: new Set(created) }
  })
  if (!found) return undefined
  const { record, rules, created } = found
  const open: Open = () => files.open(fileKey(record))
  if (record.total === 0) await noteTotal(within, run, await countRecords(open, record))
  const check = new FileCheck(rules)
  return { record, check, within, parts: () => partsOf(open, record, { check, created }, run.signal) }
}

async function countRecords(open: Open, record: ImportRecord): Promise<number> {
  let records = 0
  for await (const batch of batchesOf(readRecords(open, record))) records += batch.length
  return Math.max(0, records - 1)
}

async function noteTotal(within: Within, run: Run, total: number): Promise<void> {
  await within((tx) =>
    sql`update imports set total = ${total} where id = ${run.import} and attempt = ${run.attempt}`.execute(tx),
  )
}

async function* partsOf(
  open: Open,
  record: ImportRecord,
  { check, created }: { check: FileCheck; created: ReadonlySet<number> },
  signal: AbortSignal | undefined,
): AsyncGenerator<Part> {
  const records = readRecords(open, record)
  // the header
  await records.next()
  let to = 0
  for await (const batch of batchesOf(records)) {
    signal?.throwIfAborted()
    const from = to
    to += batch.length
    if (to <= record.done) check.pass(batch, created)
    else yield { batch, from, to }
  }
}

/** Notes how far the run has come, and whether rows of it stand. @throws Superseded */
export async function progress(tx: Tx, run: Run, phase: Phase, { from, to }: Part, taken = false): Promise<void> {
  const { rows } = await sql`update imports set done = ${to}, taken = taken or ${taken}, worked_at = clock_timestamp()
    where id = ${run.import} and attempt = ${run.attempt} and status = ${phase} and done = ${from} returning id`.execute(
    tx,
  )
  if (rows.length === 0) throw new Superseded()
}

/** Ends a run with the counts of what it has settled, and notes whether rows of it stand. @throws Superseded */
export async function finish(
  tx: Tx,
  run: Run,
  phase: Phase,
  { status, taken = false }: { status: 'checked' | 'done'; taken?: boolean },
): Promise<void> {
  const { rows } = await sql`update imports set status = ${status}, taken = taken or ${taken}, finished_at = now()
    where id = ${run.import} and attempt = ${run.attempt} and status = ${phase} returning id`.execute(tx)
  if (rows.length === 0) throw new Superseded()
  await countRows(tx, run.import)
}

const conflicts = new Set(['23505', '40001', '40P01'])

/** Tries a part again where somebody else wrote the same customers at the same time. */
export async function despiteConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (attempt === 3 || !conflicts.has(code)) throw error
    }
  }
}
