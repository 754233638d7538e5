import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { hashOfToken } from './tokens.ts'

interface PasswordLink {
  purpose: 'first' | 'replacement'
  name: string
  login: string
  /** that the password must not consist of */
  names: string[]
}

/** What a usable link is for; nothing of a dead or unknown one. Uses nothing up (PPL-3). */
export async function readPasswordLink(tx: Tx, token: string): Promise<PasswordLink | undefined> {
  const { rows } = await sql<PasswordLink>`select * from access.password_link(${hashOfToken(token)})`.execute(tx)
  return rows[0]
}
