import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Request } from '../model/decide.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import { unpacked } from '../support/workbook.ts'

export interface Answer {
  status: number
  text: string
  bytes: Buffer
  /** undefined where the reply is no JSON */
  json: unknown
}

interface Asked {
  query?: Record<string, string>
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  body?: object
  revision?: number
}

/** Asks one address below the acting organisation, as one request of a world does. */
export type Ask = (path: string, asked?: Asked) => Promise<Answer>

/** Gives every person of a world a session. */
export async function signInAll(owner: pg.Client, { world, ids }: LoadedWorld): Promise<void> {
  const rows = world.persons.map(({ id }) => ({
    person: ids.of('persons', id),
    hash: tokenHash(ids.of('persons', id)),
  }))
  await owner.query(
    `insert into sessions (person_id, token_hash, device, address, idle_seconds, expires_at)
      select (r ->> 'person')::uuid, decode(r ->> 'hash', 'hex'), 'proof', '127.0.0.1', 86400, now() + interval '1 day'
      from jsonb_array_elements($1) r`,
    [JSON.stringify(rows)],
  )
}

// in a database that lives for one proof, a token may be told from the id
const tokenOf = (person: string) => `proof-${person}`
const tokenHash = (person: string) => createHash('sha256').update(tokenOf(person)).digest('hex')

/** The cookie of a person of a world, once everybody was given a session. */
export const cookieOf = (person: string) => `kontor_session=${tokenOf(person)}`

/**
 * @param handle names the organisation; null: by id
 * @param heard is told every reply
 */
export function asking(
  server: FastifyInstance,
  { world, ids }: LoadedWorld,
  request: Request,
  { handle, heard }: { handle: string | null; heard: (path: string, text: string) => void },
): Ask {
  const { person, organization, viewAs } = request
  const place = handle ?? ids.of('organizations', organization)
  if (!world.persons.some(({ id }) => id === person)) throw new Error(`the world has no ${person}`)
  return async (path, { query = {}, method = 'GET', body, revision } = {}) => {
    const search = new URLSearchParams({
      ...query,
      ...(viewAs !== undefined && { viewAs: ids.of('persons', viewAs) }),
    }).toString()
    const { statusCode, payload, rawPayload, headers } = await server.inject({
      method,
      url: `/api/v1/o/${place}${path}${search && `?${search}`}`,
      headers: {
        cookie: cookieOf(ids.of('persons', person)),
        ...(body && { 'content-type': 'application/json' }),
        ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      },
      ...(body && { payload: JSON.stringify(body) }),
    })
    heard(path, path.endsWith('.xlsx') && statusCode === 200 ? unpacked(rawPayload) : payload)
    const isJson = /^application\/(problem\+)?json/.test(String(headers['content-type']))
    return {
      status: statusCode,
      text: payload,
      bytes: rawPayload,
      json: isJson && payload ? JSON.parse(payload) : undefined,
    }
  }
}
