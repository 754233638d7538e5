import { sql } from 'kysely'
import type { z } from 'zod'
import type { CustomerRow } from '../../../api/customers.ts'
import type { Allowed, Named } from '../../../api/shapes.ts'
import { type Actor, type Decision, decisionFor, shareLevelOf } from '../../access/index.ts'
import { runPrepared, type Tx } from '../../platform/db/database.ts'

/** A row of `reach.customers` as screens read it. */
export interface CustomerRecord {
  id: string
  revision: number
  owner_id: string
  contact_id: string | null
  manager_id: string | null
  organization_id: string | null
  number: string
  external_id: string | null
  status: 'customer' | 'prospect'
  name: string
  email: string | null
  phone: string | null
  website: string | null
  street: string | null
  postal_code: string | null
  city: string | null
  state: string | null
  country: string | null
  industry: string | null
  vat_id: string | null
  customer_since: string | null
  created_at: string
  changed_at: string
}

export const recordColumns = sql`c.id, c.revision, c.owner_id, c.contact_id, c.manager_id, c.organization_id, c.number, c.external_id,
  c.status, c.name, c.email, c.phone, c.website, c.street, c.postal_code, c.city, c.state, c.country, c.industry, c.vat_id,
  c.customer_since, c.created_at, c.changed_at`

/** Names of the persons and organisations that some customers refer to; looked up once per page. */
export interface Names {
  person(id: string | null): Named | null
  organization(id: string): Named
}

/** Reads the names that these records need, after the cut to the page. */
export async function namesFor(
  tx: Tx,
  records: (Pick<CustomerRecord, 'owner_id' | 'contact_id' | 'manager_id'> & { changed_by?: string | null })[],
): Promise<Names> {
  const persons = unique(records.flatMap((r) => [r.contact_id, r.manager_id, r.changed_by ?? null]))
  const owners = unique(records.map((r) => r.owner_id))
  const [people, organizations] = await Promise.all([
    persons.length === 0
      ? []
      : runPrepared(
          tx,
          sql<Named>`select person_id as id, name from reach.names where person_id = any (${persons}::uuid[])`,
        ),
    owners.length === 0
      ? []
      : runPrepared(tx, sql<Named>`select id, name from reach.organization_names where id = any (${owners}::uuid[])`),
  ])
  const personNames = new Map(people.map((p) => [p.id, p.name]))
  const organizationNames = new Map(organizations.map((o) => [o.id, o.name]))
  return {
    person: (id) => (id ? { id, name: personNames.get(id) ?? '' } : null),
    organization: (id) => ({ id, name: organizationNames.get(id) ?? '' }),
  }
}

function unique(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))]
}

/** The record as the API shows it; attributes the reader may not read are stripped later, in one place. */
export function presentCustomer(actor: Actor, r: CustomerRecord, names: Names): z.input<typeof CustomerRow> {
  return {
    id: r.id,
    revision: r.revision,
    number: r.number,
    name: r.name,
    externalId: r.external_id,
    status: r.status,
    owner: names.organization(r.owner_id),
    contact: names.person(r.contact_id),
    manager: names.person(r.manager_id),
    street: r.street,
    postalCode: r.postal_code,
    city: r.city,
    state: r.state,
    country: r.country,
    phone: r.phone,
    email: r.email,
    website: r.website,
    industry: r.industry,
    vatId: r.vat_id,
    customerSince: r.customer_since,
    createdAt: r.created_at,
    changedAt: r.changed_at,
    can: customerCan(actor, r),
  }
}

/** The membership that decides this customer (ACC-10). */
export function decisionOfCustomer(actor: Actor, r: Pick<CustomerRecord, 'id' | 'owner_id'>): Decision {
  return decisionFor(actor, { id: r.id, ownerId: r.owner_id })
}

/** ACC-8: what this reader may do with this customer, and if not, why. */
export function customerCan(
  actor: Actor,
  r: Pick<CustomerRecord, 'id' | 'owner_id'>,
): { update: Allowed; assignContact: Allowed; changeStatus: Allowed } {
  const decision = decisionOfCustomer(actor, r)
  const share = shareLevelOf(actor, { id: r.id, ownerId: r.owner_id })
  const writable = (attribute: string) => !decision.hidden.has(attribute) && !decision.readOnly.has(attribute)
  const allow = (permission: string, more: () => string | null): Allowed => {
    const why = actor.viewAs
      ? 'access.view_as_read_only'
      : decision.permissions.has(permission)
        ? more()
        : 'access.permission_missing'
    return why ? { ok: false, why } : { ok: true }
  }
  const locked = () => (!actor.operator.partnerEdits && decision.kind !== 'operator' ? 'access.operator_keeps' : null)
  return {
    update: allow('customers.update', () => (share === 'read' ? 'access.shared_read_only' : locked())),
    assignContact: allow('customers.assign_contact', () =>
      share ? 'access.shared_read_only' : writable('customer.contact') ? null : 'access.attribute_locked',
    ),
    changeStatus: allow('customers.update', () =>
      share ? 'access.shared_read_only' : writable('customer.status') ? locked() : 'access.attribute_locked',
    ),
  }
}
