import { sql } from 'kysely'
import type { QueryOf, ResultOf } from '../../../api/endpoint.ts'
import type { customerForm } from '../../../api/customers.ts'
import type { Named } from '../../../api/shapes.ts'
import { type Actor, decisionFor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

type Form = ResultOf<typeof customerForm>

const mostShown = 200

/** What the dialog for a new customer needs (CUS-2): required fields, for whom one may create, and possible contacts. */
export async function readForm(
  tx: Tx,
  actor: Actor,
  { owner: chosen, q, contact }: QueryOf<typeof customerForm>,
): Promise<Form> {
  const required = ['name', ...actor.operator.requiredCustomerFields]
  const [first] = chosen ? await findOwner(tx, chosen) : await owners(tx, actor, undefined)
  if (chosen && !first) throw new Refusal('access.not_found')
  if (!first) return { required, owners: [], moreOwners: false, contacts: [], moreContacts: false, mayAssign: false }
  const found = mayChooseOwner(actor) ? await owners(tx, actor, q) : []
  const shown = [first, ...found.filter(({ id }) => id !== first.id)]
  return {
    required,
    owners: shown.slice(0, mostShown),
    moreOwners: shown.length > mostShown,
    ...(await contactsFor(tx, actor, first.id, contact)),
  }
}

async function contactsFor(
  tx: Tx,
  actor: Actor,
  owner: string,
  q: string | undefined,
): Promise<Pick<Form, 'contacts' | 'moreContacts' | 'mayAssign'>> {
  const { permissions, hidden, readOnly } = decisionFor(actor, { id: '', ownerId: owner })
  if (hidden.has('customer.contact') || readOnly.has('customer.contact'))
    return { contacts: [], moreContacts: false, mayAssign: false }
  const self = await candidates(tx, owner, { person: actor.reader })
  if (!permissions.has('customers.assign_contact')) return { contacts: self, moreContacts: false, mayAssign: false }
  const found = await candidates(tx, owner, { q })
  const contacts = [...self, ...found.filter(({ id }) => id !== actor.reader)]
  return { contacts: contacts.slice(0, mostShown), moreContacts: contacts.length > mostShown, mayAssign: true }
}

// ACC-16: where the owner can't be written, it is the acting organisation
function mayChooseOwner(actor: Actor): boolean {
  return !actor.decisions.some(({ hidden, readOnly }) => hidden.has('customer.owner') || readOnly.has('customer.owner'))
}

const creatable = sql`(o.id = any (access.ids('create_ids')) or (access.flag('create_everywhere') and o.kind <> 'customer'))`

async function owners(tx: Tx, actor: Actor, q: string | undefined): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select o.id, o.name from reach.organizations o where ${creatable} and ${named(q, sql`o.name`)}
    order by o.id = ${actor.organization.id} desc, o.name limit ${mostShown + 1}`.execute(tx)
  return rows
}

async function findOwner(tx: Tx, id: string): Promise<Named[]> {
  const { rows } =
    await sql<Named>`select o.id, o.name from reach.organizations o where ${creatable} and o.id = ${id}`.execute(tx)
  return rows
}

/** Active members of the owning site or its parent partner (CUS-7), by name. */
export async function contactCandidates(tx: Tx, owner: string, q: string | undefined): Promise<Named[]> {
  return (await candidates(tx, owner, { q })).slice(0, mostShown)
}

async function candidates(tx: Tx, owner: string, of: { q?: string | undefined; person?: string }): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select person_id as id, name from access.contact_candidates(${owner})
    where ${of.person ? sql`person_id = ${of.person}` : named(of.q, sql`name`)} order by name limit ${mostShown + 1}`.execute(
    tx,
  )
  return rows
}

function named(q: string | undefined, name: ReturnType<typeof sql>) {
  const search = q?.trim().replaceAll(/[\\%_]/g, '\\$&')
  return search ? sql`text_search(${name}) like '%' || text_collapse(text_fold(${search})) || '%'` : sql`true`
}
