import { sql } from 'kysely'
import type { invitePerson as endpoint } from '../../../api/organizations.ts'
import type { BodyOf } from '../../../api/endpoint.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { registerPerson } from '../identity/index.ts'
import { type Answer, orRefuse } from './answer.ts'

/**
 * Invites somebody with roles and visibility (PPL-7). An address that has an account gets a further membership, which the
 * person accepts; who invites does not learn which of the two it was.
 *
 * @returns the membership
 * @throws Refusal 404, 403; 422 people.role_not_yours (ACC-7); 409 people.already_member
 */
export async function invitePerson(
  tx: Tx,
  actor: Actor,
  services: Services,
  input: BodyOf<typeof endpoint>,
): Promise<string> {
  const { name, email, roles, visibility, organization = actor.organization.id } = input
  const { language } = actor.person
  const { timeZone } = actor.operator
  const { personId } = await registerPerson(tx, { name, email, language, timeZone })
  const { rows } = await sql<{ answer: Answer & { id: string } }>`
    select access.invite(${organization}, ${personId}, ${name}, ${visibility}, ${roles}::uuid[]) as answer`.execute(tx)
  const { id } = orRefuse(rows[0]?.answer)
  await emit(tx, services, { operatorId: actor.operator.id, kind: 'membership.invited', payload: { membershipId: id } })
  return id
}
