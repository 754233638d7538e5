import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countWorld, shortfalls, type Tally, tally } from '../model/count.ts'
import { generateWorld } from '../model/generate.ts'
import { requestsOf } from '../model/requests.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { loadWorld } from '../support/load-world.ts'
import { patience, strength } from '../support/strength.ts'
import { compareWorld } from './compare.ts'
import type { Disagreement } from './facts.ts'
import { report } from './report.ts'

const WORLDS = strength.worlds

let database: TestDatabase
let owner: pg.Client
let runtime: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.ownerUrl)
  runtime = new pg.Client(database.runtimeUrl)
  await owner.connect()
  await runtime.connect()
})

afterAll(async () => {
  await owner.end()
  await runtime.end()
  await database.drop()
})

test(`ACC-20 in ${WORLDS} generated worlds policies, reach views and access.enter say what the model says`, {
  timeout: patience,
}, async () => {
  const table = tally()
  const found: Disagreement[] = []
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = generateWorld(seed)
    const loaded = await loadWorld(owner, world, `seed${seed}`)
    // as in use, where statistics are at hand
    if (seed === 1) await owner.query('analyze')
    found.push(...(await compareWorld(runtime, loaded, { name: `seed ${seed}`, seed })))
    countWorld(table, world, requestsOf(world, seed))
  }
  process.stdout.write(`${printed(table)}\n`)
  expect(report(found)).toBe('')
  expect(shortfalls(table)).toEqual([])
})

function printed(table: Tally): string {
  return table.map(({ rule, allowed, denied }) => `${rule.padEnd(8)} allowed ${allowed}, denied ${denied}`).join('\n')
}
