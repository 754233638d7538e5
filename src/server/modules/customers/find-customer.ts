import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { type CustomerRecord, recordColumns } from './customer-row.ts'
import type { ImportedTexts } from './imported-texts.ts'

/**
 * Finds a customer through the actor: a foreign one does not exist (ACC-12).
 *
 * @throws Refusal 404
 */
export async function findCustomer(tx: Tx, id: string): Promise<CustomerRecord & ImportedTexts> {
  const { rows } = await sql<CustomerRecord & ImportedTexts>`
    select ${recordColumns}, c.imported, c.imported_fields from customers c where c.id = ${id}`.execute(tx)
  const [record] = rows
  if (!record) throw new Refusal('access.not_found')
  return record
}
