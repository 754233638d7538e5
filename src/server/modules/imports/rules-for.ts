import { sql } from 'kysely'
import { importFields } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { todayFor } from '../customers/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Rules } from './checked-row.ts'
import { readsColumns } from './import-can.ts'
import type { Column } from './match-columns.ts'
import { type Candidate, ContactBook } from './match-contact.ts'
import { mayImport } from './may-import.ts'

/**
 * The rules by which a file is checked for this person, as they are now (ACC-4).
 *
 * @throws Refusal 403
 */
export async function rulesFor(
  tx: Tx,
  actor: Actor,
  owner: string,
  columns: readonly Column[],
  now: Date,
): Promise<Rules> {
  const decision = mayImport(actor, owner)
  if (!readsColumns(decision, columns)) throw new Refusal('imports.not_allowed')
  const { rows: contacts } = await sql<Candidate>`
    select person_id as id, name from access.contact_candidates(${owner})`.execute(tx)
  const attributes = [...importFields, 'imported']
  return {
    columns,
    required: new Set(actor.operator.requiredCustomerFields),
    hidden: new Set(attributes.filter((key) => decision.hidden.has(`customer.${key}`))),
    writable: new Set(
      attributes.filter((key) => !decision.hidden.has(`customer.${key}`) && !decision.readOnly.has(`customer.${key}`)),
    ),
    contacts: new ContactBook(contacts),
    mayCreate: decision.permissions.has('customers.create'),
    mayUpdate:
      decision.permissions.has('customers.update') && (actor.operator.partnerEdits || decision.kind === 'operator'),
    mayAssignContact: decision.permissions.has('customers.assign_contact'),
    self: actor.person.id,
    today: todayFor(actor, now),
  }
}
