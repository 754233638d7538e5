import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { type Answer, orRefuse } from './answer.ts'
import { moveAssignments } from './ports.ts'

/**
 * Removes somebody, or withdraws an invitation (PPL-7).
 *
 * @param successor the person who takes over; null: nobody
 * @throws Refusal 404, 403; 409 people.last_administrator; 422 people.successor_invalid
 */
export async function removeMember(tx: Tx, id: string, successor: string | null): Promise<void> {
  const { rows } = await sql<{ answer: Answer & { person: string; organization: string } }>`
    select access.remove_member(${id}, ${successor}) as answer`.execute(tx)
  const { person, organization } = orRefuse(rows[0]?.answer)
  await moveAssignments(tx, { person, organizationId: organization, successor })
}
