import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { startEmbedded } from '../../src/server/platform/db/embedded.ts'
import { serverProcess } from '../../src/server/platform/db/embedded-server.ts'
import { withClient } from '../../src/server/platform/db/with-client.ts'
import { openLog } from '../../src/server/platform/log.ts'
import { projectFolder } from '../../src/server/platform/project-folder.ts'
import { freePort } from '../../src/server/platform/free-port.ts'

/** A portal with the demo world, in a process of its own, on a PostgreSQL of its own: both may be killed. */
export interface Killable {
  url: string
  /** Ends the server at once, in the middle of everything, and starts it again. */
  killServer(): Promise<void>
  /** Ends PostgreSQL at once; the portal's own keeper starts it again. */
  killDatabase(): Promise<void>
  /** Asks behind the portal, as the owner of the tables. */
  look<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  close(): Promise<void>
}

/** Starts one. @param parent where its folder is made: files and database are both in it */
export async function openKillable(parent = tmpdir()): Promise<Killable> {
  const folder = await mkdtemp(join(parent, 'kontor-kill-'))
  // under root, PostgreSQL runs as another user, who must be able to enter
  await chmod(folder, 0o755)
  const database = await startEmbedded({ dataDir: join(folder, 'database'), log: openLog('silent'), fsync: false })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    DATABASE_URL: database.ownerUrl,
    KONTOR_DATA: join(folder, 'data'),
    KONTOR_URL: url,
    PORT: String(port),
    LOG_LEVEL: 'silent',
  }
  const start = async (...more: string[]) => {
    const child = spawn(process.execPath, ['src/server/main.ts', 'start', ...more], {
      cwd: projectFolder,
      env,
      stdio: 'ignore',
    })
    await untilReady(url, child)
    return child
  }
  let server = await start('--demo')
  return {
    url,
    killServer: async () => {
      await end(server, 'SIGKILL')
      server = await start()
    },
    killDatabase: async () => {
      const cluster = join(folder, 'database', 'postgres')
      const pid = await serverProcess({ cluster })
      if (pid === undefined) throw new Error('PostgreSQL does not run')
      process.kill(pid, 'SIGKILL')
      await untilStartedAgain(cluster, pid)
      await untilReady(url, server)
    },
    look: (text) => withClient(database.ownerUrl, async (client) => (await client.query(text)).rows),
    close: async () => {
      await end(server, 'SIGTERM')
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

async function untilStartedAgain(cluster: string, killed: number): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    const pid = await serverProcess({ cluster })
    if (pid !== undefined && pid !== killed) return
    if (Date.now() > until) throw new Error('PostgreSQL is not started again')
    await pause(20)
  }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 60_000
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the portal has ended')
    if (Date.now() > until) throw new Error('the portal does not become ready')
    await pause(20)
  }
}
