import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { queues } from '../../src/server/app.ts'
import { startEmbedded } from '../../src/server/platform/db/embedded.ts'
import { migrate } from '../../src/server/platform/db/migrate.ts'
import { runtimeUrl } from '../../src/server/platform/db/runtime-role.ts'
import { openLog } from '../../src/server/platform/log.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** A portal on a PostgreSQL of its own, with a connection in the runtime role beside it. */
export interface Scratch {
  portal: Portal
  runtime: pg.Client
  close(): Promise<void>
}

const runtimePassword = 'only-for-the-proof'

/** Starts one in a folder of its own and removes everything in the end. */
export async function openScratch(): Promise<Scratch> {
  const log = openLog('silent')
  const dataDir = await mkdtemp(join(tmpdir(), 'kontor-prove-'))
  const embedded = await startEmbedded({ dataDir, log, fsync: false })
  const { ownerUrl } = embedded
  await migrate({ ownerUrl, runtimePassword, queues, log })
  const url = runtimeUrl(ownerUrl, runtimePassword)
  const portal = await openPortal({ database: { ownerUrl, runtimeUrl: url, drop: () => Promise.resolve() } })
  const runtime = new pg.Client(url)
  await runtime.connect()
  const close = async () => {
    await runtime.end()
    await portal.close()
    await embedded.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { portal, runtime, close }
}
