import type { Readable } from 'node:stream'
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf, UploadEndpoint } from '../../api/endpoint.ts'
import type { Language } from '../../api/shapes.ts'
import type { Tx } from '../platform/db/database.ts'
import type { Services } from '../platform/services.ts'
import type { Actor } from './actor.ts'
import type { Credentials } from './door.ts'
import type { ItemOutcome } from './bulk.ts'
import type { ReceivedFile } from './receive.ts'

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

/** A reply that is a file: a table that is written while rows are read, or one that is kept. */
export interface Streamed {
  status: 200
  stream: AsyncIterable<string | Uint8Array> | Iterable<Uint8Array>
  type: string
  fileName: string
  /** shown by the browser rather than saved */
  shown?: boolean
}

/** A reply that is a picture, which is read once the transaction has ended: no store of files may hold a connection. */
export interface Pictured {
  status: 200
  picture: () => Promise<Uint8Array>
  type: string
}

/** A reply that is JSON already, made of what the reader may read and nothing else. */
export interface Finished {
  status: 200
  json: string
}

/** `resultId` and, of a bulk request, `outcomes`: what a repeat with the same idempotency key is answered from. */
export type Answer =
  | { status: number; body?: unknown; etag?: number; resultId?: string; outcomes?: readonly ItemOutcome[] }
  | Whole
type Whole = Streamed | Pictured | Finished
type AnswerFor<E extends Endpoint> = (AnswerOf<E> & Exclude<Answer, Whole>) | Whole

/** The context of a handler that opens its transactions itself. */
export type Bare = Omit<Base, 'tx'>
type OutsideContext<E extends Endpoint> = Omit<PublicContext<E>, 'tx'>

/** What a request has while it holds no connection. */
interface Between {
  services: Services
  /** of this machine; removed when the request is answered */
  folder: string
}
interface Receiving extends Between {
  /** Receives the file. @throws Refusal 400, 408, 413, 415, 422, 503 */
  receive: () => Promise<ReceivedFile>
}
/** What the stair gives to both kinds. */
interface Given extends Between {
  receive: (mostBytes: number) => Promise<ReceivedFile>
}
type Write<C> = (context: C) => Promise<Answer>

/** What a request in two transactions goes on with: the second one, at once or after what needs no connection. */
export type Begun<C = Bare, G = Given> = { write: Write<C> } | { between: (given: G) => Promise<Write<C>> }

/** An endpoint with its handler; the context it gets is always made for its own gate and shapes. */
export interface Implementation {
  endpoint: Endpoint
  /** `outside`: for everybody, and without a transaction around it */
  gate: 'public' | 'outside' | 'person' | 'actor'
  run(context: Bare): Promise<Answer>
  /** The first of two transactions, in place of `run`. */
  begin?: ((context: Bare) => Promise<Begun>) | undefined
  repeat?: ((context: Base, id: string, outcomes: readonly ItemOutcome[]) => Promise<Answer>) | undefined
  /** Opens a reply that goes on after the transaction has ended. */
  open?: ((credentials: Credentials) => Promise<Readable>) | undefined
}

function registered<C extends object>(
  endpoint: Endpoint,
  gate: Implementation['gate'],
  run: (context: C) => Promise<Answer>,
  repeat?: (context: C, id: string, outcomes: readonly ItemOutcome[]) => Promise<Answer>,
): Implementation {
  const expected = endpoint.can === 'public' || endpoint.can === 'person' ? endpoint.can : 'actor'
  if (expected !== (gate === 'outside' ? 'public' : gate))
    throw new Error(`${endpoint.name} has the gate ${endpoint.can}`)
  // the stair makes the context that this gate and these shapes promise; the registry can't say so in types
  const as = (context: Bare) => context as Bare & C
  return {
    endpoint,
    gate,
    run: (context) => run(as(context)),
    repeat: repeat && ((context, id, outcomes) => repeat(as(context), id, outcomes)),
  }
}

/**
 * Implements an endpoint of an organisation: the actor has entered, gates are passed, the request is parsed.
 *
 * @param repeat how a repeated request with the same idempotency key is answered, by the id of the first result and, of a bulk request, what became of its items
 */
export function implement<E extends Endpoint>(
  endpoint: E,
  run: (context: ActorContext<E>) => Promise<AnswerFor<E>>,
  repeat?: (context: ActorContext<E>, id: string, outcomes: readonly ItemOutcome[]) => Promise<AnswerFor<E>>,
): Implementation {
  return registered(endpoint, 'actor', run, repeat)
}

/** Implements an endpoint for a signed-in person, outside of organisations. */
export function implementForPerson<E extends Endpoint>(
  endpoint: E,
  run: (context: PersonContext<E>) => Promise<AnswerFor<E>>,
): Implementation {
  return registered(endpoint, 'person', run)
}

/** Implements an endpoint for everybody. */
export function implementPublic<E extends Endpoint>(
  endpoint: E,
  run: (context: PublicContext<E>) => Promise<AnswerFor<E>>,
): Implementation {
  return registered(endpoint, 'public', run)
}

/**
 * Implements an endpoint for everybody whose handler opens its transactions itself: one around it would hold a connection
 * while it asks for others, and enough of those at once would wait for each other for ever.
 */
export function implementOutside<E extends Endpoint>(
  endpoint: E,
  run: (context: OutsideContext<E>) => Promise<AnswerFor<E>>,
): Implementation {
  return registered(endpoint, 'outside', run)
}

/**
 * Implements an endpoint in two transactions, between which files are read: what is slow to read holds no connection.
 *
 * @param begin refuses who may not, and writes nothing; what it goes on with must ask again, with the rights of then
 */
export function implementInTwo<E extends Endpoint>(
  endpoint: E,
  begin: (context: ActorContext<E>) => Promise<Begun<ActorContext<E>, Between>>,
  repeat?: (context: ActorContext<E>, id: string, outcomes: readonly ItemOutcome[]) => Promise<AnswerFor<E>>,
): Implementation {
  return begunFirst(endpoint, begin, ({ services, folder }) => ({ services, folder }), repeat)
}

/** Implements an upload, as `implementInTwo` does: whoever is slow, or sends what is slow to read, holds no connection. */
export function implementUpload<E extends UploadEndpoint>(
  endpoint: E,
  begin: (context: ActorContext<E>) => Promise<Begun<ActorContext<E>, Receiving>>,
): Implementation {
  return begunFirst(endpoint, begin, ({ receive, ...given }) => ({
    ...given,
    receive: () => receive(endpoint.mostBytes),
  }))
}

function begunFirst<E extends Endpoint, G>(
  endpoint: E,
  begin: (context: ActorContext<E>) => Promise<Begun<ActorContext<E>, G>>,
  give: (given: Given) => G,
  repeat?: (context: ActorContext<E>, id: string, outcomes: readonly ItemOutcome[]) => Promise<AnswerFor<E>>,
): Implementation {
  const run = () => Promise.reject(new Error(`${endpoint.name} is begun, not run`))
  // as in `registered`
  const as = (context: Bare) => context as Bare & ActorContext<E>
  return {
    ...registered(endpoint, 'actor', run, repeat),
    begin: async (first) => {
      const begun = await begin(as(first))
      if ('write' in begun) return { write: (context) => begun.write(as(context)) }
      return {
        between: async (given) => {
          const write = await begun.between(give(given))
          return (context) => write(as(context))
        },
      }
    },
  }
}

/** Implements an endpoint whose reply goes on: gates are passed in a transaction of their own, which the stream does not hold. */
export function implementOpen(
  endpoint: Endpoint,
  open: (credentials: Credentials) => Promise<Readable>,
): Implementation {
  const run = () => Promise.reject(new Error(`${endpoint.name} is opened, not run`))
  return { ...registered(endpoint, 'actor', run), open }
}
