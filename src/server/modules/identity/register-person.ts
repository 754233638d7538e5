import { sql } from 'kysely'
import type { Language } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import { loginFor } from './login.ts'

/**
 * The person of an e-mail address: the one who has an account already, otherwise a new one without password (PPL-1, PPL-7).
 * Name, language and time zone of an existing account stay as they are; a new one begins with those given (PPL-10).
 */
export async function registerPerson(
  tx: Tx,
  given: { name: string; email: string; language: Language; timeZone: string },
): Promise<{ personId: string; existed: boolean }> {
  const { name, email, language, timeZone } = given
  const { rows } = await sql<{ person_id: string; existed: boolean }>`
    select * from access.register_person(${name}, ${email}, ${language}, ${timeZone}, ${loginFor(name, email)})`.execute(
    tx,
  )
  const [row] = rows
  if (!row) throw new Error('access.register_person answers always')
  return { personId: row.person_id, existed: row.existed }
}

/** `active` once the person has set a password: until then an invitation carries a first-password link. */
export async function personStatus(tx: Tx, personId: string): Promise<'invited' | 'active'> {
  const { rows } = await sql<{
    active: boolean | null
  }>`select access.person_has_password(${personId}) as active`.execute(tx)
  return rows[0]?.active ? 'active' : 'invited'
}
