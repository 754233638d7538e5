import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { customerList } from '../../src/api/customers.ts'
import { lists } from '../../src/api/index.ts'
import type { Column, List } from '../../src/api/lists.ts'
import { makeCustomer, makeMembership, makePerson } from '../support/factories.ts'
import { serverFixture } from '../support/fixtures.ts'
import { codeOf } from './ask.ts'
import { type ListWorld, makeListWorld, rowsOfLists } from './list-world.ts'
import { askPage, labelOf, listOf, readPage, readTotal, type Reader, type View, walk } from './walk.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let world: ListWorld
let reader: Reader

beforeAll(async () => {
  world = await makeListWorld(server.owner)
  const cookie = await server.signIn(world.login)
  reader = { server, given: { cookie, organization: world.operator.handle } }
})

const sortable = (list: List) => list.columns.filter((column) => column.sortable)

test('LST-7 paging meets every row once, in one order, by every column and in both directions', async () => {
  for (const list of lists) {
    const { value } = await readTotal(reader, list)
    expect.soft(value, list.key).toBeGreaterThanOrEqual(rowsOfLists)
    for (const { key } of sortable(list)) {
      for (const sort of [key, `-${key}`]) {
        const whole = (await readPage(reader, list, { sort, limit: 200 })).items.map(({ id }) => id)
        const walked = (await walk(reader, list, { sort, limit: 7 })).map(({ id }) => id)
        expect.soft(walked, `${list.key} ${sort}`).toEqual(whole)
        expect.soft(new Set(walked).size, `${list.key} ${sort}`).toBe(value)
      }
    }
  }
})

test('LST-3 sorting by several columns, in whatever directions, pages like one', async () => {
  const cases = lists.map((list) => fc.tuple(fc.constant(list.key), sortsOf(list)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(...cases), fc.integer({ min: 5, max: 40 }), async ([key, sort], limit) => {
      const list = listOf(key)
      const whole = (await readPage(reader, list, { sort, limit: 200 })).items.map(({ id }) => id)
      const walked = (await walk(reader, list, { sort, limit })).map(({ id }) => id)
      expect(walked).toEqual(whole)
    }),
    { numRuns: 30 },
  )
})

function sortsOf(list: List): fc.Arbitrary<string> {
  const key = fc.constantFrom(...sortable(list).map((column) => column.key))
  return fc
    .array(fc.tuple(fc.constantFrom('', '-'), key), { minLength: 2, maxLength: 4 })
    .map((parts) => parts.map((part) => part.join('')).join(','))
}

const german = new Intl.Collator('de')

function compare(a: string | null, b: string | null, { type }: Column): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (type === 'text' || type === 'reference') return german.compare(a, b)
  return a < b ? -1 : Number(a > b)
}

test('LST-3 texts sort in German, empty ones are last ascending and first descending', async () => {
  for (const list of lists) {
    for (const column of sortable(list)) {
      for (const [sort, sign] of [
        [column.key, 1],
        [`-${column.key}`, -1],
      ] as const) {
        const { items } = await readPage(reader, list, { sort, limit: 200 })
        const labels = items.map((row) => labelOf(row, column))
        const wrong = labels.findIndex(
          (label, at) => at > 0 && sign * compare(labels[at - 1] ?? null, label, column) > 0,
        )
        expect.soft(labels.slice(Math.max(0, wrong - 1), wrong + 1), `${list.key} ${sort}`).toEqual([])
      }
    }
  }
})

test('LST-3 Ä sorts with A, and rows that are equal keep one order', async () => {
  const { items } = await readPage(reader, customerList, { sort: 'name', limit: 200 })
  const firsts = [...new Set(items.map((row) => String(row['name']).split(' ')[0]))]
  expect(firsts).toEqual([
    'ab',
    'Ächter',
    'Ahlers',
    'ähnlich',
    'Anders',
    'Łukasz',
    'Oster',
    'Öztürk',
    'Strasse',
    'Straße',
    'Zander',
  ])
  for (const sort of ['status', '-status', 'owner', '-contact']) {
    const once = await readPage(reader, customerList, { sort, limit: 200 })
    const again = await readPage(reader, customerList, { sort, limit: 200 })
    expect.soft(again.items.map(({ id }) => id)).toEqual(once.items.map(({ id }) => id))
  }
})

test('LST-7 rows that come while somebody pages disturb nobody', async () => {
  for (const sort of ['name', '-changedAt', 'contact', '-city']) {
    const before = (await readPage(reader, customerList, { sort, limit: 200 })).items.map(({ id }) => id)
    const walked = await walk(reader, customerList, { sort, limit: 9 }, async () => {
      for (const name of ['Aaa', 'Mmm', 'Zzz']) await makeCustomer(server.owner, world.partner, { name })
    })
    const ids = walked.map(({ id }) => id)
    expect
      .soft(
        ids.filter((id) => before.includes(id)),
        sort,
      )
      .toEqual(before)
    expect.soft(new Set(ids).size, sort).toBe(ids.length)
    await server.owner.query(`delete from customers where name in ('Aaa', 'Mmm', 'Zzz')`)
  }
})

async function staleness(given: Reader, list: List, view: View): Promise<unknown> {
  const reply = await askPage(given, list, view)
  return [reply.status, codeOf(reply)]
}
const stale = [400, 'lists.cursor_stale']

test('LST-7 a cursor belongs to list, organisation, sort, search and filter', async () => {
  for (const list of lists) {
    const [first, second] = sortable(list).map((column) => column.key)
    const { next } = await readPage(reader, list, { sort: first ?? '', limit: 7 })
    const cursor = next ?? ''
    const own: View = { sort: first ?? '', limit: 7, cursor }
    expect.soft((await askPage(reader, list, own)).status, list.key).toBe(200)
    expect.soft((await askPage(reader, list, { ...own, limit: 9 })).status, list.key).toBe(200)
    const other = { ...reader, given: { ...reader.given, organization: world.partner.handle } }
    for (const [who, view] of [
      [reader, { ...own, sort: `-${first}` }],
      [reader, { ...own, sort: second ?? '' }],
      [reader, { ...own, sort: `${first},${second}` }],
      [reader, { ...own, q: 'a' }],
      [reader, { ...own, filter: { [first ?? '']: { empty: false } } }],
      [other, own],
    ] as const) {
      expect.soft(await staleness(who, list, view), `${list.key} ${JSON.stringify(view)}`).toEqual(stale)
    }
    for (const another of lists.filter((one) => one !== list)) {
      const sort = sortable(another)[0]?.key ?? ''
      expect.soft(await staleness(reader, another, { sort, cursor }), another.key).toEqual(stale)
    }
  }
})

test('LST-7 a cursor that was tampered with is stale', async () => {
  const { next } = await readPage(reader, customerList, { sort: 'city', limit: 7 })
  const cursor = next ?? ''
  const [body = '', signature = ''] = cursor.split('.')
  const forged = Buffer.from(JSON.stringify(["'; select 1", null, 'x'])).toString('base64url')
  for (const wrong of [
    'x',
    '.',
    `${body}.`,
    `.${signature}`,
    `${forged}.${signature}`,
    cursor.slice(0, -1),
    `${body}x.${signature}`,
    'ä.ö',
  ]) {
    expect.soft(await staleness(reader, customerList, { sort: 'city', limit: 7, cursor: wrong }), wrong).toEqual(stale)
  }
})

test('LST-7 a cursor is of one reader, and of what the reader may read', async () => {
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, world.partner, person, { roles: ['licensing'] })
  const colleague = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, world.partner, colleague, { roles: ['licensing'] })
  const as = async (login: string): Promise<Reader> => ({
    server,
    given: { cookie: await server.signIn(login), organization: world.partner.handle },
  })
  const me = await as(person.login)
  const { next } = await readPage(me, customerList, { limit: 7 })
  const view: View = { limit: 7, cursor: next ?? '' }
  expect((await askPage(me, customerList, view)).status).toBe(200)
  expect(await staleness(await as(colleague.login), customerList, view)).toEqual(stale)
  await server.owner.query(
    `update roles set hidden_attributes = '{customer.email}' where operator_id = $1 and key = 'licensing'`,
    [world.operator.id],
  )
  expect(await staleness(me, customerList, view)).toEqual(stale)
})
