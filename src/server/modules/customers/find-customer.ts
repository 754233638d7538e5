import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { type CustomerRecord, recordColumns } from './customer-row.ts'

/**
 * Finds a customer through the actor: a foreign one does not exist (ACC-12).
 *
 * @throws Refusal 404
 */
export async function findCustomer(tx: Tx, id: string): Promise<CustomerRecord & { imported: Record<string, string> }> {
  const { rows } = await sql<CustomerRecord & { imported: Record<string, string> }>`
    select ${recordColumns}, c.imported from customers c where c.id = ${id}`.execute(tx)
  const [record] = rows
  if (!record) throw new Refusal('access.not_found')
  return record
}
