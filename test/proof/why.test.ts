import pg from 'pg'
import { expect, test } from 'vitest'
import { generateWorld } from '../model/generate.ts'
import { createTestDatabase } from '../support/database.ts'
import { loadWorld } from '../support/load-world.ts'
import { openPortal } from '../support/portal.ts'
import { inBlocks } from './blocks.ts'
import { patience, strength } from '../support/strength.ts'
import type { Disagreement } from './facts.ts'
import { signInAll } from './http-door.ts'
import { report } from './report.ts'
import { compareWhy, withOverseer } from './why-compare.ts'

const WORLDS = strength.whyWorlds

async function openWithRuntime() {
  const database = await createTestDatabase()
  const portal = await openPortal({ database })
  const runtime = new pg.Client(database.runtimeUrl)
  await runtime.connect()
  const close = async () => {
    await runtime.end()
    await portal.close()
    await database.drop()
  }
  return { portal, runtime, close }
}

test(`ACC-18 in ${WORLDS} generated worlds why says what the model, the policies, the reach view and the server say`, {
  timeout: patience,
}, async () => {
  const found: Disagreement[] = []
  const counts = { visible: 0, stopped: 0, refused: 0 }
  await inBlocks({ count: WORLDS, open: openWithRuntime }, async ({ portal, runtime }, seed, isFirst) => {
    const loaded = await loadWorld(portal.owner, withOverseer(generateWorld(seed)), `why${seed}`)
    if (isFirst) await portal.owner.query('analyze')
    await signInAll(portal.owner, loaded)
    const compared = await compareWhy({ server: portal.server, runtime }, loaded, { name: `seed ${seed}`, seed })
    found.push(...compared.found)
    for (const key of ['visible', 'stopped', 'refused'] as const) counts[key] += compared.counts[key]
    expect.soft(portal.log.splice(0), `seed ${seed}`).toEqual([])
  })
  process.stdout.write(
    `ACC-18   told visible ${counts.visible}, told what stops ${counts.stopped}, not told ${counts.refused}\n`,
  )
  expect(report(found)).toBe('')
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(200)
})
