import { createHash } from 'node:crypto'
import type { Database, Tx } from '../../platform/db/database.ts'
import { bound, rollBack, together } from '../../platform/db/database.ts'
import { type Actor, actorOf, type Entered } from '../actor.ts'
import type { Credentials } from '../door.ts'

/** What a stream is while its transaction lasts. */
export interface Again {
  tx: Tx
  actor: Actor
  /** differs as soon as rights do */
  rights: string
  /** when the session ends if nobody uses it, in milliseconds */
  until: number
}

const enterText = 'select access.enter_stream($1, $2, $3, $4, $5) as answer'

/**
 * Enters again for a stream that is open (ACC-4): as `within`, but without a sign of life of its session.
 *
 * @returns what the work returns, or the code of why the stream has to end
 */
export async function enterAgain<T>(
  database: Database,
  { tokenHash, organization, module, across, viewAs }: Credentials,
  work: (again: Again) => Promise<T>,
): Promise<{ done: T } | { ended: string }> {
  const client = await database.connect()
  try {
    const values = [tokenHash, organization, module, across, viewAs]
    const [, { rows }] = await together(client, () =>
      Promise.all([
        client.query('begin'),
        client.query<{ answer: { until: number; entered: Entered } }>({
          name: 'enter_stream',
          text: enterText,
          values,
        }),
      ]),
    )
    const answer = rows[0]?.answer
    if (answer?.entered.status !== 200) {
      await rollBack(client)
      return { ended: answer?.entered.code ?? 'session.missing' }
    }
    const { entered, until } = answer
    const done = await work({ tx: bound(client), actor: actorOf(entered), rights: rightsOf(entered), until })
    await client.query('commit')
    client.release()
    return { done }
  } catch (error) {
    await rollBack(client)
    throw error
  }
}

/** What decides who sees what, as a hash: a stream keeps no more than that of it. */
function rightsOf({
  memberships,
  reach,
  entry,
  viewer,
  organization,
  operator,
}: Extract<Entered, { status: 200 }>): string {
  const of = [memberships, reach, entry, viewer, organization, operator]
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url')
}
