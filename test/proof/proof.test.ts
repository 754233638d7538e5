import { expect, test } from 'vitest'
import { countWorld, shortfalls, type Tally, tally } from '../model/count.ts'
import { generateWorld } from '../model/generate.ts'
import { requestsOf } from '../model/requests.ts'
import { openTestClients } from '../support/database.ts'
import { loadWorld } from '../support/load-world.ts'
import { patience, strength } from '../support/strength.ts'
import { inBlocks } from './blocks.ts'
import { compareWorld } from './compare.ts'
import type { Disagreement } from './facts.ts'
import { report } from './report.ts'

const WORLDS = strength.worlds

test(`ACC-20 in ${WORLDS} generated worlds policies, reach views and access.enter say what the model says`, {
  timeout: patience,
}, async () => {
  const table = tally()
  const found: Disagreement[] = []
  await inBlocks({ count: WORLDS, open: openTestClients }, async ({ owner, runtime }, seed, isFirst) => {
    const world = generateWorld(seed)
    const loaded = await loadWorld(owner, world, `seed${seed}`)
    // as in use, where statistics are at hand
    if (isFirst) await owner.query('analyze')
    const requests = requestsOf(world, seed)
    found.push(...(await compareWorld(runtime, loaded, { name: `seed ${seed}`, seed, requests })))
    countWorld(table, world, requests)
  })
  process.stdout.write(`${printed(table)}\n`)
  expect(report(found)).toBe('')
  expect(shortfalls(table)).toEqual([])
})

function printed(table: Tally): string {
  return table.map(({ rule, allowed, denied }) => `${rule.padEnd(8)} allowed ${allowed}, denied ${denied}`).join('\n')
}
