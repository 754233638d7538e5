import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  makeCustomer,
  makeMembership,
  makePartner,
  makePerson,
  makeSession,
  type Organization,
} from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { HelloEvent } from '../../../api/events.ts'
import { liveCustomers } from '../../modules/customers/index.ts'
import { livePeople } from '../../modules/organizations/index.ts'
import type { Database } from '../../platform/db/database.ts'
import { Audience } from './audience.ts'
import { sessionOf } from './enter-again.ts'
import { Greetings } from './greetings.ts'
import { meet } from './look.ts'
import { Recent } from './recent.ts'
import type { LiveSource } from './source.ts'
import { LiveStream } from './stream.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)
let recent: Recent
/** how many rows each look at customers has asked for */
let asked: number[]
/** looks at the same time */
let looking: number
let mostLooking: number
let failures: unknown[]

beforeEach(() => {
  recent = new Recent()
  asked = []
  looking = 0
  mostLooking = 0
  failures = []
})

const sources: LiveSource[] = [
  {
    ...liveCustomers,
    look: async (tx, rows) => {
      asked.push(rows.size)
      looking += 1
      mostLooking = Math.max(mostLooking, looking)
      const sights = await liveCustomers.look(tx, rows)
      looking -= 1
      return sights
    },
  },
  livePeople,
]

const greetings = (database: Database) => new Greetings(database, sources, recent, (error) => failures.push(error))

/** Somebody who listens at the partner with so many windows. */
async function listener(windows = 1): Promise<{ audience: Audience; streams: LiveStream[] }> {
  const person = await makePerson(portal.owner, { password: null })
  await makeMembership(portal.owner, partner, person, {})
  const session = sessionOf(await makeSession(portal.owner, person))
  const place = { organization: partner.handle, module: null, across: false, viewAs: null }
  const { reader } = await meet(portal.services.database, sources, session, place)
  return {
    audience: new Audience(place, reader),
    streams: Array.from({ length: windows }, () => new LiveStream(session)),
  }
}

/** The events of what is done here are heard. */
async function hear(change: () => Promise<unknown>): Promise<void> {
  await pause(5)
  const before = await portal.owner.query<{ id: string }>('select id from outbox where operator_id = $1', [operator.id])
  await change()
  const { rows } = await portal.owner.query<{ id: string }>('select id from outbox where operator_id = $1', [
    operator.id,
  ])
  const known = new Set(before.rows.map(({ id }) => id))
  for (const { id } of rows) if (!known.has(id)) recent.keep(operator.id, 'events', id)
}

async function hello({ readable }: LiveStream): Promise<HelloEvent> {
  let text = ''
  await expect.poll(() => (text += readable.read() ?? '')).toContain('hello')
  return HelloEvent.parse(JSON.parse(/data: (.*)/.exec(text)?.[1] ?? ''))
}

test('LST-10 many windows opened at once take turns, and share what one has to ask', async () => {
  const those = []
  for (let n = 0; n < 15; n += 1) those.push(await listener(2))
  await hear(() => makeCustomer(portal.owner, partner, {}))
  const { database } = portal.services
  let readings = 0
  const outside: Database['outside'] = (work) => {
    readings += 1
    return database.outside(work)
  }
  const greeting = greetings({ ...database, outside })
  const begun = Date.now()
  for (const { audience, streams } of those) for (const stream of streams) greeting.greet(stream, audience)
  for (const { streams } of those)
    for (const stream of streams) expect((await hello(stream)).customers).toBeLessThan(Date.now() - begun + 1_000)
  expect(mostLooking).toBeLessThanOrEqual(2)
  // all who come at once share one
  expect(readings).toBe(1)
  expect(asked.length).toBeLessThanOrEqual(those.length + 2)
  expect(failures).toEqual([])
}, 60_000)

test('LST-10 a greeting asks for rows that may concern its reader, and for none where they are too many', async () => {
  const neighbour = await makePartner(portal.owner, operator, { name: 'Nachbar GmbH' })
  const of = (owner: Organization, count: number) => () =>
    portal.owner.query(
      `insert into customers (operator_id, owner_id, status, name)
         select $1, $2, 'customer', 'Kunde ' || n from generate_series(1, $3::int) n`,
      [operator.id, owner.id, count],
    )
  const { audience, streams } = await listener(2)
  const [first, second] = streams
  if (!first || !second) throw new Error('no streams')
  const greeting = greetings(portal.services.database)
  await hear(of(neighbour, 60))
  await hear(of(partner, 3))
  greeting.greet(first, audience)
  await hello(first)
  expect(asked).toEqual([3])
  for (let n = 0; n < 21; n += 1) await hear(of(partner, 100))
  await pause(20)
  // however long it takes until it is told
  let now = Date.now()
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 5))
  greeting.greet(second, audience)
  const { customers, people } = await hello(second)
  clock.mockRestore()
  expect(customers).toBe(0)
  expect(people).toBeGreaterThan(0)
  expect(asked).toEqual([3])
  expect(failures).toEqual([])
}, 60_000)

test('LST-10 who cannot be told when something changed reads again; the stream stays open', async () => {
  const { audience, streams } = await listener(2)
  const [first, second] = streams
  if (!first || !second) throw new Error('no streams')
  const away = { ...portal.services.database, connect: () => Promise.reject(new Error('away')) }
  await hear(() => makeCustomer(portal.owner, partner, {}))
  await pause(20)
  greetings(away).greet(first, audience)
  expect(await hello(first)).toEqual({ customers: 0, people: 0 })
  expect(first.isOpen).toBe(true)
  expect(failures).toHaveLength(1)
  // an operator of whom more was heard than is remembered
  for (let n = 0; n < 201; n += 1) recent.keep(operator.id, 'events', String(n))
  await pause(20)
  greetings(portal.services.database).greet(second, audience)
  expect(await hello(second)).toEqual({ customers: 0, people: 0 })
}, 60_000)
