import { sql } from 'kysely'
import type { z } from 'zod'
import type { updateMe as endpoint } from '../../../api/identity.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

/**
 * Changes the own name, login name, language and time zone (PPL-1, PPL-10); absent keeps.
 *
 * @throws Refusal 422; 409 where somebody else has the login name: the one thing that tells of others (ACC-12)
 */
export async function updateMe(tx: Tx, tokenHash: Buffer | null, change: z.infer<typeof endpoint.body>): Promise<void> {
  const { name, login, language, timeZone } = change
  // without an @, a login is never taken for somebody's address
  if (login !== undefined && !/^[a-z0-9][a-z0-9._-]*$/i.test(login)) {
    throw new Refusal('fields.invalid', { fields: [{ path: 'login', code: 'login_invalid' }] })
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new Refusal('fields.invalid', { fields: [{ path: 'timeZone', code: 'time_zone_invalid' }] })
  }
  const { rows } = await sql<{ done: boolean }>`
    select access.change_me(${tokenHash}, ${name ?? null}, ${login ?? null}, ${language ?? null}, ${timeZone ?? null}) as done`.execute(
    tx,
  )
  if (!rows[0]?.done) throw new Refusal('identity.login_taken', { fields: [{ path: 'login', code: 'login_taken' }] })
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
