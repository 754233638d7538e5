import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openBrowser, openPortal, type Portal } from '../../../../test/support/portal.ts'
import { queues } from '../../app.ts'
import { openLog } from '../log.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { runtimeUrl } from './runtime-role.ts'
import { withClient } from './with-client.ts'

/** Ends the connections of the server, as a superuser does. */
async function terminate({ owner }: Portal): Promise<void> {
  const { rowCount } = await withClient(inject('testServer').adminUrl, (admin) =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kontor' and datname = $1`,
      [owner.database],
    ),
  )
  expect(rowCount).toBeGreaterThan(0)
}

const isThere = (portal: Portal) => openBrowser(portal.server).call('GET', '/installation')

async function open(options: Parameters<typeof openPortal>[0] = {}): Promise<Portal> {
  const portal = await openPortal(options)
  onTestFinished(() => portal.close().catch(() => undefined))
  return portal
}

test('a connection that is lost inside a transaction fails that work alone', async () => {
  const portal = await open()
  const { services } = portal
  const work = services.database.outside(async (tx) => {
    await terminate(portal)
    // nothing is asked of it when the loss arrives
    await new Promise((resolve) => setTimeout(resolve, 300))
    await sql`select 1`.execute(tx)
  })
  await expect(work).rejects.toThrow()
  await expect(services.database.outside((tx) => sql`select 1`.execute(tx))).resolves.toBeDefined()
})

test('requests whose connection is lost are told that the server is busy, and the next ones work', async () => {
  const portal = await open()
  await portal.owner.query('begin; lock table installation in access exclusive mode')
  const waiting = Array.from({ length: 20 }, () => isThere(portal))
  await new Promise((resolve) => setTimeout(resolve, 500))
  await terminate(portal)
  await portal.owner.query('rollback')
  const replies = await Promise.all(waiting)
  const lost = replies.filter(({ status }) => status !== 200)
  expect(lost.length).toBeGreaterThan(0)
  for (const reply of lost)
    expect(reply).toMatchObject({ status: 503, body: { code: 'server.busy' }, headers: { 'retry-after': '2' } })
  expect(await isThere(portal)).toMatchObject({ status: 200 })
  expect(portal.log).toEqual([])
})

test('requests that get no connection in time are told that the server is busy', async () => {
  const portal = await open()
  await portal.owner.query('begin; lock table installation in access exclusive mode')
  const waiting = Array.from({ length: 13 }, () => isThere(portal))
  expect(await Promise.race(waiting)).toMatchObject({ status: 503, body: { code: 'server.busy' } })
  await portal.owner.query('rollback')
  const replies = await Promise.all(waiting)
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([...Array<number>(12).fill(200), 503])
})

test('a PostgreSQL that was killed is missed for a moment', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontor-lost-'))
  await chmod(dataDir, 0o755)
  const log = openLog('silent')
  const { ownerUrl, stop } = await startEmbedded({ dataDir, log, fsync: false })
  onTestFinished(async () => {
    await stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  await migrate({ ownerUrl, runtimePassword: 'only-here', queues, log })
  const database = { ownerUrl, runtimeUrl: runtimeUrl(ownerUrl, 'only-here'), drop: async () => undefined }
  const portal = await open({ database, worker: true })
  portal.owner.on('error', () => undefined)
  process.kill(Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL')
  const seen = new Set<number>()
  const status = async () => {
    const reply = await isThere(portal)
    seen.add(reply.status)
    return reply.status
  }
  await expect.poll(status, { timeout: 25_000, interval: 100 }).toBe(503)
  await expect.poll(status, { timeout: 25_000, interval: 100 }).toBe(200)
  expect([...seen].toSorted((a, b) => a - b).filter((one) => one !== 200)).toEqual([503])
}, 90_000)
