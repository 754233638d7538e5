import { sql } from 'kysely'
import { runPrepared, type Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { type CustomerRecord, recordColumns } from './customer-row.ts'
import type { ImportedTexts } from './imported-texts.ts'

type FoundCustomer = CustomerRecord & ImportedTexts & { changed_by: string | null }

/**
 * Finds a customer through the actor: a foreign one does not exist (ACC-12).
 *
 * @throws Refusal 404
 */
export async function findCustomer(tx: Tx, id: string): Promise<FoundCustomer> {
  const [record] = await runPrepared(
    tx,
    sql<FoundCustomer>`
    select ${recordColumns}, c.changed_by, c.imported, c.imported_fields from customers c where c.id = ${id}`,
  )
  if (!record) throw new Refusal('access.not_found')
  return record
}
