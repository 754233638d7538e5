import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateWorld } from '../model/generate.ts'
import { requestsOf } from '../model/requests.ts'
import { loadWorld } from '../support/load-world.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { patience, strength } from '../support/strength.ts'
import type { Disagreement } from './facts.ts'
import { compareHttp } from './http-compare.ts'
import { report } from './report.ts'

const WORLDS = strength.httpWorlds
const REQUESTS = 3

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

test(`ACC-20 in ${WORLDS} generated worlds the server answers what the model says`, { timeout: patience }, async () => {
  const found: Disagreement[] = []
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = generateWorld(seed)
    const loaded = await loadWorld(portal.owner, world, `http${seed}`)
    if (seed === 1) await portal.owner.query('analyze')
    const asked = requestsOf(world, seed)
    // another part of the requests in every world: every way in, and ways that stay shut
    const requests = asked.filter(
      (_, index) => index % Math.ceil(asked.length / REQUESTS) === seed % Math.ceil(asked.length / REQUESTS),
    )
    found.push(...(await compareHttp(portal, loaded, { name: `seed ${seed}`, seed, requests })))
  }
  expect(report(found)).toBe('')
  expect(portal.log).toEqual([])
})
