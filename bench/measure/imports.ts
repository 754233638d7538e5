import { openAsBlob } from 'node:fs'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { queues } from '../../src/server/app.ts'
import { startEmbedded } from '../../src/server/platform/db/embedded.ts'
import { migrate } from '../../src/server/platform/db/migrate.ts'
import { openLog } from '../../src/server/platform/log.ts'
import { readSecret } from '../../src/server/platform/secrets.ts'
import { memoryOf, type Served } from '../load/processes.ts'
import { type Line, line } from '../report.ts'
import { type Program, serveKontor } from '../servers.ts'
import { writeCustomerFile } from '../world/customer-file.ts'
import { loadWorld, type Reader, readersOf } from '../world/load.ts'
import { planWorld } from '../world/plan.ts'

const rows = 100_000
const log = openLog('warn')

/** What an import took, and by how many MiB it let the server grow. */
interface Taken {
  dryRun: number
  commit: number
  again: number
  memory: number
}

/**
 * An import of 100,000 rows, uploaded as a browser does it, in a database of its own with a thousand customers: dry run, taking
 * over, and the dry run of the same file once its customers are there.
 */
export async function importLines(program: Program, say: (text: string) => void): Promise<Line[]> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'kontor-bench-import-'))
  // under root, PostgreSQL runs as another user, who must be able to enter
  await chmod(folder, 0o755)
  const database = await startEmbedded({ dataDir: folder, log })
  try {
    const plan = planWorld(1_000)
    await migrate({ ownerUrl: database.ownerUrl, runtimePassword: await readSecret(folder, 'runtime'), queues, log })
    const owner = new pg.Client(database.ownerUrl)
    await owner.connect()
    const { all } = readersOf(plan)
    await loadWorld(owner, plan, () => undefined)
    const { rows: members } = await owner.query<{ name: string }>(
      'select name from memberships where organization_id = $1 order by id',
      [all.organization],
    )
    await owner.end()
    const file = join(folder, 'kunden.csv')
    await writeCustomerFile(file, rows, [...new Set(members.map(({ name }) => name))])
    const kontor = await serveKontor(program, folder, database.ownerUrl, all)
    try {
      const taken = await measure(kontor, all, file)
      say(`import of ${rows} rows: ${JSON.stringify(taken)}`)
      return linesFor(taken)
    } finally {
      await kontor.stop()
    }
  } finally {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(kontor: Served, reader: Reader, file: string): Promise<Taken> {
  const before = memoryOf(kontor.pid).now
  const { id, revision, seconds: dryRun } = await check(kontor, reader, file)
  const start = performance.now()
  await call(kontor, reader, `/imports/${id}/commit`, { body: '{}', revision })
  await until(kontor, reader, id, 'done')
  const commit = (performance.now() - start) / 1000
  const { peak } = memoryOf(kontor.pid)
  const { seconds: again } = await check(kontor, reader, file)
  return { dryRun, commit, again, memory: peak - before }
}

async function check(
  kontor: Served,
  reader: Reader,
  file: string,
): Promise<Pick<Told, 'id' | 'revision'> & { seconds: number }> {
  const form = new FormData()
  form.set('file', await openAsBlob(file), 'kunden.csv')
  const start = performance.now()
  const { id } = await call(kontor, reader, '/imports', { body: form })
  const { revision } = await until(kontor, reader, id, 'checked')
  return { id, revision, seconds: (performance.now() - start) / 1000 }
}

interface Told {
  id: string
  status: string
  revision: number
}

async function until(kontor: Served, reader: Reader, id: string, wanted: string): Promise<Told> {
  for (;;) {
    const told = await call(kontor, reader, `/imports/${id}`)
    const { status } = told
    if (status === wanted) return told
    if (status !== 'checking' && status !== 'running') throw new Error(`the import is ${status}`)
    await pause(250)
  }
}

async function call(
  { port }: Served,
  { organization, cookie }: Reader,
  path: string,
  sent: { body?: FormData | string; revision?: number } = {},
): Promise<Told> {
  const { body, revision } = sent
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/o/${organization}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      cookie,
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
    },
    ...(body !== undefined && { body }),
  })
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`)
  return (await reply.json()) as Told
}

function linesFor({ dryRun, commit, again, memory }: Taken): Line[] {
  return [
    line(`import ${rows} rows: dry run [s]`, dryRun, NaN, NaN, '≤ 30 s', dryRun <= 30),
    line('    take over, history and event included [s]', commit, NaN, NaN, '≤ 60 s', commit <= 60),
    line('    dry run of the same file once more [s]', again, NaN, NaN, '≤ 30 s', again <= 30),
    line('    more memory, dry run and take over [MiB]', memory, NaN, NaN, '≤ 120 MiB', memory <= 120),
  ]
}
