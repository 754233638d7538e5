import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { type Answer, orRefuse } from './answer.ts'

/**
 * Sends an invitation again, or a password link to an active member (PPL-7, PPL-8); earlier links end when the new one is
 * made, which happens when its mail is written (PPL-3).
 *
 * @throws Refusal 404, 403
 */
export async function resendLink(tx: Tx, actor: Actor, services: Services, membershipId: string): Promise<void> {
  const { rows } = await sql<{ answer: Answer & { person: string; before: 'invited' | 'active' } }>`
    select access.note_link_sent(${membershipId}) as answer`.execute(tx)
  const { person, before } = orRefuse(rows[0]?.answer)
  const operatorId = actor.operator.id
  if (before === 'invited')
    return emit(tx, services, { operatorId, kind: 'membership.invited', payload: { membershipId } })
  return emit(tx, services, {
    operatorId,
    kind: 'password_link.requested',
    payload: { personId: person, membershipId },
  })
}
