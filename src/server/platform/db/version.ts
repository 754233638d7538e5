import type { Log } from '../log.ts'
import { StartProblem } from '../start-problem.ts'
import { withClient } from './with-client.ts'

// The first release of each major version without a known way around row security, see docs/operating.md.
const safeMinor = new Map([
  [15, 20],
  [16, 16],
  [17, 12],
  [18, 7],
])
const oldestMajor = 15

/** Why a PostgreSQL of this version must not hold the data of several organisations; undefined where it may. */
export function versionProblem(version: string): string | undefined {
  const [, major, minor = '0'] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? []
  if (major === undefined) return `The database calls its version "${version}", which says nothing.`
  if (Number(major) < oldestMajor) return `PostgreSQL ${version} is too old: Kontor needs ${oldestMajor} or newer.`
  const needed = safeMinor.get(Number(major)) ?? 0
  if (Number(minor) >= needed) return undefined
  return `PostgreSQL ${version} has known ways around row security: ${major}.${needed} or newer closes them.`
}

/**
 * Asks the database for its version, over whichever address this process holds, and lets `assertSafeVersion` judge it. The
 * embedded PostgreSQL says itself that it is: commands beside a portal, and tests, reach it by its address.
 *
 * @throws StartProblem
 */
export async function checkVersion(url: string, log: Log): Promise<void> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ version: string; embedded: boolean }>(
      `select current_setting('server_version') as version, coalesce(current_setting('kontor.embedded', true) = 'on', false) as embedded`,
    ),
  )
  const [found] = rows
  assertSafeVersion(found?.version ?? '', found?.embedded ? 'embedded' : 'external', log)
}

/**
 * Refuses an operator's own PostgreSQL with known holes. The embedded one, for evaluation and development, is only
 * mentioned in the log, once per start.
 *
 * @param version `server_version` as PostgreSQL tells it
 */
export function assertSafeVersion(version: string, database: 'embedded' | 'external', log: Log): void {
  const problem = versionProblem(version)
  if (problem === undefined) return
  if (database === 'external') throw new StartProblem(problem)
  log.warn(`${problem} The embedded database is for evaluation: for real data, set DATABASE_URL to such a PostgreSQL.`)
}
