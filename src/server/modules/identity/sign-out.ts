import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Ends the session of this browser. */
export async function signOut(tx: Tx, tokenHash: Buffer | null): Promise<void> {
  await sql`select access.sign_out(${tokenHash})`.execute(tx)
}
