import { expect, test } from 'vitest'
import { decideCustomer, enter, type Request } from '../model/decide.ts'
import { diceFor } from '../model/dice.ts'
import { generateWorld } from '../model/generate.ts'
import { requestsOf } from '../model/requests.ts'
import type { World } from '../model/world.ts'
import { openPortal } from '../support/portal.ts'
import { patience, strength } from '../support/strength.ts'
import { inBlocks } from './blocks.ts'
import { sampleOf } from './http-compare.ts'
import { otherWorld } from './other-world.ts'
import { tellApart } from './two-worlds.ts'

const PAIRS = strength.pairs

async function openBoth() {
  const one = await openPortal()
  const other = await openPortal()
  const close = async () => {
    await one.close()
    await other.close()
  }
  return { one, other, close }
}

test(`${PAIRS} times two worlds that differ only in what is out of sight answer the same, byte by byte`, {
  timeout: patience,
}, async () => {
  const found: string[] = []
  let changed = 0
  await inBlocks({ count: PAIRS, open: openBoth }, async ({ one, other }, seed) => {
    const world = generateWorld(seed)
    const request = requestIn(world, seed)
    const sample = sampleOf(diceFor(seed), world, request)
    found.push(...(await tellApart([one, other], { world, request, seed, sample })))
    changed += differing(world, otherWorld(world, request, seed))
    expect.soft([...one.log.splice(0), ...other.log.splice(0)], `seed ${seed}`).toEqual([])
  })
  expect(found.slice(0, 5)).toEqual([])
  // the worlds do differ
  expect(changed).toBeGreaterThan(PAIRS * 10)
})

/** A way in from which something is out of sight; those from which much is in sight come first. */
function requestIn(world: World, seed: number): Request {
  const open = requestsOf(world, seed).flatMap((request) => {
    const entry = enter(world, request)
    if (!entry.ok) return []
    return [{ request, seen: world.customers.filter((row) => decideCustomer(world, entry.actor, row).visible).length }]
  })
  const some = open.filter(({ seen }) => seen > 0)
  const chosen = (some.length > 0 ? some : open)[seed % Math.max(1, some.length)]
  if (!chosen) throw new Error(`nobody gets into world ${seed}`)
  return chosen.request
}

function differing(world: World, shown: World): number {
  const before = new Map(world.customers.map((customer) => [customer.id, JSON.stringify(customer)]))
  return shown.customers.filter((customer) => before.get(customer.id) !== JSON.stringify(customer)).length
}
