import { sql } from 'kysely'
import { type Actor, withinSystem } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { commitQueue, idsOf, type ImportIds } from './start-run.ts'

// a run gives a sign of life with each part; twice this and the way to the worker are less than a minute
const silence = 20

/** Has a worker look after the run of a command from now on: where the command is killed, the worker goes on within a minute (IMP-4). */
export async function standBy(
  tx: Tx,
  actor: Actor,
  services: Pick<Services, 'jobs'>,
  run: { import: string; attempt: number },
): Promise<void> {
  await sendLook(tx, services, { ...idsOf(actor, run), standBy: 'true' })
}

/** Whether the command is still at work, so that this job has nothing to do but to come again. */
export async function isInOtherHands(services: Services, ids: ImportIds): Promise<boolean> {
  if (ids['standBy'] === undefined) return false
  const alive = await withinSystem(services.database, ids.operator, async (tx) => {
    const { rows } =
      await sql`select from imports where id = ${ids.import} and attempt = ${Number(ids.attempt)} and status = 'running'
      and worked_at > clock_timestamp() - make_interval(secs => ${silence})`.execute(tx)
    return rows.length > 0
  })
  if (alive) await sendLook(null, services, ids)
  return alive
}

async function sendLook(tx: Tx | null, { jobs }: Pick<Services, 'jobs'>, ids: ImportIds): Promise<void> {
  const startAfter = new Date(Date.now() + silence * 1000)
  // the next one is sent while this one is at work
  const singletonKey = `${ids.import}.${ids.attempt}.${startAfter.getTime()}`
  await jobs.send(tx, commitQueue, ids, { singletonKey, startAfter })
}
