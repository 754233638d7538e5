import { sql } from 'kysely'
import type { Services } from '../services.ts'
import type { Schedule } from './boss.ts'
import type { Queue } from './install.ts'

/** The nightly tidying of what has run out: sessions, repeated requests, throttles, told events. */
export const tidyQueue: Queue = { name: 'tidy', policy: 'singleton' }

export const tidySchedule: Schedule = { queue: tidyQueue.name, cron: '20 3 * * *' }

/** Lets this process tidy. `others`: what modules remove besides. */
export async function registerTidy(
  services: Services,
  others: readonly ((services: Services) => Promise<void>)[],
): Promise<void> {
  await services.jobs.work(tidyQueue.name, async () => {
    await services.database.outside(async (tx) => void (await sql`select access.tidy()`.execute(tx)))
    for (const tidy of others) await tidy(services)
  })
}
