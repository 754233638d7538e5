import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { type Answer, orRefuse } from './answer.ts'
import { moveAssignments } from './ports.ts'

/**
 * Removes somebody, or withdraws an invitation (PPL-7).
 *
 * @param successor the person who takes over; null: nobody
 * @throws Refusal 404, 403 (people.member_not_yours: a role that the actor may not take away, ACC-7); 409 people.last_administrator; 422 people.successor_invalid
 */
export async function removeMember(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  successor: string | null,
): Promise<void> {
  const { rows } = await sql<{
    answer: Answer & { person: string; organization: string; before: 'invited' | 'active' }
  }>`
    select access.remove_member(${id}, ${successor}) as answer`.execute(tx)
  const { person, organization, before } = orRefuse(rows[0]?.answer)
  // who never accepted was responsible for nothing here
  if (before === 'invited') return
  await moveAssignments(tx, services, {
    operatorId: actor.operator.id,
    person,
    organizationId: organization,
    successor,
  })
}
