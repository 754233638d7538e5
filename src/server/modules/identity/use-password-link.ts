import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { hashPassword } from './password-hash.ts'
import { refuseWeak } from './password-rules.ts'
import { readPasswordLink } from './read-password-link.ts'
import { hashOfToken } from './tokens.ts'

/**
 * Sets the password by a link, once (PPL-3): ends all sessions, the old password and every other link. A weak password uses
 * nothing up.
 *
 * @returns the login to sign in with
 * @throws Refusal 410 for a dead link, 422
 */
export async function usePasswordLink(tx: Tx, token: string, password: string): Promise<string> {
  const link = await readPasswordLink(tx, token)
  if (!link) throw new Refusal('identity.link_dead')
  refuseWeak(password, link.names, 'password')
  const hash = await hashPassword(password)
  const { rows } = await sql<{
    login: string | null
  }>`select access.use_password_link(${hashOfToken(token)}, ${hash}) as login`.execute(tx)
  const login = rows[0]?.login
  // the old password or another click was first
  if (!login) throw new Refusal('identity.link_dead')
  return login
}
