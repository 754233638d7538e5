import { sql } from 'kysely'
import type { z } from 'zod'
import type { BulkResult, Language } from '../../api/shapes.ts'
import type { Tx } from '../platform/db/database.ts'
import { Refusal, type RefusalCode } from '../platform/errors.ts'
import { refusalWords } from '../platform/http/problem.ts'

/** What became of one item of a bulk request. */
export interface ItemOutcome {
  id: string
  /** null: done */
  code: RefusalCode | null
}

/**
 * Runs a verb for each item of a bulk request (LST-8): by the rule of the single one, behind a savepoint of its own, so that
 * one that is refused leaves the others alone. What is no refusal undoes them all.
 *
 * @returns what became of each, in the order asked for
 */
export async function forEachItem<I extends { id: string }>(
  tx: Tx,
  items: readonly I[],
  verb: (item: I) => Promise<void>,
): Promise<ItemOutcome[]> {
  const outcomes = new Map<string, ItemOutcome>()
  // two batches at once lock their rows in the same order
  for (const item of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    outcomes.set(item.id, { id: item.id, code: await attempt(tx, () => verb(item)) })
  }
  return items.flatMap(({ id }) => outcomes.get(id) ?? [])
}

async function attempt(tx: Tx, work: () => Promise<void>): Promise<RefusalCode | null> {
  await sql`savepoint item`.execute(tx)
  try {
    await work()
    await sql`release savepoint item`.execute(tx)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint item`.execute(tx)
    await sql`release savepoint item`.execute(tx)
    return error.code
  }
}

/** The reply of a bulk request; `revisions` are of the records that the reader sees now. */
export function bulkResult(
  outcomes: readonly ItemOutcome[],
  language: Language,
  revisions: ReadonlyMap<string, number> = new Map(),
): z.input<typeof BulkResult> {
  return {
    items: outcomes.map(({ id, code }) => {
      const revision = revisions.get(id)
      const now = revision === undefined ? {} : { revision }
      return code === null
        ? { id, ok: true, ...now }
        : { id, ok: false, code, message: refusalWords(code, language), ...now }
    }),
  }
}
