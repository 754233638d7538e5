import { createHash, randomBytes } from 'node:crypto'
import { openPortal, type Portal } from './portal.ts'

/** A portal with a short way in, for tests that are not about signing in. */
export interface TestServer extends Portal {
  /** A session of the person with this login, without a password: the value of the header `cookie`. */
  signIn(login: string): Promise<string>
}

/** Starts a portal, not listening. */
export async function startTestServer(): Promise<TestServer> {
  const portal = await openPortal()
  // nothing but the demo and the set-up needs an empty installation
  await portal.owner.query(`update installation set state = 'ready'`)
  const signIn = async (login: string) => {
    const token = randomBytes(32).toString('base64url')
    const { rowCount } = await portal.owner.query(
      `insert into sessions (person_id, token_hash, device, address, idle_seconds, expires_at)
         select id, $2, 'test', '127.0.0.1', 86400, now() + interval '1 day' from persons where login = lower($1)`,
      [login, createHash('sha256').update(token).digest()],
    )
    if (rowCount !== 1) throw new Error(`nobody has the login ${login}`)
    return `kontor_session=${token}`
  }
  return { ...portal, signIn }
}
