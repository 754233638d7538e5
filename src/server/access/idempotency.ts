import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/db/database.ts'
import { Refusal, refusalCodes } from '../platform/errors.ts'
import type { Actor } from './actor.ts'
import type { ItemOutcome } from './bulk.ts'

/** What came of a request: the id of its result, and of a bulk request what became of its items. */
interface FirstResult {
  id: string
  outcomes: readonly ItemOutcome[]
}

const Outcomes = z.array(z.strictObject({ id: z.string(), code: z.enum(refusalCodes).nullable() }))

/** A write with an `Idempotency-Key`. */
export interface Ask {
  route: string
  key: string
  body: string
}

/**
 * Makes a write happen once for its `Idempotency-Key`: the key is a row of the write's own transaction. A repeat is told
 * the id of the first result, to read it again through today's rights; a concurrent one waits up to 5 s. After a day the
 * key is free again.
 *
 * @returns what came of the first request, or null where this is the first request
 * @throws Refusal 422 same key, other body; 409 the first one is still at work
 */
export async function firstResult(tx: Tx, actor: Actor, ask: Ask): Promise<FirstResult | null> {
  const row = rowOf(actor, ask)
  await sql`set local lock_timeout = '5s'`.execute(tx)
  try {
    await tx
      .deleteFrom('idempotency_keys')
      .where((e) => e.and(row))
      .where('created_at', '<', sql<string>`now() - interval '1 day'`)
      .execute()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('idempotency_keys')
      .values({ ...row, body_hash: hashOf(ask) })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    // the write itself waits as long as any other
    await sql`set local lock_timeout = 0`.execute(tx)
    if (numInsertedOrUpdatedRows) return null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') throw new Refusal('request.key_busy')
    throw error
  }
  return earlierResult(tx, actor, ask)
}

/**
 * What came of an earlier request with the same key, of which nothing is noted here.
 *
 * @returns null where there was none, or it has told nothing
 * @throws Refusal 422 same key, other body
 */
export async function earlierResult(tx: Tx, actor: Actor, ask: Ask): Promise<FirstResult | null> {
  const found = await tx
    .selectFrom('idempotency_keys')
    .select(['body_hash', 'result_id', 'outcomes'])
    .where((e) => e.and(rowOf(actor, ask)))
    .where('created_at', '>=', sql<string>`now() - interval '1 day'`)
    .executeTakeFirst()
  if (!found) return null
  if (!found.body_hash.equals(hashOf(ask))) throw new Refusal('request.key_reused')
  return found.result_id === null ? null : { id: found.result_id, outcomes: Outcomes.parse(found.outcomes) }
}

function rowOf(actor: Actor, { route, key }: Ask) {
  return {
    operator_id: actor.operator.id,
    person_id: actor.person.id,
    organization_id: actor.organization.id,
    route,
    key,
  }
}

function hashOf({ body }: Ask): Buffer {
  return createHash('sha256').update(body).digest()
}

/** Notes what came of the first request. */
export async function rememberResult(tx: Tx, actor: Actor, ask: Ask, { id, outcomes }: FirstResult): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ result_id: id, outcomes: JSON.stringify(outcomes) })
    .where('person_id', '=', actor.person.id)
    .where('organization_id', '=', actor.organization.id)
    .where('route', '=', ask.route)
    .where('key', '=', ask.key)
    .execute()
}
