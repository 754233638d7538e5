import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { asColumns } from './check-fields.ts'
import type { ValueField } from './fields/read-field.ts'

/** What a customer held before an import changed it. */
export interface ImageBefore {
  readonly id: string
  readonly values: Readonly<Partial<Record<ValueField, string | null>>>
  /** whether the import set the partner contact, too */
  readonly contactChanged: boolean
  readonly imported: Readonly<Record<string, string>>
}

/**
 * Gives customers back what an import changed, and has history say so (IMP-5). Who may do so is for the caller to ask; the row
 * rule asks again. The fields that texts were meant for stay noted: the history still holds these texts, hidden with the field.
 *
 * @returns the revisions since
 */
export async function restoreImported(
  tx: Tx,
  actor: Actor,
  of: { import: string; owner: string },
  rows: readonly ImageBefore[],
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map()
  await markUndo(tx)
  const contacts = rows.filter(({ contactChanged }) => contactChanged).map(({ id }) => id)
  const assigned = await sql<{ id: string }>`
    select id from access.restore_imported_contacts(${of.import}, ${contacts}::uuid[])`.execute(tx)
  const given = new Set(assigned.rows.map(({ id }) => id))
  const whole = rows.filter(({ id, contactChanged }) => !contactChanged || given.has(id))
  const images = whole.map(({ id, values, imported }) => ({ ...asColumns(values), id, imported }))
  const { rows: changed } = await sql<{ id: string; revision: number }>`
    update customers c set status = r.status, name = r.name, external_id = r.external_id, email = r.email, phone = r.phone, website = r.website,
      street = r.street, postal_code = r.postal_code, city = r.city, state = r.state, country = r.country, industry = r.industry,
      vat_id = r.vat_id, customer_since = r.customer_since, imported = r.imported
    from jsonb_to_recordset(${JSON.stringify(images)}::jsonb) as r(id uuid, external_id text, status text, name text, email text, phone text,
      website text, street text, postal_code text, city text, state text, country text, industry text, vat_id text, customer_since date, imported jsonb)
    where c.operator_id = ${actor.operator.id} and c.owner_id = ${of.owner} and c.id = r.id
    returning c.id, c.revision`.execute(tx)
  return new Map(changed.map(({ id, revision }) => [id, revision]))
}

/** Removes customers that an import created and nobody has touched since (IMP-5). @returns those that are gone */
export async function removeImported(tx: Tx, importId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select access.remove_imported(${importId}, ${ids}::uuid[]) as id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

// read by the triggers that write history
async function markUndo(tx: Tx): Promise<void> {
  await sql`select access.put('import', 't'), access.put('undo', 't')`.execute(tx)
}
