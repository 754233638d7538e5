import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, isFree } from '../free-port.ts'
import type { Log } from '../log.ts'
import { type Cluster, runProgram, writeState } from './embedded-cluster.ts'
import { answers, isAlive, isPostgresOn } from './process-identity.ts'

/**
 * Starts PostgreSQL on the cluster, on the port of last time or, where somebody else has that, on another one.
 *
 * @param again while the portal runs, which knows the port by now: none but that
 * @returns the port
 */
export async function launch(opened: Cluster, fsync: boolean, again = false): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const port = again
      ? await portOnceFree(opened.state.port)
      : await freePort(attempt < 20 ? opened.state.port : undefined)
    await removeStaleId(opened)
    await writeFile(join(opened.cluster, 'kontor.conf'), configuration(port, fsync))
    try {
      await rm(startLog(opened), { force: true })
      const waiting = ['-w', '-t', '600', '-s', '-l', startLog(opened)]
      await runProgram(opened, opened.binaries.pgCtl, ['start', '-D', opened.cluster, ...waiting], opened.cluster)
    } catch (cause) {
      const reason = existsSync(startLog(opened)) ? await readFile(startLog(opened), 'utf8') : ''
      // the port was taken meanwhile, or processes of a killed server are still on their way out
      const passing = /could not bind|pre-existing shared memory block|"postmaster.pid" already exists/.test(reason)
      if (!passing || attempt === 40) throw new Error(`PostgreSQL does not start: ${lastLines(reason)}`, { cause })
      await pause(250)
      continue
    }
    opened.state.port = port
    await writeState(opened.folder, opened.state)
    return port
  }
}

/** Stops a server that a killed portal left running on the cluster. */
export async function takeOver(opened: Cluster, log: Log): Promise<void> {
  const pid = await serverProcess(opened)
  if (pid === undefined || !isPostgresOn(pid, opened.cluster)) return
  log.info({ pid }, 'a PostgreSQL is still running from a portal that was killed: stopping it')
  await shutDown(opened)
}

/**
 * A killed server leaves its process id lying. Where that id answers, being dead and not collected or given to another
 * program since, PostgreSQL would take it for a running server and refuse to start.
 */
async function removeStaleId(opened: Cluster): Promise<void> {
  const pid = await serverProcess(opened)
  if (pid !== undefined && answers(pid) && !isPostgresOn(pid, opened.cluster)) {
    await rm(join(opened.cluster, 'postmaster.pid'), { force: true })
  }
}

/** Stops the server: open transactions are rolled back, everything is written to disk. */
export async function shutDown(opened: Cluster): Promise<void> {
  const pid = await serverProcess(opened)
  if (pid === undefined) return
  // after `immediate` the next start repeats the log: nothing that was acknowledged is lost
  for (const mode of ['fast', 'immediate'] as const) {
    if (!isPostgresOn(pid, opened.cluster)) return
    await askToStop(opened, pid, mode)
    for (let wait = 0; wait < 60_000 && isPostgresOn(pid, opened.cluster); wait += 50) await pause(50)
  }
}

async function askToStop(opened: Cluster, pid: number, mode: 'fast' | 'immediate'): Promise<void> {
  if (process.platform === 'win32') {
    // there, a signal would end it at once
    const parameters = ['stop', '-D', opened.cluster, '-s', '-W', '-m', mode]
    await runProgram(opened, opened.binaries.pgCtl, parameters, opened.cluster)
    return
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  } catch {
    // it has just ended by itself
  }
}

/** The process id of the server, as it wrote it down itself; undefined where none is running or was killed. */
export async function serverProcess({ cluster }: Pick<Cluster, 'cluster'>): Promise<number | undefined> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number.parseInt(await readFile(file, 'utf8'), 10)
  return Number.isNaN(pid) ? undefined : pid
}

/**
 * Starts the server again when it dies, until `stop` is called.
 */
export function keepRunning(opened: Cluster, fsync: boolean, log: Log): { stop: () => Promise<void> } {
  let current: Promise<unknown> | undefined
  const look = async (): Promise<void> => {
    const pid = await serverProcess(opened)
    if (pid !== undefined && isAlive(pid)) return
    log.error('PostgreSQL has died: starting it again')
    await launch(opened, fsync, true)
  }
  const timer = setInterval(() => {
    current ??= look()
      .catch((error: unknown) => log.error({ err: error }, 'PostgreSQL could not be started again'))
      .finally(() => {
        current = undefined
      })
  }, 1000)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await current
    },
  }
}

function startLog({ cluster }: Cluster): string {
  return join(cluster, 'start.log')
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n')
}

function configuration(port: number, fsync: boolean): string {
  // a limit of the container counts, if there is one
  const memory = Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 20)
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: `${Math.max(32, Math.min(256, Math.floor(memory / 16)))}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(memory / 4))}MB`,
    work_mem: '8MB',
    random_page_cost: 1.1,
    jit: 'off',
    // by this it is known again, whoever names its address (`version.ts`)
    'kontor.embedded': 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'on',
    log_directory: 'log',
    // one file per weekday, overwritten after a week
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: 0,
    // the details of an error quote rows, and rows are personal data
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    // commits still reach the operating system, so that tests may kill processes and lose nothing
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  return `# written by Kontor at every start\n${lines.join('\n')}\n`
}

/** Whoever has taken the port while PostgreSQL was away is waited for: everybody else knows this one alone. */
async function portOnceFree(port: number | undefined): Promise<number> {
  if (port === undefined) throw new Error('PostgreSQL has no port yet.')
  for (let wait = 0; wait < 30_000; wait += 250) {
    if (await isFree(port)) return port
    await pause(250)
  }
  throw new Error(`Port ${port} of PostgreSQL is taken by another program.`)
}
