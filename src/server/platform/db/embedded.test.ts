import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '../log.ts'
import { DataFolderInUse } from './data-lock.ts'
import { type Embedded, findRunningEmbedded, startEmbedded } from './embedded.ts'
import { withClient } from './with-client.ts'

const log = openLog('silent')
let dataDir: string
let started: Embedded[]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kontor-embedded-'))
  // under root, PostgreSQL runs as another user
  await chmod(dataDir, 0o755)
  started = []
})

afterEach(async () => {
  for (const embedded of started) await embedded.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log, fsync: false })
  started.push(embedded)
  return embedded
}

function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query<Record<string, unknown>>(text)).rows)
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

async function killServer(): Promise<void> {
  process.kill(await serverPid(), 'SIGKILL')
}

test('what is written is there after a restart, at the same address', async () => {
  const first = await start()
  await query(first.ownerUrl, `create table note as select 'kept' as text`)
  await first.stop()
  const second = await start()
  expect(second.ownerUrl).toBe(first.ownerUrl)
  expect(await query(second.ownerUrl, 'select text from note')).toEqual([{ text: 'kept' }])
})

test('the owner is no superuser, and German order and trigrams of umlauts work', async () => {
  const { ownerUrl } = await start()
  await query(ownerUrl, 'create extension pg_trgm')
  const [row] = await query(
    ownerUrl,
    `select rolsuper or rolbypassrls as mighty,
            'Ärger' collate "de-x-icu" < 'Birne' collate "de-x-icu" as sorted,
            similarity('Müller', 'Möller') < similarity('Müller', 'Müllner') as umlauts
       from pg_roles where rolname = current_user`,
  )
  expect(row).toEqual({ mighty: false, sorted: true, umlauts: true })
})

test('a second start on the same folder is refused and harms nothing', async () => {
  const { ownerUrl } = await start()
  await expect(startEmbedded({ dataDir, log, fsync: false })).rejects.toThrow(DataFolderInUse)
  expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a PostgreSQL that was killed is started again at the same address, with everything acknowledged', async () => {
  const { ownerUrl } = await start()
  await query(ownerUrl, `create table note as select 'kept' as text`)
  await killServer()
  await expect.poll(() => query(ownerUrl, 'select text from note').catch(() => []), { timeout: 20_000 }).toHaveLength(1)
})

test('a PostgreSQL whose port is taken while it is away waits for it: the portal knows no other', async () => {
  const { ownerUrl, port } = await start()
  await killServer()
  const other = createServer()
  const listens = () =>
    new Promise<boolean>((resolve) =>
      other.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
    )
  // where it came back sooner, it is killed once more
  const takes = async () => {
    const isTaken = await listens()
    if (!isTaken) await killServer().catch(() => undefined)
    return isTaken
  }
  await expect.poll(takes, { timeout: 10_000, interval: 20 }).toBe(true)
  await pause(6000)
  await new Promise((resolve) => other.close(resolve))
  await expect.poll(() => query(ownerUrl, 'select 1 as one').catch(() => []), { timeout: 20_000 }).toEqual([{ one: 1 }])
})

test('the PostgreSQL of a portal that was killed is taken over', async () => {
  const portal = fork(new URL('../../../../test/support/start-embedded.ts', import.meta.url), [dataDir])
  const [ownerUrl] = await once(portal, 'message')
  await query(String(ownerUrl), `create table note as select 'kept' as text`)
  const orphan = await serverPid()
  portal.kill('SIGKILL')
  await once(portal, 'exit')
  const next = await start()
  expect(await serverPid()).not.toBe(orphan)
  expect(await query(next.ownerUrl, 'select text from note')).toEqual([{ text: 'kept' }])
})

test('a server and a portal that were killed together are recovered', async () => {
  const portal = fork(new URL('../../../../test/support/start-embedded.ts', import.meta.url), [dataDir])
  const [ownerUrl] = await once(portal, 'message')
  await query(String(ownerUrl), `create table note as select 'kept' as text`)
  await killServer()
  portal.kill('SIGKILL')
  await once(portal, 'exit')
  const next = await start()
  expect(await query(next.ownerUrl, 'select text from note')).toEqual([{ text: 'kept' }])
})

test('a running PostgreSQL is found from beside, a stopped one is not', async () => {
  const embedded = await start()
  expect(await findRunningEmbedded(dataDir)).toBe(embedded.ownerUrl)
  await embedded.stop()
  expect(await findRunningEmbedded(dataDir)).toBeUndefined()
})

test('after a change of the sorting rules the indexes are built again, once', async () => {
  const first = await start()
  const state: { superuserPassword: string } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  const superuser = first.ownerUrl.replace(/kontor_owner:[^@]+/, `postgres:${state.superuserPassword}`)
  const version = `select datcollversion = pg_database_collation_actual_version(oid) as same
                     from pg_database where datname = 'kontor'`
  await query(superuser, `update pg_database set datcollversion = '1.0' where datname = 'kontor'`)
  await query(superuser, `update pg_collation set collversion = '1.0' where collname = 'de-x-icu'`)
  await query(first.ownerUrl, `create table note (text text collate "de-x-icu" primary key)`)
  await first.stop()
  const second = await start()
  expect(await query(second.ownerUrl, version)).toEqual([{ same: true }])
  expect(await query(second.ownerUrl, `select 1 from pg_collation where collversion = '1.0'`)).toEqual([])
})
