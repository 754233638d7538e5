import { type ChildProcess, spawn } from 'node:child_process'
import { projectFolder } from '../../src/server/platform/project-folder.ts'
import type { TestDatabase } from './database.ts'
import type { Portal } from './portal.ts'

/** A worker in a process of its own, beside a portal that works off no jobs. */
export interface WorkerProcess {
  /** Ends it at once, in the middle of everything, and starts another. What it had in hand waits for no sign of life any more. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** Starts one. */
export function startWorkerProcess(portal: Portal, database: TestDatabase): WorkerProcess {
  const env = {
    ...process.env,
    DATABASE_RUNTIME_URL: database.runtimeUrl,
    KONTOR_DATA: portal.services.config.dataDir,
    LOG_LEVEL: 'silent',
  }
  const start = () =>
    spawn(process.execPath, ['src/server/main.ts', 'worker'], { cwd: projectFolder, env, stdio: 'ignore' })
  let worker = start()
  return {
    kill: async () => {
      await end(worker, 'SIGKILL')
      // half a minute of silence is a dead worker; the test does not wait for it
      await portal.owner.query(
        "update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active' and name like 'imports.%'",
      )
      worker = start()
    },
    close: () => end(worker, 'SIGKILL'),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}
