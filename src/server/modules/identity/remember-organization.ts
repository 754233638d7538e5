import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Notes the acting organisation as the one where the next sign-in lands; nothing happens while viewing as somebody. */
export async function rememberOrganization(tx: Tx): Promise<void> {
  await sql`select access.remember_organization()`.execute(tx)
}
