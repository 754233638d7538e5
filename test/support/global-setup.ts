import { rmSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/server/platform/db/embedded.ts'
import { readState } from '../../src/server/platform/db/embedded-cluster.ts'
import { serverProcess } from '../../src/server/platform/db/embedded-server.ts'
import { migrate } from '../../src/server/platform/db/migrate.ts'
import { isAlive, isPostgresOn } from '../../src/server/platform/db/process-identity.ts'
import { withClient } from '../../src/server/platform/db/with-client.ts'
import { openLog } from '../../src/server/platform/log.ts'

const prefix = 'kontor-test-'
const runtimePassword = 'only-for-tests'

/** One PostgreSQL for the whole run, with a migrated database that every test clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const log = openLog('silent')
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), prefix))
  // under root, PostgreSQL runs as another user, who must be able to enter
  await chmod(dataDir, 0o755)
  let pid: number | undefined
  // a run that is interrupted ends without the teardown
  const kill = () => {
    if (pid !== undefined && isPostgresOn(pid, join(dataDir, 'postgres'))) process.kill(pid, 'SIGQUIT')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  process.once('exit', kill)
  const server = await startEmbedded({ dataDir, log, fsync: false })
  pid = await serverProcess({ cluster: join(dataDir, 'postgres') })
  const state = await readState(dataDir)
  const adminUrl = `postgres://postgres:${state?.superuserPassword}@127.0.0.1:${server.port}/postgres`
  // a migration that fails must not keep the tests from running that need no database
  const problem = await makeTemplate(adminUrl, server.ownerUrl).then(() => '', String)
  project.provide('testServer', { adminUrl, ownerUrl: server.ownerUrl, runtimePassword, problem })

  return async () => {
    process.off('exit', kill)
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function makeTemplate(adminUrl: string, ownerUrl: string): Promise<void> {
  await withClient(adminUrl, (admin) => admin.query('create database kontor_template owner kontor_owner'))
  const url = new URL(ownerUrl)
  url.pathname = '/kontor_template'
  // loaded here: a module that cannot be loaded is a problem of the template alone
  const { queues } = await import('../../src/server/app.ts')
  await migrate({ ownerUrl: url.href, runtimePassword, queues, log: openLog('silent') })
}

/** What runs that were killed have left: their processes and folders. */
async function removeLeftovers(): Promise<void> {
  const folder = await realpath(tmpdir())
  for (const name of (await readdir(folder)).filter((entry) => entry.startsWith(prefix))) {
    const cluster = join(folder, name, 'postgres')
    const owner = /"pid":(\d+)/.exec(await readFile(join(folder, name, 'kontor.lock'), 'utf8').catch(() => ''))?.[1]
    if (owner !== undefined && isAlive(Number(owner))) continue
    const pid = await serverProcess({ cluster })
    if (pid !== undefined && isPostgresOn(pid, cluster)) process.kill(pid, 'SIGQUIT')
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}
