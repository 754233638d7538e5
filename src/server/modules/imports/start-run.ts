import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'

export const checkQueue = 'imports.check'
export const commitQueue = 'imports.commit'

/** Hands an import over to the workers, in the name of whoever asks; starts from its first row. */
export async function startRun(
  tx: Tx,
  actor: Actor,
  services: Pick<Services, 'jobs'>,
  importId: string,
  queue: typeof checkQueue | typeof commitQueue,
): Promise<void> {
  const { rows } = await sql<{ attempt: number }>`
    update imports set attempt = attempt + 1, done = 0, failure = null, finished_at = null, status = ${queue === checkQueue ? 'checking' : 'running'}
    where id = ${importId} returning attempt`.execute(tx)
  const attempt = String(rows[0]?.attempt)
  await services.jobs.send(
    tx,
    queue,
    {
      import: importId,
      attempt,
      operator: actor.operator.id,
      organization: actor.organization.id,
      person: actor.person.id,
    },
    { singletonKey: `${importId}.${attempt}` },
  )
}
