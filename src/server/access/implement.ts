import type { FastifyRequest } from 'fastify'
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '../../api/endpoint.ts'
import type { Language } from '../../api/shapes.ts'
import type { Tx } from '../platform/db/database.ts'
import type { Services } from '../platform/services.ts'
import type { Actor } from './actor.ts'

/** What every handler is given. */
export interface Base {
  params: unknown
  query: unknown
  body: unknown
  tx: Tx
  services: Services
  visitor: {
    language: Language
    /** network address, behind a trusted proxy the forwarded one */
    address: string
    device: string
    /** of the session cookie, if there is one */
    tokenHash: Buffer | null
  }
  /** for uploads */
  request: FastifyRequest
  /** The version of `If-Match`. @throws Refusal 428 where the header is missing */
  revision: () => number
  /** Strips these attributes from the reply instead of those hidden in lists: a detail page uses the row's own (ACC-10). */
  hide: (attributes: ReadonlySet<string>) => void
  /** Runs once the transaction is committed. */
  after: (work: () => Promise<void> | void) => void
}

interface Parsed<E extends Endpoint> {
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
}
type Typed<E extends Endpoint> = Omit<Base, keyof Parsed<E>> & Parsed<E>

interface WithSession {
  /** Sets the session cookie, or takes it away. `maxAge` in seconds. */
  setSession: (token: string | null, maxAge?: number) => void
}
export type PublicContext<E extends Endpoint> = Typed<E> & WithSession
export type PersonContext<E extends Endpoint> = Typed<E> & WithSession & { person: string; session: string }
export type ActorContext<E extends Endpoint> = Typed<E> & { actor: Actor }

/** A reply that is written while rows are read: CSV. */
export interface Streamed {
  status: 200
  stream: AsyncIterable<string>
  type: string
  fileName: string
}

export type Answer = { status: number; body?: unknown; etag?: number; resultId?: string } | Streamed
/** `resultId`: what a repeat with the same idempotency key is answered from. */
type AnswerFor<E extends Endpoint> = (AnswerOf<E> & Exclude<Answer, Streamed>) | Streamed

/** An endpoint with its handler; the context it gets is always made for its own gate and shapes. */
export interface Implementation {
  endpoint: Endpoint
  gate: 'public' | 'person' | 'actor'
  run(context: Base): Promise<Answer>
  repeat?: ((context: Base, id: string) => Promise<Answer>) | undefined
}

function registered<C extends object>(
  endpoint: Endpoint,
  gate: Implementation['gate'],
  run: (context: C) => Promise<Answer>,
  repeat?: (context: C, id: string) => Promise<Answer>,
): Implementation {
  const expected = endpoint.can === 'public' || endpoint.can === 'person' ? endpoint.can : 'actor'
  if (expected !== gate) throw new Error(`${endpoint.name} has the gate ${endpoint.can}`)
  // the stair makes the context that this gate and these shapes promise; the registry can't say so in types
  const as = (context: Base) => context as Base & C
  return { endpoint, gate, run: (context) => run(as(context)), repeat: repeat && ((context, id) => repeat(as(context), id)) }
}

/**
 * Implements an endpoint of an organisation: the actor has entered, gates are passed, the request is parsed.
 *
 * @param repeat how a repeated request with the same idempotency key is answered, by the id of the first result
 */
export function implement<E extends Endpoint>(
  endpoint: E,
  run: (context: ActorContext<E>) => Promise<AnswerFor<E>>,
  repeat?: (context: ActorContext<E>, id: string) => Promise<AnswerFor<E>>,
): Implementation {
  return registered(endpoint, 'actor', run, repeat)
}

/** Implements an endpoint for a signed-in person, outside of organisations. */
export function implementForPerson<E extends Endpoint>(endpoint: E, run: (context: PersonContext<E>) => Promise<AnswerFor<E>>): Implementation {
  return registered(endpoint, 'person', run)
}

/** Implements an endpoint for everybody. */
export function implementPublic<E extends Endpoint>(endpoint: E, run: (context: PublicContext<E>) => Promise<AnswerFor<E>>): Implementation {
  return registered(endpoint, 'public', run)
}
