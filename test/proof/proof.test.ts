import { afterAll, beforeAll, expect, test } from 'vitest'
import { countWorld, shortfalls, type Tally, tally } from '../model/count.ts'
import { generateWorld } from '../model/generate.ts'
import { requestsOf } from '../model/requests.ts'
import { openTestClients, type TestClients } from '../support/database.ts'
import { loadWorld } from '../support/load-world.ts'
import { patience, strength } from '../support/strength.ts'
import { compareWorld } from './compare.ts'
import type { Disagreement } from './facts.ts'
import { report } from './report.ts'

const WORLDS = strength.worlds

let clients: TestClients
let owner: TestClients['owner']
let runtime: TestClients['runtime']

beforeAll(async () => {
  clients = await openTestClients()
  ;({ owner, runtime } = clients)
})

afterAll(() => clients.close())

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
