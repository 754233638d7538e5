import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import { makeMembership, makeOperator, makePerson, type Operator } from '../../../test/support/factories.ts'
import { serverFixture } from '../../../test/support/fixtures.ts'
import { listenOn } from '../../../test/support/live.ts'
import { Refusal } from '../platform/errors.ts'
import { openServer } from '../platform/http/server.ts'
import type { Streamed } from './implement.ts'
import { downloads, sendStream, untilStalled } from './stream.ts'

const server = serverFixture()
let operator: Operator
let cookie: string
let port: number

beforeAll(async () => {
  operator = await makeOperator(server.owner)
  const person = await makePerson(server.owner)
  await makeMembership(server.owner, operator, person, { roles: ['operator_administration'], visibility: 'all' })
  cookie = await server.signIn(person.login)
  port = Number(new URL(await listenOn(server.server)).port)
})

async function* pieces(count: number): AsyncGenerator<string> {
  for (let n = 0; n < count; n += 1) yield String(n)
}

/** As if the person had done nothing for a while: the next request notes that the session was seen. */
async function age(): Promise<void> {
  await server.owner.query(`update sessions set last_seen_at = now() - interval '5 minutes'`)
}

const me = () => server.server.inject({ url: '/api/v1/me', headers: { cookie } })

test('LST-9 a download of which nobody takes anything is told', async () => {
  let told = 0
  const stream: Readable = Readable.from(
    untilStalled(pieces(1000), 50, () => {
      told += 1
      stream.destroy()
    }),
  )
  stream.read(0)
  await once(stream, 'close')
  expect(told).toBe(1)
})

test('LST-9 a download that is taken at its pace ends whole, however long its pieces take to be read', async () => {
  async function* slow() {
    for await (const piece of pieces(3)) {
      await new Promise((resolve) => setTimeout(resolve, 80))
      yield piece
    }
  }
  const taken: string[] = []
  const stalled = () => expect.unreachable()
  for await (const piece of untilStalled(slow(), 50, stalled)) taken.push(piece)
  expect(taken).toEqual(['0', '1', '2'])
})

test('LST-9 a download that goes on and on is broken off, however eagerly it is taken', async () => {
  async function* endless() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      yield 'x'
    }
  }
  const bare = await openServer(server.services)
  const answer: Streamed = { status: 200, stream: endless(), type: 'text/csv', fileName: 'a.csv' }
  bare.get('/', (_, reply) => sendStream(answer, reply, server.services, { pause: 5_000, whole: 300 }))
  const address = await bare.listen({ host: '127.0.0.1', port: 0 })
  const reply = await fetch(address)
  expect(reply.status).toBe(200)
  await expect(reply.text()).rejects.toThrow()
  await bare.close()
})

test('LST-9 one person has two of the slots at most, and leaves the others to everybody else', async () => {
  const ends: (() => void)[] = []
  const hold = (holder: string) => downloads.hold(holder, () => new Promise<void>((resolve) => ends.push(resolve)))
  const running = [hold('slow'), hold('slow')]
  await expect(hold('slow')).rejects.toMatchObject({ code: 'request.too_many', details: { retryAfter: 10 } })
  running.push(hold('other'))
  for (const end of ends) end()
  await Promise.all(running)
})

test('LST-9 who asks for a third download is told in words to wait', async () => {
  const { rows } = await server.owner.query<{ id: string }>('select person_id as id from sessions limit 1')
  const ends: (() => void)[] = []
  const running = [1, 2].map(() =>
    downloads.hold(rows[0]?.id ?? '', () => new Promise<void>((resolve) => ends.push(resolve))),
  )
  const url = `/api/v1/o/${operator.handle}/customers.csv`
  const told = async (language: string) => {
    const third = await server.server.inject({ url, headers: { cookie, 'accept-language': language } })
    return [third.statusCode, third.headers['retry-after'], third.json().title]
  }
  expect(await told('de')).toEqual([429, '10', expect.stringContaining('Sie laden gerade schon zwei Dateien')])
  expect(await told('en')).toEqual([429, '10', expect.stringContaining('You are downloading two files already')])
  for (const end of ends) end()
  await Promise.all(running)
})

test('LST-9 there are four slots for downloads; who comes fifth is told to come later', async () => {
  const ends: (() => void)[] = []
  const running = ['a', 'a', 'b', 'b'].map((holder) =>
    downloads.hold(holder, () => new Promise<void>((resolve) => ends.push(resolve))),
  )
  const url = `/api/v1/o/${operator.handle}/customers.csv`
  const fifth = await server.server.inject({ url, headers: { cookie } })
  expect([fifth.statusCode, fifth.json().code, fifth.headers['retry-after']]).toEqual([503, 'server.busy', '10'])
  for (const end of ends) end()
  await Promise.all(running)
  await expect(downloads.hold('a', () => Promise.reject(new Refusal('request.invalid')))).rejects.toThrow(Refusal)
  expect((await server.server.inject({ url, headers: { cookie } })).statusCode).toBe(200)
})

test('IMP-2 a slow sender holds neither a connection nor the session', async () => {
  await age()
  const socket = connect(port, '127.0.0.1')
  const head = [
    `POST /api/v1/o/${operator.handle}/imports HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Cookie: ${cookie}`,
    'Content-Type: multipart/form-data; boundary=xx',
    'Content-Length: 100000',
    '',
    '--xx',
    'Content-Disposition: form-data; name="file"; filename="a.csv"',
    'Content-Type: text/csv',
    '',
    'Name;Ort',
  ]
  socket.write(head.join('\r\n'))
  const seen = `select from sessions where last_seen_at > now() - interval '1 minute'`
  await expect.poll(async () => (await server.owner.query(seen)).rowCount).toBe(1)
  await expect.poll(() => server.services.database.connections().lent).toBe(0)
  await server.owner.query('begin')
  expect((await server.owner.query('select from sessions for update nowait')).rowCount).toBe(1)
  await server.owner.query('rollback')
  socket.destroy()
})

test('PPL-6 a request does not wait for another one that notes when the session was seen', async () => {
  await age()
  const hash = createHash('sha256').update(cookie.replace('kontor_session=', '')).digest()
  await server.owner.query('begin')
  await server.owner.query('update sessions set last_seen_at = last_seen_at where token_hash = $1', [hash])
  const replies = [
    await me(),
    await server.server.inject({ url: `/api/v1/o/${operator.handle}/context`, headers: { cookie } }),
  ]
  await server.owner.query('rollback')
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200])
})
