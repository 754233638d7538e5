import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Endpoint, inOrganization } from '../../api/endpoint.ts'
import { type FieldCode, type FieldProblem, Refusal } from '../platform/errors.ts'

export interface Parsed {
  params: unknown
  query: unknown
  body: unknown
}

/**
 * Parses path, query and body against the endpoint's shapes, after the gates: who may not come in learns nothing of them.
 *
 * @throws Refusal 404 for ids that are none, 400 for the query, 422 for the body with every field named (CUS-2)
 */
export function parseRequest(endpoint: Endpoint, request: FastifyRequest): Parsed {
  const params = endpoint.params.safeParse(without(request.params as object, 'organization'))
  if (!params.success) throw new Refusal('access.not_found')
  // only an organisation can be seen as somebody else
  const given = inOrganization(endpoint) ? without(request.query as object, 'viewAs') : (request.query as object)
  const query = endpoint.query.safeParse(given)
  if (!query.success) throw new Refusal('request.invalid', { fields: fieldsOf(query.error, request.query) })
  const unreadable = Object.entries(given).find(([, value]) => String(value).includes('\u0000'))
  // no text of the database can hold NUL
  if (unreadable) throw new Refusal('request.invalid', { fields: [{ path: unreadable[0], code: 'invalid' }] })
  return { params: params.data, query: query.data, body: parseBody(endpoint, request) }
}

function without(given: object, key: string): object {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== key))
}

const nothing = z.strictObject({})

function parseBody(endpoint: Endpoint, request: FastifyRequest): unknown {
  const text = request.body
  if (endpoint.media === 'multipart' || (!endpoint.body && !text)) return undefined
  if (typeof text !== 'string') throw new Refusal('request.media_type')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal('request.unreadable')
  }
  const body = (endpoint.body ?? nothing).safeParse(value)
  if (!body.success) throw new Refusal('fields.invalid', { fields: fieldsOf(body.error, value) })
  const leftOut = leftOutOf(value)
  if (leftOut !== null) throw new Refusal('fields.invalid', { fields: [{ path: leftOut, code: 'unknown' }] })
  return body.data
}

/** Where a shape with free keys has left one out without a word: `__proto__` can be no key of a record (ACC-16). */
function leftOutOf(value: unknown): string | null {
  // not by recursion: whoever sends a body decides how deep it is
  const inside: [path: string, value: unknown][] = [['', value]]
  for (let next = inside.pop(); next; next = inside.pop()) {
    const [path, found] = next
    if (typeof found !== 'object' || found === null) continue
    for (const [key, part] of Object.entries(found)) {
      const name = path ? `${path}.${key}` : key
      if (key === '__proto__') return name
      inside.push([name, part])
    }
  }
  return null
}

/** What the shapes of the API say by themselves. */
const shapeCodes = ['characters_invalid', 'repeated'] as const satisfies FieldCode[]

/** Every issue of a parse as a problem of a field; unknown keys are refused by name (ACC-16). */
function fieldsOf(error: z.ZodError, given: unknown): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const path = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, code: 'unknown' }))
    }
    if (path && isMissing(given, issue.path)) return [{ path, code: 'missing' }]
    if (issue.code === 'too_small' && issue.minimum === 1 && issue.origin !== 'number')
      return [{ path, code: 'missing' }]
    if (issue.code === 'too_big' && issue.origin === 'string')
      return [{ path, code: 'too_long', vars: { max: Number(issue.maximum) } }]
    if (issue.code === 'invalid_format' && issue.format === 'email') return [{ path, code: 'email_invalid' }]
    if (issue.code === 'custom') {
      const { params } = issue
      return [{ path, code: shapeCodes.find((code) => code === params?.['code']) ?? 'invalid' }]
    }
    return [{ path, code: 'invalid' }]
  })
}

function isMissing(given: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    given,
  )
  return found === undefined
}
