import '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import type { Database, Tx } from '../platform/db/database.ts'
import { Refusal } from '../platform/errors.ts'
import type { Services } from '../platform/services.ts'
import { contextOf, cookieName, tokenHashOf, type Work } from './context.ts'
import { parseRequest } from './parse.ts'
import { send } from './send.ts'

/** Whoever has a session, in no organisation. */
export const asPerson: Work = async (implementation, services, request, reply, afterwards) => {
  const hash = tokenHashOf(request)
  if (!hash) throw new Refusal('session.missing')
  return services.database.outside(async (tx) => {
    const { rows } = await sql<{ person_id: string; id: string }>`select * from access.session(${hash})`.execute(tx)
    const [session] = rows
    if (!session) throw new Refusal('session.missing')
    const parsed = parseRequest(implementation.endpoint, request)
    const context = {
      ...contextOf(services, request, parsed, afterwards),
      tx,
      setSession: sessionSetter(services, reply),
      person: session.person_id,
      session: session.id,
    }
    return send(implementation.endpoint, await implementation.run(context), new Set(), reply, services)
  })
}

/** Anybody, in a transaction. */
export const asVisitor: Work = async (implementation, services, request, reply, afterwards) => {
  const parsed = parseRequest(implementation.endpoint, request)
  return withoutActor(services.database, async (tx) => {
    const context = {
      ...contextOf(services, request, parsed, afterwards),
      tx,
      setSession: sessionSetter(services, reply),
    }
    return send(implementation.endpoint, await implementation.run(context), new Set(), reply, services)
  })
}

/** Anybody, where the work opens its own transactions. */
export const asVisitorOutside: Work = async (implementation, services, request, reply, afterwards) => {
  const parsed = parseRequest(implementation.endpoint, request)
  const context = { ...contextOf(services, request, parsed, afterwards), setSession: sessionSetter(services, reply) }
  return send(implementation.endpoint, await implementation.run(context), new Set(), reply, services)
}

/** A refusal of a public endpoint still commits: failed sign-ins count (PPL-4). */
async function withoutActor<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await database.outside(async (tx): Promise<{ value: T } | { refused: Refusal }> => {
    try {
      return { value: await work(tx) }
    } catch (error) {
      if (error instanceof Refusal) return { refused: error }
      throw error
    }
  })
  if ('refused' in result) throw result.refused
  return result.value
}

function sessionSetter(services: Services, reply: FastifyReply) {
  const secure = !/^http:\/\/(localhost|127\.|\[::1\])/.test(services.config.url)
  return (token: string | null, maxAge?: number) => {
    const options = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const
    if (token) void reply.setCookie(cookieName, token, { ...options, ...(maxAge && { maxAge }) })
    else void reply.clearCookie(cookieName, options)
  }
}
