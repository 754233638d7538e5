import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { withinAs, withinSystem } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { makeScratch } from '../../platform/files/scratch.ts'
import type { Services } from '../../platform/services.ts'
import { batchesOf, FileCheck } from './check-file.ts'
import type { CheckedRow } from './checked-row.ts'
import { failureOf, noteFailure } from './jobs.ts'
import { keepFile, storeFile } from './keep-file.ts'
import { lookupFor } from './look-up.ts'
import { mayImport } from './may-import.ts'
import { readRecords } from './read-records.ts'
import { readTable } from './read-table.ts'
import { understood } from './remembered-mapping.ts'
import { rulesFor } from './rules-for.ts'
import { runCommit } from './run-commit.ts'
import { standBy } from './stand-by.ts'

/** A file to be imported at once, by the command line. */
export interface FileImport {
  readonly path: string
  readonly person: string
  /** id or handle */
  readonly organization: string
  readonly dryRun: boolean
  readonly told: (rows: readonly Told[]) => void
}

/** What is reported of a row. */
export type Told = Pick<CheckedRow, 'row' | 'action' | 'problems'>

/**
 * Imports a file at once, in the name of a person and with their rights (IMP-3, IMP-4). A dry run writes nothing; otherwise the
 * import stands among the others, with the image of each customer before its change. Where this process dies, a worker goes on;
 * where a worker has taken it over, its rows are told as well.
 *
 * @returns how it ended: somebody may cancel it in the browser
 * @throws UnreadableFile, Refusal
 */
export async function importFile(services: Services, wanted: FileImport): Promise<'done' | 'failed' | 'cancelled'> {
  const scratch = await makeScratch(services.config)
  try {
    if (!wanted.dryRun) return await takeOver(services, wanted, scratch.path)
    await tryOut(services, wanted, scratch.path)
    return 'done'
  } finally {
    await scratch.remove()
  }
}

async function takeOver(
  services: Services,
  wanted: FileImport,
  folder: string,
): Promise<'done' | 'failed' | 'cancelled'> {
  const { database } = services
  const { path, person, organization, told } = wanted
  const as = { person, organization, module: 'customers' } as const
  await withinAs(database, as, async (_, actor) => void mayImport(actor, actor.organization.id))
  const stored = await storeFile(services, { name: basename(path), path }, folder)
  const { id, operator } = await withinAs(database, as, async (tx, actor) => {
    const kept = await keepFile(tx, actor, stored, 'running')
    await standBy(tx, actor, services, { import: kept, attempt: 1 })
    return { id: kept, operator: actor.operator.id }
  })
  let last = 0
  try {
    await runCommit(services, { import: id, attempt: 1, person, organization }, (rows) => {
      last = rows.at(-1)?.row ?? last
      told(rows)
    })
  } catch (error) {
    await noteFailure(services, operator, { import: id, attempt: 1 }, failureOf(error) ?? 'internal')
    throw error
  }
  const ended = await untilEnded(() => withinSystem(database, operator, (tx) => statusOf(tx, id)))
  told(await withinSystem(database, operator, (tx) => rowsBehind(tx, id, last)))
  return ended
}

type Status = 'running' | 'done' | 'failed' | 'cancelled'

async function untilEnded(ask: () => Promise<Status>): Promise<Exclude<Status, 'running'>> {
  for (;;) {
    const status = await ask()
    if (status !== 'running') return status
    await pause(500)
  }
}

async function statusOf(tx: Tx, id: string): Promise<Status> {
  const { rows } = await sql<{ status: Status }>`select status from imports where id = ${id}`.execute(tx)
  // files are checked or taken over here: one that is being checked anew has left this run
  return rows[0]?.status ?? 'failed'
}

async function rowsBehind(tx: Tx, id: string, last: number): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    select r.row, r.action, r.problems from import_rows r where r.import_id = ${id} and r.row > ${last} order by r.row`.execute(
    tx,
  )
  return rows
}

async function tryOut(
  services: Services,
  { path, person, organization, told }: FileImport,
  folder: string,
): Promise<void> {
  const within = { person, organization, module: 'customers' } as const
  const { open, dialect, head } = await readTable(path, folder)
  const check = await withinAs(services.database, within, async (tx, actor) => {
    const owner = actor.organization.id
    const { columns: known } = await understood(tx, owner, head, mayImport(actor, owner).hidden)
    return new FileCheck(await rulesFor(tx, actor, owner, known, services.now()))
  })
  const records = readRecords(open, dialect)
  await records.next()
  for await (const batch of batchesOf(records)) {
    told(
      await withinAs(services.database, within, (tx, actor) =>
        check.check(batch, lookupFor(tx, actor, actor.organization.id, false)),
      ),
    )
  }
}
