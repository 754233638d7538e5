import { sql } from 'kysely'
import { queues } from '../app.ts'
import type { Config } from '../platform/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { findRunningEmbedded, startEmbedded } from '../platform/db/embedded.ts'
import { migrate } from '../platform/db/migrate.ts'
import { openNotices } from '../platform/db/notices.ts'
import { runtimeUrl } from '../platform/db/runtime-role.ts'
import { checkVersion } from '../platform/db/version.ts'
import { removeLeftovers } from '../platform/files/scratch.ts'
import { openFiles } from '../platform/files/store.ts'
import { openJobs } from '../platform/jobs/boss.ts'
import type { Log } from '../platform/log.ts'
import { readSecret } from '../platform/secrets.ts'
import type { Services } from '../platform/services.ts'

interface Addresses {
  runtimeUrl: string
  /** undefined where the operator makes the tables elsewhere */
  ownerUrl: string | undefined
  stop: () => Promise<void>
}

/**
 * The database addresses: those of the environment, else the embedded PostgreSQL.
 *
 * @param beside uses the embedded PostgreSQL of a running portal where there is one
 */
async function findAddresses(config: Config, log: Log, beside: boolean): Promise<Addresses> {
  const nothing = async () => undefined
  if (config.databaseRuntimeUrl)
    return { runtimeUrl: config.databaseRuntimeUrl, ownerUrl: config.databaseUrl, stop: nothing }
  const running = config.databaseUrl ?? (beside ? await findRunningEmbedded(config.dataDir) : undefined)
  const embedded = running ? undefined : await startEmbedded({ dataDir: config.dataDir, log })
  const ownerUrl = running ?? embedded?.ownerUrl ?? ''
  const password = await readSecret(config.dataDir, 'runtime')
  return { runtimeUrl: runtimeUrl(ownerUrl, password), ownerUrl, stop: embedded ? () => embedded.stop() : nothing }
}

/** Brings the database to this version, where this process holds the owner's address. */
async function bringUp(config: Config, addresses: Addresses, log: Log): Promise<void> {
  if (!addresses.ownerUrl) return
  const runtimePassword = config.databaseRuntimeUrl ? undefined : await readSecret(config.dataDir, 'runtime')
  await migrate({ ownerUrl: addresses.ownerUrl, runtimePassword, queues, log })
}

/**
 * Opens everything a command needs, with the database up to date.
 *
 * @param options.worker whether this process also works off jobs
 * @param options.beside a command beside a running portal, whose database it uses
 */
export async function open(
  config: Config,
  log: Log,
  options: { worker: boolean; beside?: boolean },
): Promise<{ services: Services; close: () => Promise<void> }> {
  await removeLeftovers(config)
  const addresses = await findAddresses(config, log, options.beside ?? false)
  try {
    await checkVersion(addresses.ownerUrl ?? addresses.runtimeUrl, log)
    await bringUp(config, addresses, log)
    const database = await openDatabase({ url: addresses.runtimeUrl })
    const direct = config.databaseDirectUrl ?? addresses.runtimeUrl
    const jobs = await openJobs({ connectionString: direct, log, worker: options.worker })
    const notices = openNotices({ connectionString: direct, log })
    const { rows } = await database.outside((tx) =>
      sql<{ key: Buffer }>`select access.signing_key() as key`.execute(tx),
    )
    const [row] = rows
    if (!row) throw new Error('the installation has no signing key')
    const services: Services = {
      config,
      log,
      database,
      jobs,
      notices,
      files: await openFiles(config),
      signingKey: row.key,
      now: () => new Date(),
    }
    const close = async () => {
      await jobs.stop()
      await notices.close()
      await database.close()
      await addresses.stop()
    }
    return { services, close }
  } catch (error) {
    await addresses.stop()
    throw error
  }
}
