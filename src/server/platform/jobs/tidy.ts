import { sql } from 'kysely'
import type { Services } from '../services.ts'
import type { Queue } from './install.ts'

/** The nightly tidying of what has run out: sessions, repeated requests, throttles, told events. */
export const tidyQueue: Queue = { name: 'tidy', policy: 'singleton' }

/** Registers the tidying with its time. */
export async function registerTidy({ jobs, database }: Services): Promise<void> {
  await jobs.work(tidyQueue.name, () => database.outside(async (tx) => void (await sql`select access.tidy()`.execute(tx))))
  await jobs.schedule([{ queue: tidyQueue.name, cron: '20 3 * * *' }])
}
