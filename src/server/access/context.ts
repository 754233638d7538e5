import { createHash } from 'node:crypto'
import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../platform/errors.ts'
import { preferred } from '../platform/i18n.ts'
import type { Services } from '../platform/services.ts'
import type { Bare, Base, Implementation } from './implement.ts'

/** The cookie of a session. */
export const cookieName = 'kontor_session'

/** What is done once the transaction is committed. */
export type Afterwards = (() => Promise<void> | void)[]

/** Works a request the way of one gate: for an actor, a person, or anybody. @returns what is sent */
export type Work = (
  implementation: Implementation,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  afterwards: Afterwards,
) => Promise<unknown>

/** The hash of the session cookie, which is all that is ever compared or stored. */
export function tokenHashOf(request: FastifyRequest): Buffer | null {
  const token = request.cookies[cookieName]
  return token ? createHash('sha256').update(token).digest() : null
}

/** The part of the context that does not depend on who asks. */
export function contextOf(services: Services, request: FastifyRequest, parsed: object, afterwards: Afterwards): Bare {
  return {
    ...(parsed as Pick<Base, 'params' | 'query' | 'body'>),
    services,
    visitor: {
      language: preferred(request.headers['accept-language']),
      address: request.ip,
      device: (request.headers['user-agent'] ?? '').slice(0, 300),
      tokenHash: tokenHashOf(request),
    },
    revision: () => revisionOf(request),
    hide: () => undefined,
    after: (work) => afterwards.push(work),
  }
}

function revisionOf(request: FastifyRequest): number {
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '')
  if (!match) throw new Refusal('request.revision_missing')
  return Number(match[1])
}
