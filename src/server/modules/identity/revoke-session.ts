import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

/** Ends one of the own sign-ins (PPL-6). @throws Refusal 404 */
export async function revokeSession(tx: Tx, tokenHash: Buffer | null, sessionId: string): Promise<void> {
  const { rows } = await sql<{
    done: boolean
  }>`select access.end_own_session(${tokenHash}, ${sessionId}) as done`.execute(tx)
  if (!rows[0]?.done) throw new Refusal('access.not_found')
}
