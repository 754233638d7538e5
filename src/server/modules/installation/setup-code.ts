import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

// without letters and digits that look alike
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes the one-time code of the set-up, which start prints; earlier ones end. Also ends a loading of the demo that was
 * interrupted.
 *
 * @returns null where the installation is in use, or its demo is being loaded
 */
export async function newSetupCode(database: Database): Promise<string | null> {
  const code = [0, 1, 2]
    .map(() => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(''))
    .join('-')
  const { rows } = await database.outside((tx) =>
    sql<{ renewed: boolean }>`select access.renew_setup_code(${hashOf(code)}) as renewed`.execute(tx),
  )
  return rows[0]?.renewed ? code : null
}

/**
 * Compares a code; ten wrong ones end it until the next start. A wrong one counts even if the request is refused, so the
 * transaction must commit.
 *
 * @returns why it is refused: 409 installation.not_empty; 403 installation.code_wrong, installation.code_dead
 */
export async function tryCode(tx: Tx, code: string): Promise<Refusal | null> {
  const { rows } = await sql<{ answer: string }>`select access.try_setup_code(${hashOf(code)}) as answer`.execute(tx)
  const answer = rows[0]?.answer
  if (answer === 'ok') return null
  if (answer === 'not_empty') return new Refusal('installation.not_empty')
  const reason = answer === 'dead' ? 'code_dead' : 'code_wrong'
  return new Refusal(`installation.${reason}`, { fields: [{ path: 'code', code: reason }] })
}

function hashOf(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest()
}
