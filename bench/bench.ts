// npm run bench: what quality.md promises about speed and size, against a bare route on the same database in the same run.
//   --scale 0.1       of 1,000,000 customers
//   --keep FOLDER     leaves the loaded database there, and uses it next time
//   --seconds 3       for each side of each line
//   --only WORD       lines whose key contains the word; `export`: the files of lists; `others`: what else is no page; `import`: needs no world
//   --sources         the server from its sources instead of the bundle
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serverProcess } from '../src/server/platform/db/embedded-server.ts'
import { runtimeUrl } from '../src/server/platform/db/runtime-role.ts'
import { projectFolder } from '../src/server/platform/project-folder.ts'
import { readSecret } from '../src/server/platform/secrets.ts'
import { type Case, casesFor } from './cases.ts'
import { drive } from './load/drive.ts'
import { memoryOf } from './load/processes.ts'
import { explain } from './measure/explain.ts'
import { compareExport } from './measure/exports.ts'
import { importLines } from './measure/imports.ts'
import { assertSame, compare, type Compared, connections, median, type Servers, walkDown } from './measure/lists.ts'
import { weighPredicates } from './measure/predicates.ts'
import { compareWrites } from './measure/writes.ts'
import { exportLines, type Line, line, linesOf, loadLines, predicateLines, table } from './report.ts'
import { type Program, serveKontor, serveRaw } from './servers.ts'
import { openStage, type Stage } from './stage.ts'
import { ids } from './world/ids.ts'
import { readersOf } from './world/load.ts'
import { largest, planWorld } from './world/plan.ts'

const { values: asked } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    keep: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    sources: { type: 'boolean', default: false },
  },
})
const say = (text: string) => void process.stdout.write(`${text}\n`)
const seconds = Number(asked.seconds)
const customers = Math.round(1_000_000 * Number(asked.scale))
const program: Program = asked.sources ? 'src/server/main.ts' : 'dist/server/main.js'
if (!asked.sources) spawnSync(process.execPath, ['scripts/setup/bundle.mjs'], { cwd: projectFolder, stdio: 'inherit' })
if (asked.only === 'import') {
  say(`\n${table(await importLines(program, say))}\n`)
  process.exit()
}
const exports = !asked.only || asked.only === 'export'
const others = !asked.only || asked.only === 'others'
const plan = planWorld(customers)
const readers = readersOf(plan)
const stage = await openStage(customers, asked.keep, say)
const lines: Line[] = []
const kept: Record<string, unknown> = { customers, seconds, load: stage.report }
const servers = await startServers()
const rest = memoryOf(servers.kontor.pid).now
try {
  for (const one of servers.cases) await runCase(one)
  if (exports) await runExports()
  if (others) await runOthers(stage)
} finally {
  await servers.kontor.stop()
  await servers.raw.stop()
}
await (others ? startEmbeddedAgain() : stage.stop())
if (!asked.only) lines.push(...(await importLines(program, say)))
say(`\n${table(lines)}\n`)
await writeFile(join(projectFolder, 'bench', 'results.json'), JSON.stringify({ ...kept, lines }, null, 2))

async function startServers(): Promise<Servers & { cases: Case[] }> {
  const kontor = await serveKontor(program, stage.folder, stage.ownerUrl, readers.all)
  lines.push(
    line(
      'cold start to first page, external database [ms]',
      kontor.readyAfter,
      NaN,
      NaN,
      '≤ 1000 ms',
      kontor.readyAfter <= 1000,
    ),
  )
  const deep = await walkDown(kontor, readers.all, Math.ceil(customers / 10_000))
  const { rows } = await stage.owner.query<{ id: string }>(
    'select id from customers where owner_id = $1 order by name limit 1',
    [ids.partner(largest)],
  )
  const cases = casesFor(plan, readers, deep, rows[0]?.id ?? '').filter(
    ({ key }) => !asked.only || key.includes(asked.only),
  )
  const context = { author: readers.all.person, home: readers.all.organization, acting: readers.all.organization }
  const raw = await serveRaw(stage.ownerUrl, cases, context)
  const postmaster = await serverProcess({ cluster: join(stage.folder, 'postgres') })
  return { kontor, raw, postmaster: postmaster ?? 0, cases }
}

async function runCase(one: Case): Promise<void> {
  await assertSame(servers, one)
  const compared: Compared = await compare(servers, one, seconds)
  say(
    `${one.what}: ${compared.kontor.toFixed(0)} against ${compared.raw.toFixed(0)} per second, ${compared.ratio.toFixed(2)}`,
  )
  say(`  raw: ${one.raw.text.replaceAll(/\s+/g, ' ')}`)
  const explained = await explain(stage.owner, one.raw)
  say(explained.map((text) => `    ${text}`).join('\n'))
  lines.push(...linesOf(compared))
  kept[one.key] = { ...compared, sql: one.raw.text, plan: explained }
}

async function runExports(): Promise<void> {
  const compared = [
    await compareExport(servers.kontor, 'all of 50,000', readers.all, 3),
    await compareExport(servers.kontor, `operator of ${customers}`, readers.operator, 1),
  ]
  lines.push(...compared.flatMap(exportLines))
  kept['export'] = compared
}

async function runOthers({ owner, folder, ownerUrl, smallUrl, report }: Stage): Promise<void> {
  const { rows } = await owner.query<{ id: string; revision: number }>(
    'select id, revision from customers where owner_id = $1 limit 2000',
    [ids.partner(largest)],
  )
  const written = await compareWrites(servers, plan, readers, rows, seconds)
  lines.push(
    line(
      'assign contact with history, audit, event [1/s]',
      written.kontor,
      written.raw,
      written.ratio,
      '≥ 0.40',
      written.ratio >= 0.4,
    ),
  )
  await compareGrowth(folder, smallUrl)
  const runtime = runtimeUrl(ownerUrl, await readSecret(folder, 'runtime'))
  const weighed = await weighPredicates(runtime, ownerUrl, plan, readers, Math.min(1.5, seconds))
  lines.push(...predicateLines(weighed))
  const { peak } = memoryOf(servers.kontor.pid)
  lines.push(
    line('server memory at rest [MiB]', rest, NaN, NaN, '≤ 180', rest <= 180),
    line('server memory, peak [MiB]', peak, NaN, NaN, '≤ 320', peak <= 320),
  )
  lines.push(...loadLines(report))
  Object.assign(kept, { written, weighed, memory: { rest, peak } })
}

/** The same page of the same partner among 1,000 customers and among all. */
async function compareGrowth(folder: string, smallUrl: string): Promise<void> {
  const { median: reader } = readers
  const small = await serveKontor(program, folder, smallUrl, reader)
  const shot = { path: `/api/v1/o/${reader.organization}/customers`, headers: { cookie: reader.cookie } }
  const took = { small: [] as number[], large: [] as number[] }
  for (let round = 0; round < 5; round += 1) {
    took.small.push(1000 / (await drive(small.port, () => shot, { connections, seconds: seconds / 5 })).perSecond)
    took.large.push(
      1000 / (await drive(servers.kontor.port, () => shot, { connections, seconds: seconds / 5 })).perSecond,
    )
  }
  await small.stop()
  const ratio = median(took.large.slice(1).map((time, index) => time / (took.small[index + 1] ?? 1)))
  lines.push(
    line(
      `same page among ${customers} and 1,000 [ms]`,
      median(took.large),
      median(took.small),
      ratio,
      '≤ 1.3',
      ratio <= 1.3,
    ),
  )
}

async function startEmbeddedAgain(): Promise<void> {
  await stage.stop()
  const kontor = await serveKontor(program, stage.folder, undefined, readers.all)
  lines.push(
    line(
      'cold start to first page, embedded database [ms]',
      kontor.readyAfter,
      NaN,
      NaN,
      '≤ 4000 ms',
      kontor.readyAfter <= 4000,
    ),
  )
  await kontor.stop()
}
