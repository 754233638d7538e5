import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { queues } from '../src/server/app.ts'
import { type Embedded, startEmbedded } from '../src/server/platform/db/embedded.ts'
import { migrate } from '../src/server/platform/db/migrate.ts'
import { openLog } from '../src/server/platform/log.ts'
import { readSecret } from '../src/server/platform/secrets.ts'
import { type LoadReport, loadWorld, renewSessions } from './world/load.ts'
import { planWorld } from './world/plan.ts'

/** The database of the bench: the embedded PostgreSQL with the world in `kontor` and a small one beside it. */
export interface Stage {
  folder: string
  database: Embedded
  ownerUrl: string
  smallUrl: string
  report: LoadReport
  owner: pg.Client
  stop(): Promise<void>
}

const log = openLog('warn')

/** Opens the folder's database, and loads it where it is new. Without a folder, one for this run. */
export async function openStage(
  customers: number,
  keep: string | undefined,
  say: (line: string) => void,
): Promise<Stage> {
  const folder = keep ?? (await mkdtemp(join(await realpath(tmpdir()), 'kontor-bench-')))
  await mkdir(folder, { recursive: true })
  // under root, PostgreSQL runs as another user, who must be able to enter
  await chmod(folder, 0o755)
  const file = join(folder, `world-${customers}.json`)
  if (!existsSync(file)) {
    // nothing is lost by a crash while loading: it begins again
    const loading = await startEmbedded({ dataDir: folder, log, fsync: false })
    const report = await load(loading.ownerUrl, customers, folder, say)
    await load(named(loading.ownerUrl, 'kontor_small'), 1_000, folder, () => undefined, loading.ownerUrl)
    await loading.stop()
    await writeFile(file, JSON.stringify(report, null, 2))
  }
  const database = await startEmbedded({ dataDir: folder, log })
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const smallUrl = named(database.ownerUrl, 'kontor_small')
  for (const ownerUrl of [database.ownerUrl, smallUrl])
    await migrate({ ownerUrl, runtimePassword: await readSecret(folder, 'runtime'), queues, log })
  await renewSessions(owner)
  const report = JSON.parse(await readFile(file, 'utf8')) as LoadReport
  const stop = async () => {
    await owner.end()
    await database.stop()
  }
  return { folder, database, ownerUrl: database.ownerUrl, smallUrl, report, owner, stop }
}

async function load(
  url: string,
  customers: number,
  folder: string,
  say: (line: string) => void,
  first?: string,
): Promise<LoadReport> {
  if (first) await asOwner(first, (client) => client.query('create database kontor_small'))
  await migrate({ ownerUrl: url, runtimePassword: await readSecret(folder, 'runtime'), queues, log })
  return asOwner(url, (client) => loadWorld(client, planWorld(customers), say))
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function named(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
