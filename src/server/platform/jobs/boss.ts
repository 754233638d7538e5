import { fromKysely, PgBoss, type KyselyTransactionLike } from 'pg-boss'
import type { Log } from '../log.ts'

/** What a job is about: ids and names of ours. Whatever else it needs it reads when it runs. */
export type Ids = Readonly<Record<string, string>>

/** A job as its handler sees it. */
export interface Job<T extends Ids> {
  id: string
  ids: T
  /** 0 at the first try */
  retry: number
  /** whether the queue does not try again after this */
  last: boolean
  /** aborted when the worker stops or the job takes too long */
  signal: AbortSignal
}

export interface SendOptions {
  startAfter?: Date
  /** see `Queue.policy` */
  singletonKey?: string
  /** higher ones first; 0 where absent */
  priority?: number
  /** how often this job is tried again; absent: as often as those of its queue */
  retryLimit?: number
}

/** A job that is sent at regular times. */
export interface Schedule {
  queue: string
  /** in the time of Berlin: `30 6 * * 1-5` */
  cron: string
}

export interface Jobs {
  /**
   * Enqueues a job. Given a transaction, it exists when that commits, and never if it does not.
   *
   * @returns the job's id; null where the queue's policy dropped it
   */
  send(tx: KyselyTransactionLike | null, queue: string, ids: Ids, options?: SendOptions): Promise<string | null>
  /** Works the queue off in this process. What the handler throws is tried again, later each time. */
  work<T extends Ids>(
    queue: string,
    handler: (job: Job<T>) => Promise<void>,
    options?: { parallel?: number },
  ): Promise<void>
  /** Makes these the only schedules there are. */
  schedule(schedules: readonly Schedule[]): Promise<void>
  /** Waits for the jobs at work, at most 30 seconds. */
  stop(): Promise<void>
}

/**
 * Opens the job queues with the runtime login. Tables and queues must exist (`installJobs`): nothing is created here.
 *
 * @param options.connectionString not through a pooler in transaction mode, which loses LISTEN: jobs then start seconds
 *   later
 * @param options.worker false in a process that only sends
 */
export async function openJobs(options: { connectionString: string; log: Log; worker?: boolean }): Promise<Jobs> {
  const { connectionString, log, worker = true } = options
  const boss = new PgBoss({
    connectionString,
    application_name: 'kontor jobs',
    max: worker ? 5 : 2,
    migrate: false,
    createSchema: false,
    persistQueueStats: false,
    persistWarnings: false,
    // needs the owner's rights
    reindex: false,
    supervise: worker,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    schedule: worker,
    useListenNotify: worker,
  })
  // it goes on by itself when the database is back
  boss.on('error', (error) => log.warn({ err: error }, 'the job queues have a problem'))
  boss.on('warning', ({ message }) => log.warn(`the job queues: ${message}`))
  await boss.start()
  return {
    send: async (tx, queue, ids, sending = {}) =>
      boss.send(queue, checked(ids), { ...sending, ...(tx && { db: fromKysely(tx) }) }),
    async work<T extends Ids>(queue: string, handler: (job: Job<T>) => Promise<void>, working = { parallel: 1 }) {
      // new jobs announce themselves; only retries and jobs for later are found by looking
      const looking = {
        batchSize: 1,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 5,
        includeMetadata: true,
      } as const
      await boss.work<T, void, typeof looking>(
        queue,
        Object.assign({ localConcurrency: working.parallel ?? 1 }, looking),
        async (jobs) => {
          for (const { id, data, retryCount, retryLimit, signal } of jobs) {
            const last = retryCount >= retryLimit
            const told = handler({ id, ids: data, retry: retryCount, last, signal })
            await told.catch((error: unknown) => fail(log, { queue, job: id, retry: retryCount }, last, error))
          }
        },
      )
    },
    schedule: (schedules) => setSchedules(boss, schedules),
    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  }
}

/**
 * Says that a try has failed, and lets the queue try again. What an error says may quote rows or mail servers, and thereby
 * people; the log and the table of the jobs get its code and where it was thrown.
 */
function fail(log: Log, job: { queue: string; job: string; retry: number }, last: boolean, error: unknown): never {
  const reason = reasonOf(error)
  const at = error instanceof Error ? placesOf(error) : undefined
  if (last) log.error({ ...job, reason, at }, 'a job has failed for good')
  else log.warn({ ...job, reason, at }, 'a job has failed and is tried again')
  throw new Error(reason)
}

/** `ECONNREFUSED`, `23505`, `TypeError`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('responseCode' in error && typeof error.responseCode === 'number') return String(error.responseCode)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

function placesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .flatMap((line) => /^\s+at (.+)/.exec(line)?.[1] ?? [])
    .slice(0, 5)
}

async function setSchedules(boss: PgBoss, schedules: readonly Schedule[]): Promise<void> {
  for (const { name } of await boss.getSchedules()) {
    if (!schedules.some(({ queue }) => queue === name)) await boss.unschedule(name)
  }
  for (const { queue, cron } of schedules) await boss.schedule(queue, cron, {}, { tz: 'Europe/Berlin', missed: 'once' })
}

/** Jobs outlive the rows they are about, and their table knows no row security: no names, addresses or texts in it. */
function checked(ids: Ids): Ids {
  for (const [name, value] of Object.entries(ids)) {
    if (!/^[\w.:-]{1,100}$/.test(value)) throw new Error(`A job carries ids only, and its "${name}" is something else.`)
  }
  return ids
}
