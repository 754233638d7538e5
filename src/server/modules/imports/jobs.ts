import { sql } from 'kysely'
import { withinSystem } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { isStorageFull } from '../../platform/storage-full.ts'
import { MissingFile } from '../../platform/files/store.ts'
import type { Job } from '../../platform/jobs/boss.ts'
import type { Queue } from '../../platform/jobs/install.ts'
import type { Services } from '../../platform/services.ts'
import { UnreadableFile } from './file-problem.ts'
import { tellEnd } from './import-batch.ts'
import { runCheck } from './run-check.ts'
import { FaultyFile, runCommit } from './run-commit.ts'
import type { Run } from './run-import.ts'
import { isInOtherHands } from './stand-by.ts'
import { endUndo, runUndo } from './run-undo.ts'
import { checkQueue, commitQueue, type ImportIds, undoQueue } from './start-run.ts'

// a kill counts as a try too, and however many there are, an import goes on
const retryLimit = 1000
// an error that comes again each time ends it
const mostErrors = 20

export const queues: Queue[] = [checkQueue, commitQueue, undoQueue].map((name) => ({
  name,
  policy: 'exclusive',
  retryLimit,
  retryDelay: 2,
  retryDelayMax: 10,
  expireInSeconds: 3600,
}))

/** Lets this process check files, take them over and undo that. */
export async function registerJobs(services: Services): Promise<void> {
  await services.jobs.work<ImportIds>(checkQueue, (job) => work(services, job, runCheck))
  await services.jobs.work<ImportIds>(commitQueue, (job) => work(services, job, runCommit))
  await services.jobs.work<ImportIds>(undoQueue, (job) => work(services, job, runUndo, noteUndoFailure))
}

async function work(
  services: Services,
  { ids, retry, signal }: Job<ImportIds>,
  run: (services: Services, run: Run) => Promise<void>,
  note = noteFailure,
): Promise<void> {
  if (await isInOtherHands(services, ids)) return
  const { import: id, organization, person } = ids
  const attempt = Number(ids.attempt)
  try {
    await run(services, { import: id, attempt, organization, person, signal })
  } catch (error) {
    // a full disk is somebody's to empty, however long that takes
    const failure = failureOf(error) ?? (retry >= mostErrors && !isStorageFull(error) ? 'internal' : undefined)
    if (failure === undefined) throw error
    if (failure === 'internal') services.log.error({ err: error, import: id }, 'an import has failed')
    await note(services, ids.operator, { import: id, attempt }, failure)
  }
}

/** Notes why a run has ended, also where the person has lost the right to; what it took over stays, and is told. */
export async function noteFailure(
  services: Services,
  operator: string,
  run: Pick<Run, 'import' | 'attempt'>,
  failure: string,
): Promise<void> {
  await withinSystem(services.database, operator, async (tx) => {
    const { rows } = await sql`update imports set status = 'failed', failure = ${failure}, finished_at = now()
      where id = ${run.import} and attempt = ${run.attempt} and status in ('checking', 'running') returning id`.execute(
      tx,
    )
    if (rows.length > 0) await tellEnd(tx, services, operator, 'import.ended', run)
  })
}

/** Notes why undoing has ended; what it has settled is, and the rest can be undone by another attempt. */
export async function noteUndoFailure(
  services: Services,
  operator: string,
  run: Pick<Run, 'import' | 'attempt'>,
  failure: string,
): Promise<void> {
  await withinSystem(services.database, operator, async (tx) => {
    const { rows } = await sql`update import_undos set status = 'failed', failure = ${failure}, finished_at = now()
      where import_id = ${run.import} and attempt = ${run.attempt} and status = 'running' returning attempt`.execute(tx)
    if (rows.length > 0) await endUndo(tx, services, operator, run)
  })
}

/** Why a run ends for good; sentences: `imports.json` → `failure.<code>`. Anything else is tried again. */
export function failureOf(error: unknown): string | undefined {
  if (error instanceof UnreadableFile) return error.code
  if (error instanceof MissingFile) return 'file_removed'
  if (error instanceof FaultyFile) return 'failed_rows'
  return error instanceof Refusal ? 'not_allowed' : undefined
}
