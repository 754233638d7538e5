import fastifyStatic from '@fastify/static'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { openBrowser } from '../../../../test/support/portal.ts'
import { openServer } from './server.ts'

const portal = portalFixture()

test.each([
  [
    'the public address behind a proxy that names another host',
    'https://portal.example.org',
    'kontor.internal:3000',
    true,
  ],
  ['the host of the request', 'http://kontor.internal:3000', 'kontor.internal:3000', true],
  ['another website', 'https://elsewhere.example.org', 'kontor.internal:3000', false],
  ['the public address without encryption', 'http://portal.example.org', 'kontor.internal:3000', false],
])('a write from %s', async (_, origin, host, accepted) => {
  const browser = openBrowser(portal.server)
  const reply = await browser.call('POST', '/password-grade', { password: 'x' }, { origin, host })
  expect(reply.status).toBe(accepted ? 200 : 403)
})

test('a password is graded at the pace of typing, per address, and what is behind its beginning costs nothing', async () => {
  const typing = openBrowser(portal.server, '192.0.2.1')
  const grade = (password: string) => typing.call('POST', '/password-grade', { password })
  const replies = await Promise.all(Array.from({ length: 80 }, () => grade('abc')))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 429]))
  expect(replies.find(({ status }) => status === 429)).toMatchObject({
    body: { code: 'request.too_many' },
    headers: { 'retry-after': '1' },
  })
  const other = openBrowser(portal.server, '192.0.2.2')
  expect((await other.call('POST', '/password-grade', { password: 'abc' })).status).toBe(200)
})

test('the description of the API is made once', async () => {
  const url = '/api/v1/openapi.json'
  const begin = performance.now()
  const first = await portal.server.inject({ url })
  const making = performance.now() - begin
  expect(first.json()).toMatchObject({ openapi: '3.1.0' })
  const times: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const before = performance.now()
    await portal.server.inject({ url })
    times.push(performance.now() - before)
  }
  // a busy machine makes some of them slow, not all
  expect(Math.min(...times)).toBeLessThan(making / 3)
})

test.each(['..%2f..%2fpackage.json', '..%5c..%5cpackage.json', '%00', 'nothing.js', '.env'])(
  'there is no file %s',
  async (path) => {
    const server = await openServer(portal.services)
    await server.register(fastifyStatic, { root: import.meta.dirname, prefix: '/assets/' })
    const reply = await server.inject({ url: `/assets/${path}` })
    await server.close()
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'request.not_found'])
    expect(portal.log).toEqual([])
  },
)

test.each([
  ['the disk of the files', Object.assign(new Error('no space'), { code: 'ENOSPC' })],
  [
    'the disk of the files, as their store tells it',
    new Error('cannot write', { cause: Object.assign(new Error('no space'), { code: 'ENOSPC' }) }),
  ],
  ['the disk of the database', Object.assign(new Error('could not extend file'), { code: '53100' })],
])('whoever meets %s full is told what to do, and the operator reads it in the log', async (_, error) => {
  const server = await openServer(portal.services)
  server.get('/full', () => Promise.reject(error))
  const reply = await server.inject({ url: '/full', headers: { 'accept-language': 'de' } })
  await server.close()
  expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([
    507,
    'server.storage_full',
    '60',
  ])
  expect(portal.log.splice(0)).toMatchObject([expect.stringContaining('a request failed')])
})
