import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { type Answer, orRefuse } from './answer.ts'
import { moveAssignments } from './ports.ts'

/**
 * A person leaves an organisation, or declines an invitation (PPL-7). Nobody is asked for a successor: the customers stay
 * without contact, for the administrators to assign.
 *
 * @throws Refusal 404; 409 people.last_administrator
 */
export async function leaveOrganization(
  tx: Tx,
  services: Services,
  person: string,
  membershipId: string,
): Promise<void> {
  const { rows } = await sql<{
    answer: Answer & { operator: string; organization: string; before: 'invited' | 'active' }
  }>`
    select access.leave_organization(${person}, ${membershipId}) as answer`.execute(tx)
  const { operator, organization, before } = orRefuse(rows[0]?.answer)
  if (before === 'invited') return
  // nobody is entered here: the customers are written as the operator's machinery does, by the person who leaves
  await sql`select access.enter_system(${operator}), access.put('author', ${person}),
    access.put('acting', ${organization}), access.put('home', ${organization})`.execute(tx)
  await moveAssignments(tx, services, { operatorId: operator, person, organizationId: organization, successor: null })
}
