import type { HTTPMethods } from 'fastify'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Endpoint, inOrganization } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { Problem } from '../../src/api/shapes.ts'
import { serverFixture } from '../support/fixtures.ts'
import { addressOf, ask, codeOf, fieldsOf, type Given, problemIn } from './ask.ts'
import { makeRegistryWorld, type RegistryWorld } from './registry-world.ts'
import { sampleOf } from './sample.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let home: RegistryWorld
let known: Given

beforeAll(async () => {
  home = await makeRegistryWorld(server.owner, { mark: 'Nordlicht' })
  const cookie = await server.signIn(home.staff.login)
  known = { cookie, organization: home.operator.handle, params: home.ids }
})

const writes = endpoints.filter(({ method }) => method !== 'get')
const withBody = endpoints.filter(({ body }) => body)

test('an unknown query key is refused by name', async () => {
  for (const endpoint of endpoints) {
    for (const key of ['unbekannt', '__proto__', 'constructor', 'Limit']) {
      const reply = await ask(server.server, endpoint, { ...known, query: { [key]: '1' } })
      expect.soft([reply.status, codeOf(reply)], `${endpoint.name} ${key}`).toEqual([400, 'request.invalid'])
      expect.soft(fieldsOf(reply), endpoint.name).toEqual([`${key} unknown`])
    }
  }
})

test('ACC-10 across is a query key where rows of several memberships may be asked for, and nowhere else', async () => {
  for (const endpoint of endpoints) {
    const reply = await ask(server.server, endpoint, { ...known, query: { across: 'memberships' } })
    const expected = endpoint.across ? [200, []] : [400, ['across unknown']]
    expect.soft([reply.status, fieldsOf(reply)], endpoint.name).toEqual(expected)
    const wrong = await ask(server.server, endpoint, { ...known, query: { across: 'everything' } })
    expect.soft([wrong.status, codeOf(wrong)], endpoint.name).toEqual([400, 'request.invalid'])
  }
})

test('ACC-19 viewing as somebody works inside an organisation only, and never by halves', async () => {
  for (const endpoint of endpoints) {
    const viewAs = await ask(server.server, endpoint, { ...known, query: { viewAs: 'nobody' } })
    const expected = inOrganization(endpoint) ? [404, []] : [400, ['viewAs unknown']]
    expect.soft([viewAs.status, fieldsOf(viewAs)], endpoint.name).toEqual(expected)
  }
  const twice = `/api/v1/o/${home.operator.handle}/context?viewAs=${home.staff.id}&viewAs=${home.staff.id}`
  const { statusCode } = await server.server.inject({ url: twice, headers: { cookie: known.cookie ?? '' } })
  expect(statusCode).toBe(404)
})

test('ACC-16 an unknown key of a body is refused by name', async () => {
  for (const endpoint of writes.filter(({ media }) => !media)) {
    for (const key of ['unbekannt', '__proto__', 'constructor', 'operatorId']) {
      const reply = await ask(server.server, endpoint, { ...known, payload: `{${JSON.stringify(key)}:1}` })
      expect.soft([reply.status, codeOf(reply)], `${endpoint.name} ${key}`).toEqual([422, 'fields.invalid'])
      expect.soft(fieldsOf(reply), `${endpoint.name} ${key}`).toContain(`${key} unknown`)
    }
  }
})

test('CUS-2 every missing value of a body is named at once', async () => {
  for (const endpoint of withBody) {
    if (!(endpoint.body instanceof z.ZodObject)) throw new Error(`the body of ${endpoint.name} is no object`)
    const required = Object.keys(sampleOf(endpoint.body, false) as object)
    if (required.length === 0) continue
    const reply = await ask(server.server, endpoint, { ...known, body: {} })
    expect.soft(reply.status, endpoint.name).toBe(422)
    expect.soft(fieldsOf(reply).toSorted(), endpoint.name).toEqual(required.map((key) => `${key} missing`).toSorted())
  }
})

test('a body that is no JSON is refused', async () => {
  for (const endpoint of withBody) {
    for (const payload of ['{"name":', 'name=x', '\u0000', '{"a":1}{', '[', '﻿{}']) {
      const reply = await ask(server.server, endpoint, { ...known, payload })
      expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([400, 'request.unreadable'])
    }
    for (const payload of ['null', '[]', '1', '"name"', '[{}]']) {
      const reply = await ask(server.server, endpoint, { ...known, payload })
      expect.soft([reply.status, codeOf(reply)], `${endpoint.name} ${payload}`).toEqual([422, 'fields.invalid'])
    }
  }
})

test('a body of another type is refused', async () => {
  for (const endpoint of writes) {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense', 'text/csv']
    if (!endpoint.media) types.push('multipart/form-data; boundary=x')
    for (const type of types) {
      if (type.startsWith('multipart') && !endpoint.body) continue
      const reply = await ask(server.server, endpoint, { ...known, payload: '{}', headers: { 'content-type': type } })
      expect.soft([reply.status, codeOf(reply)], `${endpoint.name} ${type}`).toEqual([415, 'request.media_type'])
    }
  }
})

test('a method that an address does not know is refused', async () => {
  for (const endpoint of endpoints) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'] as HTTPMethods[]) {
      const address = addressOf(endpoint, known)
      if (endpoints.some((e) => e.method.toUpperCase() === method && isAddressOf(e, address))) continue
      const reply = await server.server.inject({ method: method as 'GET', url: address })
      expect.soft(reply.statusCode, `${method} ${endpoint.path}`).toBe(405)
      expect.soft(String(reply.headers.allow).split(', '), endpoint.path).toContain(endpoint.method.toUpperCase())
    }
  }
})

function isAddressOf(endpoint: Endpoint, address: string): boolean {
  const template = addressOf({ ...endpoint, path: endpoint.path.replaceAll(/:\w+/g, 'PARAMETER') }, known)
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll('PARAMETER', '[^/]+')}$`).test(address)
}

test('a write from another website is refused, before anything else', async () => {
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ]
  for (const endpoint of writes) {
    for (const headers of elsewhere) {
      const reply = await ask(server.server, endpoint, { ...known, headers })
      expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([403, 'request.cross_site'])
    }
    const own = await ask(server.server, endpoint, {
      headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost', host: 'localhost' },
    })
    expect.soft(codeOf(own), endpoint.name).not.toBe('request.cross_site')
  }
})

test('errors speak the language of the reader', async () => {
  const titleIn = async (endpoint: Endpoint, headers: Record<string, string>) => {
    const reply = await ask(server.server, endpoint, { query: { unknown: '1' }, headers })
    return Problem.parse(reply.json).title
  }
  for (const endpoint of endpoints) {
    const german = await titleIn(endpoint, { 'accept-language': 'de-AT, en;q=0.5' })
    const english = await titleIn(endpoint, { 'accept-language': 'en-GB' })
    expect.soft(english, endpoint.name).not.toBe(german)
    expect.soft(await titleIn(endpoint, {}), endpoint.name).toBe(german)
  }
})

test('an address that nobody knows, or that cannot be read, is a problem like any other', async () => {
  for (const [url, status] of [
    ['/api/v1/nothing', 404],
    ['/api/v1/o/%zz/customers', 400],
    [`/api/v1/o/${'x'.repeat(300)}/customers`, 404],
    ['/api/v1/o/%00/customers', 401],
    ['/api/v1/me/%C3', 400],
  ] as const) {
    const { statusCode, payload, headers } = await server.server.inject({ url })
    const reply = { status: statusCode, text: payload, headers, json: JSON.parse(payload) as unknown }
    expect.soft([url.slice(0, 40), reply.status, problemIn(reply)]).toEqual([url.slice(0, 40), status, ''])
    expect.soft(headers['cache-control']).toBe('no-store')
  }
})

test('a body that is too large is refused', async () => {
  for (const endpoint of withBody) {
    const reply = await ask(server.server, endpoint, { ...known, payload: `{"name":"${'x'.repeat(2 ** 20)}"}` })
    expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([413, 'request.too_large'])
  }
})
