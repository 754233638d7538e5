import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { valueFields } from '../customers/index.ts'
import type { Lookup, Namesake } from './check-file.ts'
import type { Existing } from './checked-row.ts'
import type { Candidate } from './match-contact.ts'

type Stored = Record<(typeof valueFields)[number], string | null> &
  Pick<Existing, 'id' | 'revision' | 'imported' | 'importedFields'> & {
    contactId: string | null
    contactName: string | null
  }

/**
 * What a check asks about the customers of one owner: a row matches by owner and external id, never by name (IMP-3).
 *
 * @param locked holds what is found until the transaction ends: between looking and writing nobody changes it
 */
export function lookupFor(tx: Tx, actor: Actor, owner: string, locked: boolean): Lookup {
  return {
    existing: (ids) => findExisting(tx, actor, owner, ids, locked),
    namesakes: (names) => findNamesakes(tx, owner, names),
  }
}

async function findExisting(
  tx: Tx,
  actor: Actor,
  owner: string,
  ids: readonly string[],
  locked: boolean,
): Promise<Map<string, Existing>> {
  const { rows } = await sql<Stored>`
    select c.id, c.revision, c.imported, c.imported_fields as "importedFields", c.contact_id as "contactId", (select n.name from reach.names n where n.person_id = c.contact_id) as "contactName",
      c.external_id as "externalId", c.name, c.status, c.email, c.phone, c.website, c.street, c.postal_code as "postalCode", c.city, c.state, c.country,
      c.industry, c.vat_id as "vatId", c.customer_since as "customerSince"
    from customers c
    where c.operator_id = ${actor.operator.id} and c.owner_id = ${owner} and c.external_id = any (${ids}::text[])
    order by c.id ${locked ? sql`for update of c` : sql``}`.execute(tx)
  return new Map(rows.map((row) => [row.externalId ?? '', existingOf(row)]))
}

function existingOf(row: Stored): Existing {
  const contact: Candidate | null = row.contactId === null ? null : { id: row.contactId, name: row.contactName ?? '' }
  return {
    id: row.id,
    revision: row.revision,
    values: Object.fromEntries(valueFields.map((field) => [field, row[field]])),
    contact,
    imported: row.imported,
    importedFields: row.importedFields,
  }
}

async function findNamesakes(
  tx: Tx,
  owner: string,
  names: readonly string[],
): Promise<Map<string, readonly Namesake[]>> {
  const { rows } = await sql<Namesake & { written: string }>`
    select n.name as written, c.id, c.external_id as "externalId", c.street, c.postal_code as "postalCode"
    from (select distinct name from unnest(${names}::text[]) as given(name)) n
    -- name by name through the index: a planner that does not know yet how many the import has made would fold them all
    cross join lateral (select * from reach.customers x
      where x.owner_id = ${owner} and text_collapse(text_fold(x.name)) = text_collapse(text_fold(n.name)) offset 0) c`.execute(
    tx,
  )
  return Map.groupBy(rows, ({ written }) => written)
}
