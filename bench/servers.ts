import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Case } from './cases.ts'
import flags from '../scripts/setup/server-flags.json' with { type: 'json' }
import { ask } from './load/drive.ts'
import { serve, type Served } from './load/processes.ts'
import { freePort } from '../src/server/platform/free-port.ts'
import type { Reader } from './world/load.ts'

/** How Kontor is run: the bundle as it is delivered, or the sources. */
export type Program = 'dist/server/main.js' | 'src/server/main.ts'

/**
 * Starts Kontor as it is started in production, and waits for the first page of a reader.
 *
 * @param databaseUrl undefined: the embedded database of the data folder
 */
export async function serveKontor(
  program: Program,
  dataDir: string,
  databaseUrl: string | undefined,
  reader: Reader,
): Promise<Served> {
  const port = await freePort()
  const env = {
    PORT: String(port),
    KONTOR_DATA: dataDir,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  }
  const shot = { path: `/api/v1/o/${reader.organization}/customers`, headers: { cookie: reader.cookie } }
  return serve(
    [...flags, ...profiling(), program, 'start'],
    env,
    port,
    async (at) => (await ask(at, shot)).status === 200,
  )
}

// KONTOR_BENCH_PROFILE=folder leaves a processor profile of the server there
function profiling(): string[] {
  const folder = process.env['KONTOR_BENCH_PROFILE']
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

/** Starts the bare server with the queries of all cases. */
export async function serveRaw(ownerUrl: string, cases: Case[], context: Record<string, string>): Promise<Served> {
  const file = join(await mkdtemp(join(tmpdir(), 'kontor-raw-')), 'queries.json')
  const queries = Object.fromEntries(cases.map(({ key, raw }) => [key, raw]))
  await writeFile(file, JSON.stringify({ url: ownerUrl, queries, context }), { mode: 0o600 })
  const env = { PORT: String(await freePort()), NODE_ENV: 'production' }
  return serve(
    ['bench/raw-server.ts', file],
    env,
    Number(env.PORT),
    async (at) => (await ask(at, { path: '/static/10' })).status === 200,
  )
}
