import { sql } from 'kysely'
import type { Named } from '../../../api/shapes.ts'
import { type Actor, decisionFor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

interface Form {
  required: string[]
  owners: Named[]
  contacts: Named[]
  mayAssign: boolean
}

/** What the dialog for a new customer needs (CUS-2): required fields, for whom one may create, and possible contacts. */
export async function readForm(tx: Tx, actor: Actor, chosen: string | undefined): Promise<Form> {
  const { rows: owners } = await sql<Named>`
    select o.id, o.name from reach.organizations o
    where o.id = any (access.ids('create_ids')) or (access.flag('create_everywhere') and o.kind <> 'customer')
    order by o.id = ${actor.organization.id} desc, o.name limit 500`.execute(tx)
  const owner = chosen ?? owners[0]?.id
  if (!owner || !owners.some((o) => o.id === owner)) {
    if (chosen) throw new Refusal('access.not_found')
    return { required: required(actor), owners, contacts: [], mayAssign: false }
  }
  const decision = decisionFor(actor, { id: '', ownerId: owner })
  const mayAssign = decision.permissions.has('customers.assign_contact')
  const contacts = await contactCandidates(tx, owner, undefined)
  return { required: required(actor), owners, contacts: mayAssign ? contacts : contacts.filter((c) => c.id === actor.reader), mayAssign }
}

/** Active members of the owning site or its parent partner (CUS-7), by name. */
export async function contactCandidates(tx: Tx, owner: string, q: string | undefined): Promise<Named[]> {
  const search = q?.trim().replaceAll(/[\\%_]/g, '\\$&')
  const { rows } = await sql<Named>`
    select person_id as id, name from access.contact_candidates(${owner})
    where ${search ? sql`text_search(name) like '%' || text_collapse(text_fold(${search})) || '%'` : sql`true`}
    order by name limit 200`.execute(tx)
  return rows
}

function required(actor: Actor): string[] {
  return ['name', ...actor.operator.requiredCustomerFields]
}
