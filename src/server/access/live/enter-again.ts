import { createHash } from 'node:crypto'
import type { Database, Tx } from '../../platform/db/database.ts'
import { bound, rollBack, together } from '../../platform/db/database.ts'
import { type Actor, actorOf, type Entered } from '../actor.ts'
import type { Credentials } from '../door.ts'

/** Where streams listen: one person's, with whatever sessions. */
export type Place = Omit<Credentials, 'tokenHash'>

/** Whoever listens while a transaction lasts. */
export interface Again {
  tx: Tx
  actor: Actor
  /** differs as soon as rights do */
  rights: string
  /** the names in notices on which these rights hang */
  hanging: readonly string[]
  /** by session, when it ends if nobody uses it, in milliseconds; one that has ended is not there */
  until: ReadonlyMap<string, number>
}

interface Answer {
  until: Record<string, number>
  entered: Entered
  unsaid: string
  hanging: string[]
}

const enterText = 'select access.enter_stream($1, $2, $3, $4, $5) as answer'

/** A session as a stream knows it. */
export function sessionOf(tokenHash: Buffer): string {
  return tokenHash.toString('base64')
}

/**
 * Enters again for streams that are open (ACC-4), of one person in one place: as `within`, but without a sign of life of
 * their sessions.
 *
 * @returns what the work returns, or the code of why they have to end
 */
export async function enterAgain<T>(
  database: Database,
  sessions: Iterable<string>,
  { organization, module, across, viewAs }: Place,
  work: (again: Again) => Promise<T>,
): Promise<{ done: T } | { ended: string }> {
  const client = await database.connect()
  try {
    const hashes = [...sessions].map((session) => Buffer.from(session, 'base64'))
    const values = [hashes, organization, module, across, viewAs]
    const [, { rows }] = await together(client, () =>
      Promise.all([
        client.query('begin'),
        client.query<{ answer: Answer }>({ name: 'enter_stream', text: enterText, values }),
      ]),
    )
    const answer = rows[0]?.answer
    if (answer?.entered.status !== 200) {
      await rollBack(client)
      return { ended: answer?.entered.code ?? 'session.missing' }
    }
    const { entered, unsaid, hanging, until } = answer
    const done = await work({
      tx: bound(client),
      actor: actorOf(entered),
      rights: rightsOf(entered, unsaid),
      hanging,
      until: new Map(Object.entries(until)),
    })
    // nothing was written that could fail to be
    void client.query('commit').then(
      () => client.release(),
      () => client.release(true),
    )
    return { done }
  } catch (error) {
    await rollBack(client)
    throw error
  }
}

/** What decides who sees and may what, as a hash: all that entering answers but how the person is called and spoken to. */
function rightsOf({ person, ...rest }: Extract<Entered, { status: 200 }>, unsaid: string): string {
  const of = [person.id, rest, unsaid]
  return createHash('sha256').update(JSON.stringify(of, withoutOrder)).digest('base64url')
}

// the database gives ids and memberships in the order in which rows happen to lie
function withoutOrder(_: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length < 2) return value
  return value
    .map((one) => ({ one, text: JSON.stringify(one) }))
    .toSorted(byText)
    .map(({ one }) => one)
}

function byText(a: { text: string }, b: { text: string }): number {
  return a.text < b.text ? -1 : 1
}
