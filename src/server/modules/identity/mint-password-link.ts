import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { hashOfToken, makeToken } from './tokens.ts'

/**
 * Makes a password link and ends earlier ones (PPL-2, PPL-3): single use, 7 days for a first password, 24 hours for a replacement.
 * Only its hash is stored; the link is `${config.url}/password#<token>`.
 *
 * @param purpose a person who has a password gets a replacement link in any case
 * @param origin the invitation that using the link accepts (absent: all that are open), and the mail that carries it, whose
 *   earlier tries stay usable
 */
export async function mintPasswordLink(
  tx: Tx,
  personId: string,
  purpose: 'first' | 'replacement',
  origin: { membershipId?: string | undefined; mailId?: string | undefined } = {},
): Promise<string> {
  const token = makeToken()
  const { rows } = await sql<{ made: boolean }>`
    select access.mint_password_link(${personId}, ${purpose}, ${hashOfToken(token)}, ${origin.membershipId ?? null}, ${origin.mailId ?? null}) as made`.execute(
    tx,
  )
  if (!rows[0]?.made) throw new Error('no link: the person is gone, or the mail is superseded')
  return token
}
