import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import type { Request } from '../model/decide.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import type { Disagreement } from './facts.ts'
import { asking } from './http-door.ts'
import type { Question } from './why-model.ts'

type Said = Pick<Disagreement, 'channel' | 'model' | 'says'>

const Detail = z.object({
  writable: z.array(z.string()),
  can: z.record(z.string(), z.object({ ok: z.boolean(), why: z.string().optional() })),
})

/** Where an answer of `why` is not what policies, reach view and server give the person it is about. */
export async function channelsOf(
  { server, runtime }: { server: FastifyInstance; runtime: pg.Client },
  loaded: LoadedWorld,
  { request, question, said }: { request: Request; question: Question; said: string },
): Promise<Said[]> {
  const { customer, person, place } = question
  // as entered: the request itself
  const theirs: Request = place === null ? request : { person, organization: place }
  const visible = said.startsWith('visible') ? 'visible' : 'hidden'
  const rows = await rowsOf(runtime, loaded, theirs, loaded.ids.of('customers', customer.id))
  const answer = await serverSays(server, loaded, theirs, question)
  return [
    { channel: 'policies', says: rows.policy ? 'visible' : 'hidden', model: visible },
    { channel: 'reach', says: rows.reach ? 'visible' : 'hidden', model: visible },
    { channel: 'HTTP', says: answer, model: said.includes('stopped') ? 'no' : 'yes' },
  ].filter(({ says, model }) => says !== model)
}

async function rowsOf(runtime: pg.Client, { ids }: LoadedWorld, request: Request, customer: string) {
  const { person, organization, across = false, viewAs } = request
  await runtime.query('begin')
  try {
    await runtime.query('select access.enter_person($1, $2, $3, $4, $5)', [
      ids.of('persons', person),
      ids.of('organizations', organization),
      'customers',
      across,
      viewAs === undefined ? null : ids.of('persons', viewAs),
    ])
    const { rows } = await runtime.query<{ policy: boolean; reach: boolean }>(
      `select exists (select from customers where id = $1) as policy, exists (select from reach.customers where id = $1) as reach`,
      [customer],
    )
    return rows[0] ?? { policy: false, reach: false }
  } finally {
    await runtime.query('rollback')
  }
}

/** Whether the server gives the person what was asked for: the record, the attribute, the action, or both in one. */
async function serverSays(
  server: FastifyInstance,
  loaded: LoadedWorld,
  request: Request,
  { customer, attribute, action }: Question,
): Promise<string> {
  const ask = asking(server, loaded, request, { handle: null, heard: () => undefined })
  const query: Record<string, string> = request.across ? { across: 'memberships' } : {}
  const { status, json } = await ask(`/customers/${loaded.ids.of('customers', customer.id)}`, { query })
  if (status !== 200) return 'no'
  const { can, writable } = Detail.parse(json)
  const read = attribute === undefined || Reflect.has(json as object, attribute)
  const asked = action === 'update' && attribute === 'status' ? 'changeStatus' : action
  const acts = asked === undefined || can[asked]?.ok === true
  const writes = action !== 'update' || attribute === undefined || writable.includes(attribute)
  return read && acts && writes ? 'yes' : 'no'
}
