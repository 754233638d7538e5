import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { openLog } from '../log.ts'
import { migrate } from './migrate.ts'
import { assertRuntimeRole } from './runtime-role.ts'
import { withClient } from './with-client.ts'

const log = openLog('silent')
const { runtimePassword } = inject('testServer')
let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'kontor-migrations-'))
})

afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const file = (name: string, text: string) => writeFile(join(folder, name), text)
const run = () => migrate({ ownerUrl: database.ownerUrl, runtimePassword, queues: [], log, folder })

function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query<Record<string, unknown>>(text)).rows)
}

async function judge(url: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url })
  try {
    await assertRuntimeRole(pool)
    return 'accepted'
  } catch (error) {
    return String(error)
  } finally {
    await pool.end()
  }
}

test('files are applied once, in the order of their numbers, and the runtime role gets what they grant', async () => {
  await file('0002_more.sql', 'alter table thing add column more text; grant select on thing to kontor_runtime;')
  await file('0001_thing.sql', 'create table thing (id int);')
  await run()
  await run()
  expect(await query(database.runtimeUrl, 'select * from thing')).toEqual([])
  await expect(query(database.runtimeUrl, 'insert into thing (id) values (1)')).rejects.toThrow('permission denied')
})

test('two starts at the same time apply each file once', async () => {
  await file('0001_thing.sql', 'create table thing (id int); select pg_sleep(0.3);')
  await Promise.all([run(), run()])
  expect(await query(database.ownerUrl, 'select name from kontor_migration')).toEqual([{ name: '0001_thing.sql' }])
})

test('a file that fails leaves nothing behind and names its line', async () => {
  await file('0001_thing.sql', 'create table thing (id int);\ncreate table thing (id int);\n')
  await expect(run()).rejects.toThrow('0001_thing.sql cannot be applied: relation "thing" already exists')
  await file('0001_thing.sql', 'create table thing (id int);\nselect nothing from thing;\n')
  await expect(run()).rejects.toThrow('line 2')
  expect(await query(database.ownerUrl, `select to_regclass('thing') as found`)).toEqual([{ found: null }])
})

test('an applied file that was changed, is missing, or is overtaken stops the start', async () => {
  await file('0002_thing.sql', 'create table thing (id int);')
  await run()
  await file('0002_thing.sql', 'create table thing (id bigint);')
  await expect(run()).rejects.toThrow('0002_thing.sql was changed')
  await file('0002_thing.sql', 'create table thing (id int);')
  await file('0001_early.sql', 'select 1;')
  await expect(run()).rejects.toThrow('0001_early.sql stands before')
  await rm(join(folder, '0002_thing.sql'))
  await expect(run()).rejects.toThrow('newer one')
})

test('names that do not sort, and numbers used twice, are refused', async () => {
  await file('0001_thing.sql', 'select 1;')
  await file('0001_other.sql', 'select 1;')
  await expect(run()).rejects.toThrow('have the number 0001')
  await rm(join(folder, '0001_other.sql'))
  await file('2_thing.sql', 'select 1;')
  await expect(run()).rejects.toThrow('2_thing.sql')
})

test('the server works under the runtime role and refuses any that row security does not bind', async () => {
  await run()
  expect(await judge(database.runtimeUrl)).toBe('accepted')
  expect(await judge(database.ownerUrl)).toMatch(/may create databases, may create roles, owns tables/)
  expect(await judge(inject('testServer').adminUrl)).toMatch(/is a superuser, has BYPASSRLS/)
})

test('the runtime role creates nothing, not even temporary tables', async () => {
  await run()
  for (const text of [
    'create table mine (id int)',
    'create temporary table mine (id int)',
    'create table pgboss.mine (id int)',
    'create schema mine',
  ]) {
    await expect(query(database.runtimeUrl, text)).rejects.toThrow('permission denied')
  }
})
