import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Killable, openKillable } from './killable.ts'
import { patience, strength } from '../support/strength.ts'
import { startWriters } from './writers.ts'
import { written } from './written.ts'

// quality.md: nothing that was acknowledged is lost, and nothing happens twice

const SERVER_KILLS = strength.serverKills
const DATABASE_KILLS = strength.databaseKills

let portal: Killable

beforeAll(async () => {
  portal = await openKillable()
}, 120_000)
afterAll(() => portal.close())

test(`the server is killed ${SERVER_KILLS} times in the middle of writing`, { timeout: patience }, async () => {
  await killWhileWriting(SERVER_KILLS, () => portal.killServer())
})

test(`PostgreSQL is killed ${DATABASE_KILLS} times in the middle of writing`, { timeout: patience }, async () => {
  await killWhileWriting(DATABASE_KILLS, () => portal.killDatabase())
})

async function killWhileWriting(times: number, kill: () => Promise<void>): Promise<void> {
  await portal.look(`delete from idempotency_keys`)
  const before = await written(portal)
  const writers = await startWriters(portal.url, 4)
  for (let round = 0; round < times; round += 1) {
    await pause(100 + Math.random() * 400)
    await kill()
  }
  await writers.stop()
  const after = (await written(portal)).filter(({ id }) => !before.some((one) => one.id === id))
  expect(after.length).toBeGreaterThan(times)
  expect(new Map(after.map(({ name, id }) => [name, id]))).toEqual(writers.acknowledged)
  expect(after.filter(({ entries, events }) => entries !== 1 || events !== 1)).toEqual([])
}
