import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { countOrWait, countTry } from './throttle.ts'
import { hashOfToken } from './tokens.ts'

interface Placed {
  operator_id: string
  person_id: string
  membership_id: string
}

/**
 * Asks for a replacement link by login name or address (PPL-2). Whether there is anybody is not told.
 *
 * @throws Refusal 429
 */
export async function requestPasswordLink(tx: Tx, services: Services, login: string, address: string): Promise<void> {
  await countTry(tx, [
    ['link', login],
    ['link_address', address],
  ])
  const { rows } = await sql<Placed>`select * from access.request_password_link(${login})`.execute(tx)
  await tell(tx, services, rows[0])
}

/**
 * Asks for a new link in place of a dead one, for the same person at the same address (PPL-3).
 *
 * @throws Refusal 429
 */
export async function renewPasswordLink(tx: Tx, services: Services, token: string, address: string): Promise<void> {
  await countTry(tx, [
    ['link', token],
    ['link_address', address],
  ])
  const { rows } = await sql<Placed>`select * from access.renew_password_link(${hashOfToken(token)})`.execute(tx)
  await tell(tx, services, rows[0])
}

/** Waits until as much time has passed as a request takes at most, so that its time does not tell whether a mail goes out. */
export function levelTime(): () => Promise<void> {
  const end = performance.now() + 300
  return () => pause(Math.max(0, end - performance.now()))
}

async function tell(tx: Tx, services: Services, placed: Placed | undefined): Promise<void> {
  if (!placed) return
  const { operator_id: operatorId, person_id: personId, membership_id: membershipId } = placed
  // whichever of their names was typed; not said, for it would tell that two names are one person's
  if ((await countOrWait(tx, [['link_person', personId]])) > 0) return
  await emit(tx, services, { operatorId, kind: 'password_link.requested', payload: { personId, membershipId } })
}
