import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { migrate } from '../db/migrate.ts'
import { withClient } from '../db/with-client.ts'
import { openLog } from '../log.ts'
import { type Jobs, openJobs } from './boss.ts'

interface Tables {
  thing: { id: string }
}

const lines: string[] = []
const log = openLog('warn', { write: (line) => void lines.push(line) })
let database: TestDatabase
let jobs: Jobs
let db: Kysely<Tables>

const queues = [
  { name: 'greet' },
  { name: 'fragile', retryDelay: 1 },
  { name: 'hopeless', retryLimit: 0 },
  { name: 'once', policy: 'exclusive' as const },
]

beforeAll(async () => {
  database = await createEmptyDatabase()
  const { runtimePassword } = inject('testServer')
  const options = { ownerUrl: database.ownerUrl, runtimePassword, queues, log, folder: '/nowhere' }
  await migrate(options)
  // a second start changes nothing
  await migrate(options)
  await withClient(database.ownerUrl, (owner) =>
    owner.query('create table thing (id text); grant select, insert on thing to kontor_runtime'),
  )
  jobs = await openJobs({ connectionString: database.runtimeUrl, log })
  db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.runtimeUrl, max: 2 }) }),
  })
})

afterAll(async () => {
  await jobs.stop()
  await db.destroy()
  await database.drop()
  // the runtime login needed no right that it does not have; what the tests let fail is said elsewhere
  expect(lines.filter((line) => !line.includes('"queue":'))).toEqual([])
})

test('a job exists when its transaction commits, and not when it fails', async () => {
  const seen: string[] = []
  await jobs.work<{ thing: string }>('greet', async ({ ids }) => void seen.push(ids.thing))
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('thing').values({ id: 'kept' }).execute()
    await jobs.send(tx, 'greet', { thing: 'kept' })
  })
  await db
    .transaction()
    .execute(async (tx) => {
      await jobs.send(tx, 'greet', { thing: 'lost' })
      throw new Error('rolled back')
    })
    .catch(() => undefined)
  await jobs.send(null, 'greet', { thing: 'alone' })
  await expect.poll(() => seen.toSorted(), { timeout: 10_000 }).toEqual(['alone', 'kept'])
})

test('a job starts at once, not at the next look', async () => {
  let started = 0
  await jobs.work('once', async () => {
    started = performance.now()
  })
  await pause(1000)
  const sent = performance.now()
  await jobs.send(null, 'once', {})
  await expect.poll(() => started, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0)
  expect(started - sent).toBeLessThan(700)
})

test('a job that fails is tried again', async () => {
  const tries: number[] = []
  await jobs.work('fragile', async ({ retry }) => {
    tries.push(retry)
    if (retry === 0) throw new Error('the first try fails')
  })
  await jobs.send(null, 'fragile', {})
  await expect.poll(() => tries, { timeout: 20_000 }).toEqual([0, 1])
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', queue: 'fragile', retry: 0, reason: 'Error' },
  ])
})

test('a job that fails for good is an error in the log, and what an error quotes is written nowhere', async () => {
  await jobs.work('hopeless', async () => {
    throw Object.assign(new Error('550 anna@example.org is unknown here'), { responseCode: 550 })
  })
  await jobs.send(null, 'hopeless', {})
  const told = () => lines.filter((line) => line.includes('"hopeless"'))
  await expect.poll(told, { timeout: 20_000 }).toHaveLength(1)
  expect(JSON.parse(told()[0] ?? '')).toMatchObject({ level: 'error', queue: 'hopeless', reason: '550' })
  const kept = () =>
    withClient(database.ownerUrl, async (owner) =>
      (await owner.query(`select output::text from pgboss.job where name = 'hopeless' and state = 'failed'`)).rows.map(
        String,
      ),
    )
  await expect.poll(kept, { timeout: 20_000 }).toHaveLength(1)
  const { rows } = await withClient(database.ownerUrl, (owner) =>
    owner.query<{ output: string }>(`select output::text from pgboss.job`),
  )
  expect(JSON.stringify([rows, lines])).not.toContain('anna@')
})

test('an exclusive queue drops a second job of the same key', async () => {
  const later = { startAfter: new Date(Date.now() + 60_000), singletonKey: 'a' }
  expect(await jobs.send(null, 'once', {}, later)).not.toBeNull()
  expect(await jobs.send(null, 'once', {}, later)).toBeNull()
  expect(await jobs.send(null, 'once', {}, { ...later, singletonKey: 'b' })).not.toBeNull()
})

test('payloads are ids: whatever looks like more is refused', async () => {
  for (const text of ['Anna Ahlers', 'anna@example.org', '']) {
    await expect(jobs.send(null, 'greet', { thing: text })).rejects.toThrow('ids only')
  }
})

test('the schedules are exactly the given ones, in the time of Berlin', async () => {
  await jobs.schedule([
    { queue: 'greet', cron: '30 6 * * *' },
    { queue: 'once', cron: '0 7 * * *' },
  ])
  await jobs.schedule([{ queue: 'greet', cron: '0 8 * * *' }])
  const { rows } = await withClient(database.ownerUrl, (owner) =>
    owner.query('select name, cron, timezone from pgboss.schedule'),
  )
  expect(rows).toEqual([{ name: 'greet', cron: '0 8 * * *', timezone: 'Europe/Berlin' }])
})
