import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { expect } from 'vitest'
import { z } from 'zod'
import { type Endpoint, inOrganization } from '../../src/api/endpoint.ts'
import { Problem } from '../../src/api/shapes.ts'
import { unpacked } from '../support/workbook.ts'

/** What a request says beside its endpoint. Path parameters that are left out become ids that nothing has. */
export interface Given {
  cookie?: string | undefined
  /** id or handle */
  organization?: string
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  /** instead of a JSON body: as it goes over the wire */
  payload?: string | Buffer
  headers?: Record<string, string>
}

export interface Reply {
  status: number
  /** of a workbook: everything that is packed in it */
  text: string
  bytes: Buffer
  headers: Record<string, unknown>
  /** undefined where the reply is no JSON */
  json: unknown
}

/** The address of an endpoint. */
export function addressOf(endpoint: Endpoint, given: Given): string {
  const { organization = randomUUID(), params = {}, query = {} } = given
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encoded(params[name] ?? (name === 'column' ? 'name' : randomUUID())),
  )
  const search = new URLSearchParams(query).toString()
  const place = inOrganization(endpoint) ? `/o/${encoded(organization)}` : ''
  return `/api/v1${place}${path}${search && `?${search}`}`
}

// half a character has no address
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

// a person has few of these at a time, and tests ask for many as one
const few: ReadonlySet<Endpoint['media']> = new Set(['csv', 'xlsx', 'file', 'multipart'])

/**
 * Calls an endpoint and checks what holds for every reply there is. Where all places or connections are taken it waits, as a client does
 * that heeds Retry-After.
 */
export async function ask(server: FastifyInstance, endpoint: Endpoint, given: Given = {}): Promise<Reply> {
  for (let left = 100; ; left -= 1) {
    const reply = await askOnce(server, endpoint, given)
    const isBusy = reply.status === 503 || (few.has(endpoint.media) && reply.status === 429)
    if (!isBusy || left === 0 || reply.headers['retry-after'] === undefined) return reply
    await pause(50)
  }
}

async function askOnce(server: FastifyInstance, endpoint: Endpoint, given: Given): Promise<Reply> {
  const { cookie, body, payload = body === undefined ? undefined : JSON.stringify(body), headers = {} } = given
  const request: InjectOptions = {
    method: endpoint.method,
    url: addressOf(endpoint, given),
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { payload }),
  }
  const { status, text, bytes, headers: answered } = await injected(server, endpoint, request)
  const isJson = /^application\/(problem\+)?json/.test(String(answered['content-type']))
  const reply: Reply = { status, text, bytes, headers: answered, json: isJson && text ? JSON.parse(text) : undefined }
  const isKept = endpoint.media === 'picture' && status === 200
  expect(answered['cache-control'], `${endpoint.name} ${status} may be kept`).toBe(
    isKept ? 'private, max-age=31536000, immutable' : 'no-store',
  )
  if (status >= 400) expect(problemIn(reply), `${endpoint.name} ${status} is no problem`).toBe('')
  return reply
}

/** A reply that goes on for ever is read as far as its first piece. */
async function injected(
  server: FastifyInstance,
  { media }: Endpoint,
  request: InjectOptions,
): Promise<Pick<Reply, 'status' | 'text' | 'bytes' | 'headers'>> {
  if (media !== 'events') {
    const { statusCode, rawPayload: bytes, headers } = await server.inject(request)
    const text = String(headers['content-type']).includes('spreadsheetml') ? unpacked(bytes) : bytes.toString()
    return { status: statusCode, text, bytes, headers }
  }
  const reply = await server.inject({ ...request, payloadAsStream: true })
  const stream = reply.stream()
  let text = ''
  for await (const piece of stream) {
    text += String(piece)
    if (reply.statusCode === 200) break
  }
  return { status: reply.statusCode, text, bytes: Buffer.from(text), headers: reply.headers }
}

const StrictProblem = z.strictObject(Problem.shape)

/** What is wrong with an error; empty where it is as RFC 9457 and the architecture want it. */
export function problemIn(reply: Omit<Reply, 'bytes'>): string {
  if (!String(reply.headers['content-type']).startsWith('application/problem+json')) return 'wrong content type'
  const read = StrictProblem.safeParse(reply.json)
  if (!read.success) return read.error.message
  const { status, code, title, requestId, fields = [], type } = read.data
  if (status !== reply.status) return 'wrong status'
  if (type !== `urn:kontor:problem:${code}`) return 'wrong type'
  if (requestId !== reply.headers['x-request-id']) return 'wrong request id'
  // a sentence that is missing in a catalogue comes out as its key
  const bare = [title, ...fields.map((field) => field.message)].find((sentence) => !/^\p{L}.* .*[.?]$/u.test(sentence))
  return bare === undefined ? '' : `no sentence: ${bare}`
}

/** The code of an error; undefined for anything else. */
export function codeOf(reply: Reply): string | undefined {
  return Problem.safeParse(reply.json).data?.code
}

/** The fields that an error names, as `path code`. */
export function fieldsOf(reply: Reply): string[] {
  return (Problem.safeParse(reply.json).data?.fields ?? []).map(({ path, code }) => `${path} ${code}`)
}

/** A reply without what differs from request to request. */
export function withoutId(reply: Reply): string {
  return `${reply.status} ${reply.text.replace(/"requestId":"[^"]*"/, '')}`
}
