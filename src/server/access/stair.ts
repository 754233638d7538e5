import type { FastifyReply, FastifyRequest } from 'fastify'
import { gateOf, isDownload } from '../../api/endpoint.ts'
import { Id } from '../../api/shapes.ts'
import { Refusal } from '../platform/errors.ts'
import { makeScratch } from '../platform/files/scratch.ts'
import type { Services } from '../platform/services.ts'
import { type Actor, hiddenInLists, may } from './actor.ts'
import { type Afterwards, contextOf, tokenHashOf, type Work } from './context.ts'
import { type Credentials, within } from './door.ts'
import { type Ask, earlierResult, firstResult, rememberResult } from './idempotency.ts'
import type { Answer, Base, Implementation } from './implement.ts'
import { parseRequest } from './parse.ts'
import { receiveFile, uploads } from './receive.ts'
import { send } from './send.ts'
import { downloads, isStreamed, Later, sendOpen } from './stream.ts'
import { asPerson, asVisitor, asVisitorOutside } from './visitors.ts'

/** Runs one request up the stair: enter, gates, parse, work, strip. Answers come in the order 401, 404, 403, 400/422. */
export async function climb(
  implementation: Implementation,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const afterwards: Afterwards = []
  const run = { public: asVisitor, outside: asVisitorOutside, person: asPerson, actor: asActor }[implementation.gate]
  const result = await run(implementation, services, request, reply, afterwards)
  for (const work of afterwards) await work()
  return result instanceof Later ? result.send() : result
}

const asActor: Work = async (implementation, services, request, reply, afterwards) => {
  const { endpoint } = implementation
  const gate = gateOf(endpoint.can)
  const tokenHash = tokenHashOf(request)
  if (!tokenHash) throw new Refusal('session.missing')
  const query = request.query as Record<string, unknown>
  const credentials: Credentials = {
    tokenHash,
    organization: (request.params as { organization: string }).organization,
    module: gate.module,
    across: endpoint.across && query['across'] === 'memberships',
    viewAs: query['viewAs'] === undefined ? null : subjectOf(query['viewAs']),
  }
  const reading = endpoint.method === 'get'
  const enter: Enter = (readOnly, work) =>
    within(services.database, credentials, readOnly, async (tx, actor, acrossRefused) => {
      passGates(actor, gate, reading)
      if (acrossRefused) throw new Refusal('access.across_refused')
      let hidden = hiddenInLists(actor)
      const hide = (attributes: ReadonlySet<string>) => {
        hidden = attributes
      }
      const context = { ...contextOf(services, request, parseRequest(endpoint, request), afterwards), tx, actor, hide }
      return work(context, (answer) => send(endpoint, answer, hidden, reply, services))
    })
  if (implementation.open) {
    await enter(true, async () => undefined)
    return sendOpen(await implementation.open(credentials), reply)
  }
  if (implementation.begin) return inTwo({ ...implementation, begin: implementation.begin }, enter, request, services)
  return enter(reading, (context, tell) => {
    const work = async () => tell(await once(implementation, context, request))
    return isDownload(endpoint) ? downloads.hold(context.actor.person.id, work) : work()
  })
}

type Entered = Base & { actor: Actor }
/** Opens a transaction, passes the gates, parses and works; `tell` makes an answer the reply. */
type Enter = <T>(
  readOnly: boolean,
  work: (context: Entered, tell: (answer: Answer) => unknown) => Promise<T>,
) => Promise<T>

/** Runs a request in two transactions: who asks, and whether they may; then the write. Between them it holds no connection. */
async function inTwo(
  implementation: Implementation & Required<Pick<Implementation, 'begin'>>,
  enter: Enter,
  request: FastifyRequest,
  services: Services,
): Promise<unknown> {
  const first = await enter(true, async (context, tell) => {
    const repeated = await repetition(implementation, context, request)
    if (repeated) return { reply: tell(repeated) }
    return { begun: await implementation.begin(context), person: context.actor.person.id }
  })
  if ('reply' in first) return first.reply
  const write = (run: Implementation['run']) =>
    enter(false, async (context, tell) => tell(await once({ ...implementation, run }, context, request)))
  const { begun, person } = first
  if ('write' in begun) return write(begun.write)
  return uploads.hold(person, async () => {
    const { path: folder, remove } = await makeScratch(services.config)
    try {
      const receive = (mostBytes: number) => receiveFile(request, services, { folder, mostBytes })
      return await write(await begun.between({ services, folder, receive }))
    } finally {
      await remove()
    }
  })
}

/** ACC-5, ACC-10: a closed module does not exist; a missing permission is said. */
function passGates(actor: Actor, gate: ReturnType<typeof gateOf>, reading: boolean): void {
  if (gate.module && !actor.decisions.some((d) => d.open)) throw new Refusal('access.module_closed')
  if (gate.permission && !may(actor, gate.permission)) throw new Refusal('access.permission_missing')
  if (actor.viewAs && !reading) throw new Refusal('access.view_as_read_only')
}

/** How a repeat is answered where the endpoint does not say it: only where there is nothing to say. */
function repeatOf({ endpoint, repeat }: Implementation): Implementation['repeat'] {
  const saysNothing = endpoint.method !== 'get' && endpoint.replies[204] === null
  return repeat ?? (saysNothing ? async () => ({ status: 204, body: null }) : undefined)
}

/** The `Idempotency-Key` of a write that can be repeated, and what it asks for. */
function askOf(implementation: Implementation, context: Base, request: FastifyRequest): Ask | undefined {
  const key = request.headers['idempotency-key']
  if (!repeatOf(implementation) || typeof key !== 'string') return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refusal('request.invalid', { fields: [{ path: 'Idempotency-Key', code: 'invalid' }] })
  return { route: implementation.endpoint.name, key, body: JSON.stringify([context.params, context.body]) }
}

/** The answer to a request that has been answered before; a repeat is not begun again. */
async function repetition(implementation: Implementation, context: Entered, request: FastifyRequest) {
  const ask = askOf(implementation, context, request)
  const first = ask && (await earlierResult(context.tx, context.actor, ask))
  return first && repeatOf(implementation)?.(context, first.id, first.outcomes)
}

/** Runs a write once for its key. Its result is the record it tells, or else the one of its path. */
async function once(implementation: Implementation, context: Entered, request: FastifyRequest): Promise<Answer> {
  const { tx, actor } = context
  const repeat = repeatOf(implementation)
  const ask = askOf(implementation, context, request)
  if (!repeat || !ask) return implementation.run(context)
  const first = await firstResult(tx, actor, ask)
  if (first) return repeat(context, first.id, first.outcomes)
  const answer = await implementation.run(context)
  const [ofPath] = Object.values(context.params as Record<string, string>)
  if (isStreamed(answer) || 'json' in answer || 'picture' in answer) return answer
  const { resultId = ofPath, outcomes = [] } = answer
  if (resultId) await rememberResult(tx, actor, ask, { id: resultId, outcomes })
  return answer
}

function subjectOf(value: unknown): string {
  const id = Id.safeParse(value)
  if (!id.success) throw new Refusal('access.organization_not_found')
  return id.data
}
