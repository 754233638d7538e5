import { sql } from 'kysely'
import type { BodyOf } from '../../../api/endpoint.ts'
import type { changeMembership as endpoint } from '../../../api/organizations.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { type Answer, orRefuse } from './answer.ts'
import { readPerson } from './person-row.ts'

/**
 * Changes roles and visibility, one's own included; a raised visibility is told to the other administrators (ACC-9).
 *
 * @throws Refusal 404, 403 (people.member_not_yours: a role that the actor does not hand out, ACC-7); 409 with what stands now; 409 people.last_administrator (PPL-7); 422 people.role_not_yours (ACC-7)
 */
export async function changeMembership(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  revision: number,
  change: BodyOf<typeof endpoint>,
): Promise<void> {
  const { rows } = await sql<{ answer: Answer & { raised: boolean | null } }>`
    select access.change_membership(${id}, ${revision}, ${change.roles ?? null}::uuid[], ${change.visibility ?? null}) as answer`.execute(
    tx,
  )
  const answer = rows[0]?.answer
  if (answer?.code === 'request.revision_stale')
    throw new Refusal(answer.code, { current: await readPerson(tx, actor, id) })
  if (orRefuse(answer).raised) {
    await emit(tx, services, {
      operatorId: actor.operator.id,
      kind: 'membership.visibility_raised',
      payload: { membershipId: id },
    })
  }
}
