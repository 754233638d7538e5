import { sql } from 'kysely'
import type { Me } from '../../../api/identity.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readMe } from '../identity/index.ts'
import { type Answer, orRefuse } from './answer.ts'

/**
 * A person accepts an invitation to a further organisation (PPL-7); accepting twice is accepting.
 *
 * @throws Refusal 404
 */
export async function acceptMembership(
  tx: Tx,
  person: string,
  membershipId: string,
  tokenHash: Buffer | null,
): Promise<Me> {
  const { rows } = await sql<{
    answer: Answer
  }>`select access.accept_membership(${person}, ${membershipId}) as answer`.execute(tx)
  orRefuse(rows[0]?.answer)
  return readMe(tx, tokenHash)
}
