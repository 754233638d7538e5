import { sql } from 'kysely'
import type { Me } from '../../../api/identity.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

/**
 * The signed-in person with their memberships, and where sign-in would lead.
 *
 * @param tokenHash of the session, which the door has let in
 */
export async function readMe(tx: Tx, tokenHash: Buffer | null): Promise<Me> {
  const { rows } = await sql<{ me: Me | null }>`select access.me(${tokenHash}) as me`.execute(tx)
  const me = rows[0]?.me
  if (!me) throw new Refusal('session.missing')
  return me
}
