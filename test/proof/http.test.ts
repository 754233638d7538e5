import { expect, test } from 'vitest'
import { generateWorld } from '../model/generate.ts'
import { requestsOf } from '../model/requests.ts'
import { loadWorld } from '../support/load-world.ts'
import { openPortal } from '../support/portal.ts'
import { patience, strength } from '../support/strength.ts'
import { inBlocks } from './blocks.ts'
import type { Disagreement } from './facts.ts'
import { compareHttp } from './http-compare.ts'
import { report } from './report.ts'

const WORLDS = strength.httpWorlds
const REQUESTS = 3

test(`ACC-20 in ${WORLDS} generated worlds the server answers what the model says`, { timeout: patience }, async () => {
  const found: Disagreement[] = []
  await inBlocks({ count: WORLDS, open: openPortal }, async (portal, seed, isFirst) => {
    const world = generateWorld(seed)
    const loaded = await loadWorld(portal.owner, world, `http${seed}`)
    if (isFirst) await portal.owner.query('analyze')
    const asked = requestsOf(world, seed)
    // another part of the requests in every world: every way in, and ways that stay shut
    const requests = asked.filter(
      (_, index) => index % Math.ceil(asked.length / REQUESTS) === seed % Math.ceil(asked.length / REQUESTS),
    )
    found.push(...(await compareHttp(portal, loaded, { name: `seed ${seed}`, seed, requests })))
    expect.soft(portal.log.splice(0), `seed ${seed}`).toEqual([])
  })
  expect(report(found)).toBe('')
})
