import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { refuseWeak } from './password-rules.ts'
import { countTry, refuseWhileClosed } from './throttle.ts'

/**
 * Changes the own password; ends the other sessions and outstanding links (PPL-3).
 *
 * @returns false where the current password was wrong: the try is counted, so the transaction must commit before that is said
 * @throws Refusal 422 for a weak one, 429
 */
export async function changePassword(
  tx: Tx,
  session: { person: string; tokenHash: Buffer | null },
  given: { current: string; next: string },
): Promise<boolean> {
  const { person, tokenHash } = session
  // a stolen session must not become a place to guess
  await refuseWhileClosed(tx, [['account', person]])
  const { rows } = await sql<{
    password_hash: string | null
    names: string[]
  }>`select * from access.own_password(${tokenHash})`.execute(tx)
  const [own] = rows
  if (!own || !(await isPassword(own.password_hash, given.current))) {
    await countTry(tx, [['account', person]])
    return false
  }
  refuseWeak(given.next, own.names, 'next')
  const hash = await hashPassword(given.next)
  const { rows: outcomes } = await sql<{
    done: boolean
  }>`select access.change_own_password(${tokenHash}, ${own.password_hash}, ${hash}) as done`.execute(tx)
  // a link was used meanwhile, which ended this session
  if (!outcomes[0]?.done) throw new Refusal('session.missing')
  return true
}
