import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Ids } from '../../platform/jobs/boss.ts'
import type { Services } from '../../platform/services.ts'

/** What a job of an import is about. */
export interface ImportIds extends Ids {
  import: string
  attempt: string
  operator: string
  organization: string
  person: string
}

export const checkQueue = 'imports.check'
export const commitQueue = 'imports.commit'
export const undoQueue = 'imports.undo'

/** Hands an import over to the workers, in the name of whoever asks; starts from its first row. */
export async function startRun(
  tx: Tx,
  actor: Actor,
  services: Pick<Services, 'jobs'>,
  importId: string,
  queue: typeof checkQueue | typeof commitQueue,
): Promise<void> {
  const { rows } = await sql<{ attempt: number }>`
    update imports set attempt = attempt + 1, done = 0, failure = null, finished_at = null, status = ${queue === checkQueue ? 'checking' : 'running'}
    where id = ${importId} returning attempt`.execute(tx)
  const [started] = rows
  if (!started) throw new Error('an import was not started')
  await sendRun(tx, actor, services, queue, { import: importId, attempt: started.attempt })
}

/** Hands one attempt to the workers. */
export async function sendRun(
  tx: Tx,
  actor: Actor,
  services: Pick<Services, 'jobs'>,
  queue: typeof checkQueue | typeof commitQueue | typeof undoQueue,
  run: { import: string; attempt: number },
): Promise<void> {
  await services.jobs.send(tx, queue, idsOf(actor, run), { singletonKey: `${run.import}.${run.attempt}` })
}

/** What a worker needs to run an import in the name of whoever asks. */
export function idsOf(actor: Actor, run: { import: string; attempt: number }): ImportIds {
  return {
    import: run.import,
    attempt: String(run.attempt),
    operator: actor.operator.id,
    organization: actor.organization.id,
    person: actor.person.id,
  }
}
