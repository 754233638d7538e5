import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diskStore } from '../../src/server/platform/files/store.ts'
import { formOf } from '../support/logos.ts'
import { pngOf } from '../support/pictures.ts'
import { patience } from '../support/strength.ts'
import { type Killable, openKillable } from './killable.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'
import { signInToDemo, startWriters, untilAnswered, type Writers } from './writers.ts'
import { written } from './written.ts'

/** The database of the demo world, its log and some room. */
const MEBIBYTES = 400

let disk: SmallDisk | undefined
let portal: Killable | undefined

beforeAll(async () => {
  disk = await mountSmallDisk(MEBIBYTES)
  if (disk) portal = await openKillable(disk.folder)
}, 120_000)
afterAll(async () => {
  await disk?.empty()
  await portal?.close()
  await disk?.remove()
})

test(`a full disk fails requests while it is full, loses nothing that was acknowledged, and is got over unattended`, {
  timeout: patience,
}, async ({ skip }) => {
  if (!disk || !portal) return skip('only the root of a Linux system may mount a disk to fill')
  const writers = await startWriters(portal.url, 4)
  const logos = startLogos(portal.url)
  const answersIn = (from: number, to: number) =>
    new Set(
      [...writers.answers, ...logos.answers].filter(({ at }) => at >= from && at <= to).map(({ status }) => status),
    )
  let calmSince = performance.now()
  // in the second round PostgreSQL has no room for its log either, and dies of it
  for (const exhausts of [false, true]) {
    await pause(2000)
    const filledAt = performance.now()
    expect([...answersIn(calmSince, filledAt)].filter(isFailed), 'while there is room').toEqual([])
    await Promise.all([keepFull(disk, 6000), exhausts && exhaustLog(portal)])
    const whileFull = answersIn(filledAt, performance.now())
    expect(whileFull, 'while the disk is full').toContain(exhausts ? 503 : 507)
    expect([...whileFull].filter(isFailed).filter((status) => ![503, 507].includes(status))).toEqual([])
    await disk.empty()
    await untilWorking(portal.url)
    // everything that was asked while it was full is answered
    await pause(2000)
    calmSince = performance.now()
  }
  await pause(2000)
  expect([...answersIn(calmSince, performance.now())].filter(isFailed), 'once there is room again').toEqual([])
  await writers.stop()
  const found = await written(portal)
  expect(new Map(found.map(({ name, id }) => [name, id]))).toEqual(writers.acknowledged)
  expect(found.filter(({ entries, events }) => entries !== 1 || events !== 1)).toEqual([])
  expect(await logos.stop()).toBe(200)
})

/** Takes what becomes free meanwhile, too. */
async function keepFull(one: SmallDisk, milliseconds: number): Promise<void> {
  for (const until = performance.now() + milliseconds; performance.now() < until; await pause(100)) await one.fill()
}

/** Writes into the log of PostgreSQL, by MiB, until it can't. */
async function exhaustLog(of: Killable): Promise<void> {
  await pause(500)
  const write = () => of.look(`select pg_logical_emit_message(false, 'proof', repeat('x', 1048576))`)
  while (
    await write().then(
      () => true,
      () => false,
    )
  );
}

const isFailed = (status: number) => status === 0 || status >= 400

async function untilWorking(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 60_000, interval: 100 }).toBe(200)
}

/** Somebody who sets one logo after the other. `stop` says how the last one is answered once it is read. */
function startLogos(url: string): Pick<Writers, 'answers'> & { stop: () => Promise<number> } {
  const work = { goes: true }
  const answers: Writers['answers'] = []
  const all = (async () => {
    const { cookie, organization } = await signInToDemo(url)
    let id = ''
    for (let turn = 0; work.goes; turn += 1) {
      const { headers, payload } = formOf(await pngOf(40 + (turn % 200), 20))
      const set = () =>
        fetch(`${organization}/logo`, { method: 'PUT', headers: { cookie, ...headers }, body: new Uint8Array(payload) })
      ;({ id } = (await untilAnswered(set, answers)) as { id: string })
    }
    const reply = await fetch(`${organization}/logos/${id}`, { headers: { cookie } })
    await reply.arrayBuffer()
    return reply.status
  })()
  // told by `stop`
  all.catch(() => undefined)
  return {
    answers,
    stop: () => {
      work.goes = false
      return all
    },
  }
}

test('a file that has no room in the store is refused as such, and leaves nothing', async ({ skip }) => {
  const small = await mountSmallDisk(1)
  if (!small) return skip('only the root of a Linux system may mount a disk to fill')
  const path = join(await mkdtemp(join(tmpdir(), 'kontor-large-')), 'large')
  await writeFile(path, Buffer.alloc(2 * 2 ** 20))
  const store = diskStore(join(small.folder, 'files'))
  await expect(store.put('imports/a', { path })).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(await store.list('imports')).toEqual([])
  await small.remove()
  await rm(path)
})
