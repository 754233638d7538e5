import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

/** What is counted: tries at a person or an unknown account, tries from a network address, and links asked for (PPL-4). */
type Kind = 'person' | 'account' | 'address' | 'link' | 'link_person' | 'link_address'
type Key = readonly [kind: Kind, subject: string]

/**
 * The keys of a sign-in, in the order in which access.sign_in locks them. A person counts once, by whichever of their names was
 * typed; an unknown login by what was typed, so that it is throttled alike.
 */
export function signInKeys(login: string, personId: string | undefined, address: string): Key[] {
  return [['address', address], personId === undefined ? ['account', login] : ['person', personId]]
}

/** @throws Refusal 429 while one of the keys is closed */
export async function refuseWhileClosed(tx: Tx, keys: readonly Key[]): Promise<void> {
  for (const [kind, subject] of keys) {
    const { rows } = await sql<{ wait: number }>`select access.throttle_wait(${kind}, ${subject}) as wait`.execute(tx)
    refuseIf(rows[0]?.wait ?? 0)
  }
}

/** Counts a try under each key. @throws Refusal 429 where one of them has closed meanwhile */
export async function countTry(tx: Tx, keys: readonly Key[]): Promise<void> {
  refuseIf(await countOrWait(tx, keys))
}

/** Counts a try under each key; tells for how many seconds one of them is closed, 0: none. */
export async function countOrWait(tx: Tx, keys: readonly Key[]): Promise<number> {
  const waits: number[] = []
  for (const [kind, subject] of keys) {
    const { rows } = await sql<{ wait: number }>`select access.throttle_count(${kind}, ${subject}) as wait`.execute(tx)
    waits.push(rows[0]?.wait ?? 0)
  }
  return Math.max(...waits)
}

/** @throws Refusal 429 with `Retry-After`, unless there is nothing to wait for */
export function refuseIf(waitSeconds: number): void {
  if (waitSeconds <= 0) return
  throw new Refusal('request.too_many', { retryAfter: waitSeconds, vars: { count: Math.ceil(waitSeconds / 60) } })
}
