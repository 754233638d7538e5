import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Module } from '../../api/permissions.ts'
import { bound, commit, type Database, rollBack, together, type Tx } from '../platform/db/database.ts'
import { Refusal } from '../platform/errors.ts'
import { type Actor, actorOf, type Entered } from './actor.ts'

/** What a request brings: everything else is resolved on the server (ACC-1). */
export interface Credentials {
  tokenHash: Buffer
  /** id or handle */
  organization: string
  module: Module | null
  across: boolean
  viewAs: string | null
}

// the second column is read behind the first: whether entering has written
const enterText = `select access.enter($1, $2, $3, $4, $5) as entered, pg_current_xact_id_if_assigned() is not null as noted`

/**
 * The one door to the data: opens a transaction, enters it as the person of the session, and runs the work.
 *
 * @param readOnly the reply need not wait for the end of the transaction
 * @throws Refusal 401, 404 as `access.enter` decides; what the work throws rolls back, but not what entering noted
 */
export async function within<T>(
  database: Database,
  credentials: Credentials,
  readOnly: boolean,
  work: (tx: Tx, actor: Actor, acrossRefused: boolean) => Promise<T>,
): Promise<T> {
  const client = await database.connect()
  try {
    const answer = await enter(client, credentials)
    if (!answer || answer.status !== 200) throw new Refusal(answer?.code ?? 'session.missing')
    const tx = bound(client)
    const result = await work(tx, actorOf(answer), answer.acrossRefused)
    const ended = commit(tx).then(() => client.release())
    // a read lost nothing where the end of its transaction fails; a write must not be called done
    if (readOnly) ended.catch(() => client.release(true))
    else await ended
    return result
  } catch (error) {
    await rollBack(client)
    throw error
  }
}

/**
 * Begins a transaction and enters it. What entering notes, who looks (ACC-3, ACC-19) and when the session was seen, is
 * committed before anything is read: it stays whatever becomes of the request, and no other one waits for the work. Where
 * it can't be kept, nothing is read.
 */
async function enter(client: PoolClient, { tokenHash, organization, module, across, viewAs }: Credentials) {
  const query = { name: 'enter', text: enterText, values: [tokenHash, organization, module, across, viewAs] }
  const begin = () =>
    Promise.all([client.query('begin'), client.query<{ entered: Entered; noted: boolean }>(query)] as const)
  // all are on the wire before the first answer is back
  let [, entered] = await together(client, begin)
  while (entered.rows[0]?.noted)
    [, [, entered]] = await together(client, () => Promise.all([client.query('commit'), begin()] as const))
  return entered.rows[0]?.entered
}

/** Enters as the person who asked for a job, with the rights of now (ACC-4). */
export async function withinAs<T>(
  database: Database,
  as: { person: string; organization: string; module: Module | null },
  work: (tx: Tx, actor: Actor) => Promise<T>,
): Promise<T> {
  const client = await database.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ entered: Entered }>(
      'select access.enter_person($1, $2, $3, false, null) as entered',
      [as.person, as.organization, as.module],
    )
    const answer = rows[0]?.entered
    if (!answer || answer.status !== 200) throw new Refusal('access.organization_not_found')
    const result = await work(bound(client), actorOf(answer))
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await rollBack(client)
    throw error
  }
}

/** Enters as the operator's own machinery: every row of one operator, nobody's name on it. For jobs only. */
export async function withinSystem<T>(database: Database, operator: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.outside(async (tx) => {
    await sql`select access.enter_system(${operator})`.execute(tx)
    return work(tx)
  })
}
