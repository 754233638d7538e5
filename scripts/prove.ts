// npm run prove: what model, SQL and HTTP decide, side by side (ACC-20).
//   -- --world FILE    one world from JSON (format: test/model/README.md), every person in every organisation, every record
//   -- --worlds N      N generated worlds, from --seed S on (1); --http K asks the server K requests of each (4)
//   -- --long SHARE    the proofs of the test suite at the strength of the long run: 1, or a share of it
//   -- --first         stops at the first disagreement
//   -- --json          the result as JSON
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { countWorld, shortfalls, type Tally, tally } from '../test/model/count.ts'
import { generateWorld } from '../test/model/generate.ts'
import type { Request } from '../test/model/decide.ts'
import { requestsOf } from '../test/model/requests.ts'
import { parseWorld } from '../test/model/parse.ts'
import type { World } from '../test/model/world.ts'
import { inBlocks } from '../test/proof/blocks.ts'
import { compareWorld } from '../test/proof/compare.ts'
import { type Decided, decisionsOf, printed } from '../test/proof/decisions.ts'
import { compareHttp } from '../test/proof/http-compare.ts'
import { everyRequest } from '../test/proof/every-request.ts'
import type { Disagreement } from '../test/proof/facts.ts'
import { report } from '../test/proof/report.ts'
import { signInAll } from '../test/proof/http-door.ts'
import { openScratch, type Scratch } from '../test/proof/scratch.ts'
import { compareWhy, type WhyCounts, withOverseer } from '../test/proof/why-compare.ts'
import { loadWorld } from '../test/support/load-world.ts'

const { values: options } = parseArgs({
  options: {
    world: { type: 'string' },
    worlds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    http: { type: 'string', default: '4' },
    long: { type: 'string' },
    first: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

process.exitCode = options.long === undefined ? await prove() : proveLong(options.long)

async function prove(): Promise<number> {
  const isAgreed = await (options.world === undefined ? proveWorlds() : proveWorld(options.world))
  return isAgreed ? 0 : 1
}

/** The tests that repeat themselves, as often as asked. */
function proveLong(share: string): number {
  const tests = [
    'test/proof',
    'test/robustness',
    'test/registry/malformed',
    'src/server/modules/identity/password-link',
  ]
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests], {
    stdio: 'inherit',
    env: { ...process.env, KONTOR_LONG_RUN: share },
  })
  return status ?? 1
}

/** One world, all of it, with every decision printed. */
async function proveWorld(file: string): Promise<boolean> {
  const scratch = await openScratch()
  try {
    return await proveIn(scratch, file)
  } finally {
    await scratch.close()
  }
}

async function proveIn({ portal, runtime }: Scratch, file: string): Promise<boolean> {
  const world = parseWorld(JSON.parse(await readFile(file, 'utf8')))
  const loaded = await loadWorld(portal.owner, world, 'world')
  const requests = everyRequest(world)
  const decided: Decided[] = []
  const name = file
  const found = await compareWorld(runtime, loaded, {
    name,
    seed: 1,
    requests,
    always: true,
    heard: (one) => decided.push(...decisionsOf(one)),
  })
  const answered = await compareHttp(portal, loaded, {
    name,
    seed: 1,
    requests,
    thorough: true,
    heard: (one) => decided.push(...decisionsOf(one)),
  })
  const explained = await explainWorld({ portal, runtime }, world, { name, seed: 1, key: 'why', asked: 1_000 })
  const disagreements = [...found, ...answered, ...explained.found]
  const text = options.json ? JSON.stringify({ decisions: decided, disagreements }) : printed(decided, disagreements)
  process.stdout.write(`${text}\n`)
  return disagreements.length === 0
}

/** Many worlds, with the tally of what was decided. */
async function proveWorlds(): Promise<boolean> {
  const table = tally()
  const told: WhyCounts = { visible: 0, stopped: 0, refused: 0 }
  const found: Disagreement[] = []
  const blocks = {
    first: Number(options.seed),
    count: Number(options.worlds),
    // a place is a PostgreSQL of its own here, which takes seconds to make
    size: 20,
    open: openScratch,
    until: () => options.first && found.length > 0,
  }
  let done = 0
  await inBlocks(blocks, async (scratch, seed, isFirst) => {
    const world = generateWorld(seed)
    const requests = requestsOf(world, seed)
    const compared = await compareEverywhere(scratch, world, { seed, isFirst, requests })
    found.push(...compared.found)
    for (const key of ['visible', 'stopped', 'refused'] as const) told[key] += compared.told[key]
    countWorld(table, world, requests)
    done += 1
    if (!options.json && done % 100 === 0) process.stderr.write(`${done} worlds, ${found.length} disagreements\n`)
  })
  const short = shortfalls(table)
  if (options.json)
    process.stdout.write(`${JSON.stringify({ tally: table, told, shortfalls: short, disagreements: found })}\n`)
  else
    process.stdout.write(
      `${counted(table)}\n${explanations(told)}\n${found.length === 0 ? 'no disagreement' : report(found)}\n`,
    )
  return found.length === 0
}

/** A generated world by every channel: the database in all requests, the server and *why* in some. */
async function compareEverywhere(
  { portal, runtime }: Scratch,
  world: World,
  { seed, isFirst, requests }: { seed: number; isFirst: boolean; requests: readonly Request[] },
): Promise<{ found: Disagreement[]; told: WhyCounts }> {
  const name = `seed ${seed}`
  const loaded = await loadWorld(portal.owner, world, `seed${seed}`)
  if (isFirst) await portal.owner.query('analyze')
  const found = await compareWorld(runtime, loaded, { name, seed, requests })
  const asked = Number(options.http)
  if (asked === 0) return { found, told: { visible: 0, stopped: 0, refused: 0 } }
  const step = Math.max(1, Math.ceil(requests.length / asked))
  const some = requests.filter((_, index) => index % step === seed % step)
  found.push(...(await compareHttp(portal, loaded, { name, seed, requests: some })))
  const explained = await explainWorld({ portal, runtime }, world, { name, seed, key: `why${seed}`, asked })
  return { found: [...found, ...explained.found], told: explained.counts }
}

/** The same world with somebody who may ask about all, under ids of its own (ACC-18). */
async function explainWorld(
  { portal, runtime }: Omit<Scratch, 'close'>,
  world: World,
  { key, ...wanted }: { name: string; seed: number; key: string; asked: number },
) {
  const loaded = await loadWorld(portal.owner, withOverseer(world), key)
  await signInAll(portal.owner, loaded)
  return compareWhy({ server: portal.server, runtime }, loaded, wanted)
}

function explanations({ visible, stopped, refused }: WhyCounts): string {
  return `why      told visible ${visible}, told what stops ${stopped}, not told ${refused}`
}

function counted(table: Tally): string {
  return table.map(({ rule, allowed, denied }) => `${rule.padEnd(8)} allowed ${allowed}, denied ${denied}`).join('\n')
}
