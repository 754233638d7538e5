import { uuidv7 } from 'uuidv7'
import { sql } from 'kysely'
import type { NewCustomer } from '../../../api/customers.ts'
import { type Actor, type Decision, decisionFor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { asColumns, checkFields, refuseLocked, todayFor } from './check-fields.ts'
import { writeLevels } from './write-levels.ts'

/**
 * Creates a customer or prospect (CUS-2). Under `own` the creator becomes its contact, operator staff its account manager
 * (ACC-8a); only who may assign contacts can choose another (CUS-7).
 *
 * @returns id, and whether the creator sees the new record
 * @throws Refusal 422 naming every field; 403 where nothing may be created for this owner
 */
export async function createCustomer(
  tx: Tx,
  actor: Actor,
  services: Services,
  input: NewCustomer,
): Promise<{ id: string; number: string; visible: boolean }> {
  const { owner: chosen, contact, ...given } = input
  const owner = chosen ?? actor.organization.id
  const decision = await mayCreateFor(tx, actor, owner)
  refuseLocked(input, writeLevels(decision, false))
  const values = checkFields({
    given,
    stored: null,
    required: actor.operator.requiredCustomerFields,
    today: todayFor(actor, services.now()),
  })
  const own = decision.visibility === 'own'
  const asManager = own && decision.kind === 'operator'
  const contactId = await contactFor(tx, actor, decision, owner, contact, own && !asManager)
  const id = uuidv7()
  try {
    await tx
      .insertInto('customers')
      .values({
        ...asColumns(values),
        id,
        operator_id: actor.operator.id,
        owner_id: owner,
        contact_id: contactId,
        manager_id: asManager ? actor.person.id : null,
        status: input.status,
        name: values.name ?? input.name,
        created_by: actor.person.id,
        changed_by: actor.person.id,
      })
      .execute()
  } catch (error) {
    throw asRefusal(error)
  }
  return createdCustomer(tx, id)
}

/** What a creation is answered with; read again through today's rights when the request is repeated. */
export async function createdCustomer(tx: Tx, id: string): Promise<{ id: string; number: string; visible: boolean }> {
  const { rows } = await sql<{ number: string }>`select c.number from reach.customers c where c.id = ${id}`.execute(tx)
  return { id, number: rows[0]?.number ?? '', visible: rows.length > 0 }
}

/** ACC-8a, ACC-10: the membership nearest above the owner must hold the permission, and see something. */
async function mayCreateFor(tx: Tx, actor: Actor, owner: string): Promise<Decision> {
  const inScope = await tx
    .selectFrom('reach.organizations')
    .select('id')
    .where('id', '=', owner)
    .where('kind', '<>', 'customer')
    .executeTakeFirst()
  if (!inScope || actor.organization.kind === 'customer')
    throw new Refusal('fields.invalid', { fields: [{ path: 'owner', code: 'unknown' }] })
  const decision = decisionFor(actor, { id: '', ownerId: owner })
  if (!decision.open || !decision.permissions.has('customers.create')) throw new Refusal('access.permission_missing')
  if (decision.visibility === 'none') throw new Refusal('access.visibility_none')
  return decision
}

async function contactFor(
  tx: Tx,
  actor: Actor,
  decision: Decision,
  owner: string,
  asked: string | null | undefined,
  ownOnly: boolean,
): Promise<string | null> {
  const self = actor.person.id
  const wanted = asked ?? (ownOnly ? self : null)
  // ACC-8a: under `own` whoever creates becomes the contact, wherever their membership stands
  if (wanted === null || (ownOnly && wanted === self)) return wanted
  if (wanted !== self && !decision.permissions.has('customers.assign_contact')) {
    throw new Refusal('fields.invalid', { fields: [{ path: 'contact', code: 'contact_not_allowed' }] })
  }
  const { rows } = await sql<{ person_id: string }>`select person_id from access.contact_candidates(${owner})`.execute(
    tx,
  )
  if (rows.some((r) => r.person_id === wanted)) return wanted
  throw new Refusal('fields.invalid', { fields: [{ path: 'contact', code: 'contact_unknown' }] })
}

/** The only constraint a reader can run into is their own external id; it tells nothing of rows they can't see (ACC-12). */
export function asRefusal(error: unknown): unknown {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined
  if (constraint !== 'customers_operator_id_owner_id_external_id_key') return error
  return new Refusal('customers.external_id_taken', { fields: [{ path: 'externalId', code: 'taken' }] })
}
