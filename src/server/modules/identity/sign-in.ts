import { sql } from 'kysely'
import type { Named } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { isPassword } from './password-hash.ts'
import { countTry, refuseIf, refuseWhileClosed, signInKeys } from './throttle.ts'
import { hashOfToken, makeToken } from './tokens.ts'

interface Visitor {
  address: string
  device: string
  /** of a session this browser has already; it ends */
  tokenHash: Buffer | null
}

interface SignedIn {
  token: string
  /** in seconds */
  maxAge: number
  person: Named
  /** handle of the organisation last used */
  landing: string | null
}

type Outcome = { person: Named; landing: string | null } | { wait: number }

/**
 * Signs in with e-mail address or login name and password (PPL-1). Ends outstanding password links (PPL-3).
 *
 * @throws Refusal 401, the same and after the same time for unknown logins, wrong passwords and accounts without one; 429
 */
export async function signIn(
  tx: Tx,
  { config }: Services,
  visitor: Visitor,
  given: { login: string; password: string },
): Promise<SignedIn> {
  const { rows } = await sql<{ person_id: string; password_hash: string | null }>`
    select * from access.sign_in_candidate(${given.login})`.execute(tx)
  const [candidate] = rows
  const keys = signInKeys(given.login, candidate?.person_id, visitor.address)
  await refuseWhileClosed(tx, keys)
  if (!(await isPassword(candidate?.password_hash ?? null, given.password)) || !candidate) return refuse(tx, keys)
  const token = makeToken()
  const { rows: outcomes } = await sql<{ outcome: Outcome }>`
    select access.sign_in(${candidate.person_id}, ${candidate.password_hash}, ${visitor.address}, ${hashOfToken(token)},
      ${visitor.tokenHash}, ${visitor.device}, ${config.sessionIdleHours * 3600}, ${config.sessionAbsoluteDays}) as outcome`.execute(
    tx,
  )
  const outcome = outcomes[0]?.outcome ?? { wait: 0 }
  if ('wait' in outcome) {
    refuseIf(outcome.wait)
    // a link was used while the password was compared: it is the old one now
    return refuse(tx, keys)
  }
  return { ...outcome, token, maxAge: config.sessionAbsoluteDays * 86_400 }
}

async function refuse(tx: Tx, keys: ReturnType<typeof signInKeys>): Promise<never> {
  await countTry(tx, keys)
  throw new Refusal('session.wrong')
}
