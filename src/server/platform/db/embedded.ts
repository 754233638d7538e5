import { mkdir, realpath } from 'node:fs/promises'
import pg from 'pg'
import type { Log } from '../log.ts'
import { refreshCollations } from './collations.ts'
import { lockDataFolder } from './data-lock.ts'
import { type Cluster, openCluster, readState } from './embedded-cluster.ts'
import { keepRunning, launch, shutDown, takeOver } from './embedded-server.ts'
import { withClient } from './with-client.ts'

/** The PostgreSQL that comes with the portal, running. */
export interface Embedded {
  /** the owner's address, for migrations */
  ownerUrl: string
  port: number
  /** as PostgreSQL writes it: `18.4` */
  version: string
  stop: () => Promise<void>
}

/**
 * Starts the PostgreSQL that comes with the portal on `<dataDir>/postgres`, made at the first start. It listens on the
 * loopback address only. When it dies it is started again, until `stop`.
 *
 * @param options.fsync only tests may turn it off: without it, a power failure destroys the data
 * @throws DataFolderInUse when another process already runs it
 */
export async function startEmbedded(options: { dataDir: string; log: Log; fsync?: boolean }): Promise<Embedded> {
  const { log, fsync = true } = options
  await mkdir(options.dataDir, { recursive: true })
  const folder = await realpath(options.dataDir)
  const unlock = await lockDataFolder(folder)
  let opened: Cluster | undefined
  try {
    opened = await openCluster(folder)
    await takeOver(opened, log)
    const port = await launch(opened, fsync)
    const version = await prepare(opened, port, log)
    const keeper = keepRunning(opened, fsync, log)
    const running = opened
    return {
      ownerUrl: ownerUrl(port, opened.state.ownerPassword),
      port,
      version,
      async stop() {
        await keeper.stop()
        await shutDown(running)
        await unlock()
      },
    }
  } catch (error) {
    if (opened) await shutDown(opened)
    await unlock()
    throw error
  }
}

/**
 * The owner's address of a PostgreSQL that another process of the portal is running on the data folder; undefined where
 * none answers. For commands that work beside a running portal.
 */
export async function findRunningEmbedded(dataDir: string): Promise<string | undefined> {
  const state = await readState(dataDir)
  if (state?.port === undefined) return undefined
  const url = ownerUrl(state.port, state.ownerPassword)
  const answers = { connectionString: url, connectionTimeoutMillis: 5000 }
  return withClient(answers, async () => url).catch(() => undefined)
}

function ownerUrl(port: number, password: string): string {
  return `postgres://kontor_owner:${password}@127.0.0.1:${port}/kontor`
}

/**
 * Makes the owner and the database at the first start. The owner is no superuser, so that everything the portal does
 * with it is possible on an operator's own PostgreSQL too.
 */
async function prepare({ state }: Cluster, port: number, log: Log): Promise<string> {
  const address = { host: '127.0.0.1', port, user: 'postgres', password: state.superuserPassword }
  const version = await withClient({ ...address, database: 'postgres' }, async (client) => {
    const known = await client.query<{ owner: boolean; database: boolean; version: string }>(
      `select exists(select from pg_roles where rolname = 'kontor_owner') as owner,
              exists(select from pg_database where datname = 'kontor') as database,
              current_setting('server_version') as version`,
    )
    const [found] = known.rows
    if (!found?.owner) {
      const password = pg.escapeLiteral(state.ownerPassword)
      await client.query(`create role kontor_owner login nosuperuser createdb createrole password ${password}`)
    }
    if (!found?.database) await client.query('create database kontor owner kontor_owner')
    await refreshCollations(client, log)
    return found?.version ?? ''
  })
  await withClient({ ...address, database: 'template1' }, (client) => refreshCollations(client, log))
  await withClient({ ...address, database: 'kontor' }, (client) => refreshCollations(client, log))
  return version
}
