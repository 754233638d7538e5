import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { asColumns } from './check-fields.ts'
import type { ValueField } from './fields/read-field.ts'

/** A customer as an import brings it: every value is in its stored form already. */
export interface TakenOver {
  readonly id: string
  readonly values: Readonly<Partial<Record<ValueField, string | null>>>
  readonly contact: string | null
  readonly imported: Readonly<Record<string, string>>
  /** the fields that texts were meant for */
  readonly importedFields: Readonly<Record<string, readonly string[]>>
}

const shape = sql`as r(id uuid, contact_id uuid, external_id text, status text, name text, email text, phone text, website text, street text,
  postal_code text, city text, state text, country text, industry text, vat_id text, customer_since date, imported jsonb, imported_fields jsonb)`

/**
 * Creates many customers of one owner in one statement, and has history say that they were imported (IMP-4). Who may do so is
 * for the caller to ask; the row rule asks again.
 */
export async function insertImported(tx: Tx, actor: Actor, owner: string, rows: readonly TakenOver[]): Promise<void> {
  if (rows.length === 0) return
  await markImport(tx)
  await sql`insert into customers (operator_id, owner_id, created_by, changed_by, id, contact_id, external_id, status, name, email, phone, website, street,
      postal_code, city, state, country, industry, vat_id, customer_since, imported, imported_fields)
    select ${actor.operator.id}, ${owner}, ${actor.person.id}, ${actor.person.id}, r.id, r.contact_id, r.external_id, r.status, r.name, r.email, r.phone,
      r.website, r.street, r.postal_code, r.city, r.state, r.country, r.industry, r.vat_id, r.customer_since, r.imported, r.imported_fields
    from jsonb_to_recordset(${asJson(rows)}::jsonb) ${shape}`.execute(tx)
}

/** Changes many customers of one owner to exactly these values; a contact that is null stays. @returns the revisions since */
export async function updateImported(
  tx: Tx,
  actor: Actor,
  owner: string,
  rows: readonly TakenOver[],
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map()
  await markImport(tx)
  const changed = await sql<{ id: string; revision: number }>`
    update customers c set status = r.status, name = r.name, email = r.email, phone = r.phone, website = r.website, street = r.street,
      postal_code = r.postal_code, city = r.city, state = r.state, country = r.country, industry = r.industry, vat_id = r.vat_id,
      customer_since = r.customer_since, imported = r.imported, imported_fields = r.imported_fields
    from jsonb_to_recordset(${asJson(rows)}::jsonb) ${shape}
    where c.operator_id = ${actor.operator.id} and c.owner_id = ${owner} and c.id = r.id
    returning c.id, c.revision`.execute(tx)
  const pairs = rows.flatMap(({ id, contact }) => (contact ? [{ id, contact }] : []))
  const assigned = await sql<{ id: string; revision: number }>`
    select id, revision from access.import_contacts(${owner}, ${JSON.stringify(pairs)}::jsonb)`.execute(tx)
  return new Map([...changed.rows, ...assigned.rows].map(({ id, revision }) => [id, revision]))
}

// read by the triggers that write history
async function markImport(tx: Tx): Promise<void> {
  await sql`select access.put('import', 't')`.execute(tx)
}

function asJson(rows: readonly TakenOver[]): string {
  return JSON.stringify(
    rows.map(({ id, values, contact, imported, importedFields }) => ({
      ...asColumns(values),
      id,
      contact_id: contact,
      imported,
      imported_fields: importedFields,
    })),
  )
}
