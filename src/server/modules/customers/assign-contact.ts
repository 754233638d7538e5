import { sql } from 'kysely'
import type { Named } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { readCustomer } from './customer-detail.ts'
import { customerCan, decisionOfCustomer } from './customer-row.ts'
import { findCustomer } from './find-customer.ts'

type Outcome =
  | { status: 200; revision: number; visible: boolean; before: string | null; manager: string | null }
  | { status: 403 | 404 | 409 | 422 }

/**
 * Assigns the partner contact (CUS-7). The row may leave the writer's sight: a definer function checks the right first.
 * The account manager is told.
 *
 * @throws Refusal 404, 403, 409 with what stands now, 422 where the person can't be contact of this owner
 */
export async function assignContact(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  revision: number,
  contact: string | null,
): Promise<{ visible: boolean; contact: Named | null; revision: number }> {
  const record = await findCustomer(tx, id)
  const { assignContact: allowed } = customerCan(actor, record)
  if (!allowed.ok)
    throw new Refusal(
      allowed.why === 'access.shared_read_only' ? 'access.shared_read_only' : 'access.permission_missing',
    )
  const { rows } = await sql<{
    outcome: Outcome
  }>`select access.assign_contact(${id}, ${contact}, ${revision}) as outcome`.execute(tx)
  const outcome = rows[0]?.outcome
  if (!outcome || outcome.status === 404) throw new Refusal('access.not_found')
  if (outcome.status === 403) throw new Refusal('access.permission_missing')
  if (outcome.status === 409) {
    const { body, changedBy } = await readCustomer(tx, actor, id)
    throw new Refusal('request.revision_stale', {
      current: { ...body, changedBy },
      vars: { name: changedBy?.name ?? '' },
    })
  }
  if (outcome.status === 422) {
    throw new Refusal('customers.contact_not_possible', { fields: [{ path: 'contact', code: 'contact_unknown' }] })
  }
  if (outcome.status !== 200) throw new Error('access.assign_contact answered something else')
  await emit(tx, services, {
    operatorId: actor.operator.id,
    kind: 'customer.contact_assigned',
    payload: { customerId: id, authorId: actor.person.id },
  })
  return { visible: outcome.visible, revision: outcome.revision, contact: await named(tx, contact) }
}

/** What a repeated assignment is answered with: what stands now, or, where the customer is out of sight, what was asked (CUS-7). */
export async function assignedContact(
  tx: Tx,
  actor: Actor,
  id: string,
  asked: { revision: number; contact: string | null },
): Promise<{ visible: boolean; contact: Named | null; revision: number }> {
  const { rows } = await sql<{ owner_id: string; contact_id: string | null; revision: number }>`
    select c.owner_id, c.contact_id, c.revision from customers c where c.id = ${id}`.execute(tx)
  const [now] = rows
  if (!now) return { visible: false, contact: await named(tx, asked.contact), revision: asked.revision + 1 }
  const { hidden } = decisionOfCustomer(actor, { id, owner_id: now.owner_id })
  const shown = hidden.has('customer.contact') ? null : now.contact_id
  return { visible: true, contact: await named(tx, shown), revision: now.revision }
}

async function named(tx: Tx, contact: string | null): Promise<Named | null> {
  const names = contact
    ? await tx.selectFrom('reach.names').select('name').where('person_id', '=', contact).executeTakeFirst()
    : undefined
  return contact ? { id: contact, name: names?.name ?? '' } : null
}
