import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { withinSystem } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { personStatus } from '../identity/index.ts'
import type { Template } from './mail-facts.ts'
import { mailQueue } from './mail-queue.ts'

interface Draft {
  personId: string
  organizationId: string
  template: Template
  params: Record<string, string>
}

type Listener = (tx: Tx, payload: unknown) => Promise<Draft[]>

const id = z.uuid()

/** What is told, and to whom. Whether the recipient may have it is asked again when the mail is sent. */
const listeners: Readonly<Record<string, Listener>> = {
  'membership.invited': async (tx, payload) => {
    const { membershipId } = z.object({ membershipId: id }).parse(payload)
    const invited = await membership(tx, membershipId)
    return invited?.status === 'invited' ? [await invitation(tx, invited)] : []
  },

  'password_link.requested': async (tx, payload) => {
    const { membershipId } = z.object({ personId: id, membershipId: id }).parse(payload)
    const found = await membership(tx, membershipId)
    if (!found || found.status === 'ended') return []
    const invited = found.status === 'invited' && (await personStatus(tx, found.person_id)) === 'invited'
    if (invited) return [await invitation(tx, found)]
    return [{ personId: found.person_id, organizationId: found.organization_id, template: 'password_link', params: {} }]
  },

  'membership.visibility_raised': async (tx, payload) => {
    const { membershipId } = z.object({ membershipId: id }).parse(payload)
    const raised = await membership(tx, membershipId)
    // ACC-9 is about one's own: what an administrator gives to others is everyday work
    if (!raised || raised.changed_by !== raised.person_id) return []
    const others = await tx
      .selectFrom('memberships as m')
      .innerJoin('membership_roles as mr', (on) =>
        on.onRef('mr.operator_id', '=', 'm.operator_id').onRef('mr.membership_id', '=', 'm.id'),
      )
      .innerJoin('roles as r', (on) =>
        on.onRef('r.operator_id', '=', 'mr.operator_id').onRef('r.id', '=', 'mr.role_id'),
      )
      .select('m.person_id')
      .distinct()
      .where('m.organization_id', '=', raised.organization_id)
      .where('m.status', '=', 'active')
      .where('m.person_id', '<>', raised.person_id)
      .where((e) => e(e.val('people.manage'), '=', e.fn.any('r.permissions')))
      .execute()
    return others.map(({ person_id }) => ({
      personId: person_id,
      organizationId: raised.organization_id,
      template: 'visibility_raised',
      params: { membershipId },
    }))
  },

  'customer.contact_assigned': async (tx, payload) => {
    const { customerId, authorId } = z.object({ customerId: id, authorId: id.optional() }).parse(payload)
    const customer = await tx
      .selectFrom('customers')
      .select('manager_id')
      .where('id', '=', customerId)
      .executeTakeFirst()
    if (!customer?.manager_id || customer.manager_id === authorId) return []
    const manager = await tx
      .selectFrom('memberships')
      .select(['person_id', 'organization_id'])
      .where('person_id', '=', customer.manager_id)
      .where('status', '=', 'active')
      .orderBy((e) => e('organization_id', '=', e.ref('operator_id')), 'desc')
      .executeTakeFirst()
    if (!manager) return []
    return [
      {
        personId: manager.person_id,
        organizationId: manager.organization_id,
        template: 'contact_assigned',
        params: { customerId },
      },
    ]
  },

  'import.ended': managersTold,
  'import.undone': managersTold,
  'customers.assignments_moved': managersTold,
}

/** CUS-7: one mail for each account manager and batch; which customers it names is asked when it is sent. */
async function managersTold(tx: Tx, payload: unknown): Promise<Draft[]> {
  const { batchId } = z.object({ batchId: id }).parse(payload)
  const { rows } = await sql<Pick<Draft, 'personId' | 'organizationId'>>`
    select person_id as "personId", organization_id as "organizationId" from access.managers_told(${batchId})`.execute(
    tx,
  )
  return rows.map((manager) => ({ ...manager, template: 'contacts_assigned', params: { batchId } }))
}

/**
 * Turns an event into mails, of which none holds a link (NTF-3): queued, or kept where there is no mail server. An event that is
 * worked off twice writes the same mails once.
 */
export async function writeMails(services: Services, operatorId: string, eventId: string): Promise<void> {
  const { database, config, jobs } = services
  await withinSystem(database, operatorId, async (tx) => {
    const event = await tx
      .selectFrom('outbox')
      .select(['kind', 'payload', 'at'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    const listener = event && listeners[event.kind]
    if (!listener) return
    for (const { personId, organizationId, template, params } of await listener(tx, event.payload)) {
      const mail = mailId(eventId, personId)
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('mails')
        .values({
          operator_id: operatorId,
          id: mail,
          organization_id: organizationId,
          person_id: personId,
          template,
          params,
          status: config.smtpUrl ? 'queued' : 'kept',
          // whoever signed in since does not want its link any more (PPL-3)
          created_at: event.at,
        })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows && config.smtpUrl) await jobs.send(tx, mailQueue, { operator: operatorId, mail })
    }
  })
}

async function membership(tx: Tx, membershipId: string) {
  return tx
    .selectFrom('memberships')
    .select(['id', 'person_id', 'organization_id', 'status', 'changed_by'])
    .where('id', '=', membershipId)
    .executeTakeFirst()
}

async function invitation(tx: Tx, invited: { id: string; person_id: string; organization_id: string }): Promise<Draft> {
  const known = (await personStatus(tx, invited.person_id)) === 'active'
  return {
    personId: invited.person_id,
    organizationId: invited.organization_id,
    template: known ? 'invitation_to_further' : 'invitation',
    params: { membershipId: invited.id },
  }
}

/** The same for the same event and recipient, and sorted by the time of the event, as every id. */
function mailId(eventId: string, personId: string): string {
  const hash = createHash('sha256').update(`${eventId}:${personId}`).digest('hex')
  return `${eventId.slice(0, 13)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
