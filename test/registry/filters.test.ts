import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { customerList } from '../../src/api/customers.ts'
import { lists } from '../../src/api/index.ts'
import type { ColumnFilter } from '../../src/api/filters.ts'
import type { Column, List } from '../../src/api/lists.ts'
import { makeMembership, makePerson } from '../support/factories.ts'
import { serverFixture } from '../support/fixtures.ts'
import { ask, codeOf, fieldsOf } from './ask.ts'
import { type ListWorld, makeListWorld } from './list-world.ts'
import { askPage, cellsOf, listOf, readPage, readTotal, type Reader, type Row } from './walk.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let world: ListWorld
let reader: Reader
/** rows by list, and the values of each column */
const rows = new Map<List, Row[]>()

// a Sunday, an hour after midnight in Berlin
const now = new Date('2026-11-22T00:10:00Z')

beforeAll(async () => {
  server.services.now = () => now
  world = await makeListWorld(server.owner)
  const cookie = await server.signIn(world.login)
  reader = { server, given: { cookie, organization: world.operator.handle } }
  for (const list of lists) rows.set(list, (await readPage(reader, list, { limit: 200 })).items)
})

const filterable = (list: List) => list.columns.filter((column) => column.filterable)
const pairs = lists.flatMap((list) => filterable(list).map((column) => ({ list, column })))
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' })

/** What a value means to a range: its calendar day in the operator's zone. */
function dayOf(value: string, { type }: Column): string {
  return type === 'time' ? berlin.format(new Date(value)) : value
}

function later(days: number): string {
  return new Date(Date.parse('2026-11-22') + days * 86_400_000).toISOString().slice(0, 10)
}

function fold(text: string): string {
  const plain = text.toLowerCase().replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('ł', 'l').replaceAll('ø', 'o')
  return plain
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ae', 'a')
    .replaceAll('oe', 'o')
    .replaceAll('ue', 'u')
}

/** What LST-2 says of one value. */
function fits(value: string | null, column: Column, filter: ColumnFilter): boolean {
  const is = (holds: (given: string) => boolean) => value !== null && holds(value)
  const day = (holds: (given: string) => boolean) => is((given) => holds(dayOf(given, column)))
  const { contains, starts, equals, from, to, last, next } = filter
  return [
    filter.empty === undefined || filter.empty === (value === null),
    filter.in === undefined || filter.in.includes(value),
    equals === undefined || value === equals,
    contains === undefined || is((given) => fold(given).includes(fold(contains))),
    starts === undefined || is((given) => fold(given).startsWith(fold(starts))),
    from === undefined || day((given) => given >= String(from)),
    to === undefined || day((given) => given <= String(to)),
    last === undefined || day((given) => given >= later(-last) && given <= later(0)),
    next === undefined || day((given) => given >= later(0) && given <= later(next)),
  ].every(Boolean)
}

/** The same of a cell; of several values one is enough. */
function cellFits(row: Row, column: Column, filter: ColumnFilter): boolean {
  return cellsOf(row, column).some((value) => fits(value, column, filter))
}

/** Filters that fit a column, about values that it has and such that it has not. */
function filtersOf(list: List, column: Column): fc.Arbitrary<ColumnFilter> {
  const known = [...new Set((rows.get(list) ?? []).flatMap((row) => cellsOf(row, column)))]
  const value = fc.constantFrom(...known)
  const text = value.map((given) => given ?? 'nichts')
  const piece = fc.tuple(text, fc.nat(4), fc.integer({ min: 1, max: 6 })).map(([t, at, n]) => t.slice(at, at + n) || t)
  const day = fc.integer({ min: -300, max: 40 }).map(later)
  const days = fc.integer({ min: 1, max: 200 })
  const parts: Record<string, fc.Arbitrary<ColumnFilter>> = {
    empty: fc.boolean().map((empty) => ({ empty })),
    in: fc.array(value, { maxLength: 4 }).map((values) => ({ in: values })),
    equals: text.map((equals) => ({ equals })),
    contains: piece.map((contains) => ({ contains })),
    starts: fc.tuple(text, fc.integer({ min: 1, max: 5 })).map(([t, n]) => ({ starts: t.slice(0, n).toUpperCase() })),
    range: fc.tuple(day, day).map(([from, to]) => ({ from, to })),
    from: day.map((from) => ({ from })),
    last: days.map((last) => ({ last })),
    next: days.map((next) => ({ next })),
  }
  const fitting = {
    text: ['empty', 'in', 'equals', 'contains', 'starts'],
    date: ['empty', 'range', 'from', 'last', 'next'],
  }
  const names =
    column.type === 'text' ? fitting.text : ['date', 'time'].includes(column.type) ? fitting.date : ['empty', 'in']
  return fc.oneof(...names.map((name) => parts[name] ?? fc.constant({})))
}

test('LST-2 every filter of every column finds exactly the rows that fit; columns are joined by and', async () => {
  const oneOrTwo = (list: List) =>
    fc
      .uniqueArray(fc.constantFrom(...filterable(list)), { minLength: 1, maxLength: 2 })
      .chain((columns) => fc.record(Object.fromEntries(columns.map((column) => [column.key, filtersOf(list, column)]))))
  const cases = lists.map((list) => fc.tuple(fc.constant(list.key), oneOrTwo(list)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(...cases), async ([key, filter]) => {
      const list = listOf(key)
      const columns = list.columns.filter((column) => column.key in filter)
      const expected = (rows.get(list) ?? []).filter((row) =>
        columns.every((column) => cellFits(row, column, filter[column.key] ?? {})),
      )
      const { items } = await readPage(reader, list, { filter, limit: 200 })
      expect(items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
      expect(await readTotal(reader, list, { filter })).toEqual({ value: expected.length, exact: true })
    }),
    { numRuns: 150 },
  )
})

test('LST-2 LST-12 a filter that does not fit its column is refused by name', async () => {
  const wrong: Record<Column['type'], ColumnFilter[]> = {
    text: [{ from: '2026-01-01' }, { to: 3 }, { last: 3 }, { next: 3 }, { is: true }],
    choice: [{ contains: 'a' }, { starts: 'a' }, { equals: 'a' }, { from: 1 }, { last: 3 }, { is: false }],
    many: [{ in: ['x'] }, { contains: 'a' }, { equals: 'a' }, { from: 1 }, { last: 3 }, { is: true }],
    reference: [{ in: ['x'] }, { in: ['%'] }, { contains: 'a' }, { from: '2026-01-01' }, { is: true }],
    date: [{ from: 'x' }, { from: '2026-02-30' }, { to: 5 }, { to: '' }, { in: ['2026-01-01'] }, { contains: '1' }],
    time: [{ from: '2026-01-01T00:00:00Z' }, { from: '0000-01-01' }, { to: 'infinity' }, { in: ['now'] }, { is: true }],
    number: [{ from: 'x' }, { contains: '1' }, { in: ['1'] }],
    boolean: [{ in: ['true'] }, { from: 1 }, { contains: 't' }],
  }
  for (const { list, column } of pairs) {
    const unknown = column.choices ? [{ in: ['unbekannt'] }] : []
    for (const filter of [...wrong[column.type], ...unknown]) {
      const reply = await askPage(reader, list, { filter: { [column.key]: filter } })
      const part = Object.keys(filter)[0]
      expect
        .soft([reply.status, codeOf(reply), fieldsOf(reply)], `${list.key} ${column.key} ${part}`)
        .toEqual([400, 'lists.filter_invalid', [`filter.${column.key}.${part} invalid`]])
    }
  }
})

test('LST-12 a filter, sort or column that does not exist, or cannot do this, is refused by name', async () => {
  for (const list of lists) {
    const cannot = list.columns.find(({ filterable: can }) => !can)?.key ?? 'constructor'
    for (const key of ['unbekannt', 'constructor', 'id', 'operator_id', 'Name', cannot]) {
      const filtered = await askPage(reader, list, { filter: { [key]: { empty: true } } })
      expect.soft([filtered.status, fieldsOf(filtered)], list.key).toEqual([400, [`filter.${key} unknown`]])
      const choices = await ask(server.server, list.choices, { ...reader.given, params: { column: key } })
      expect.soft([choices.status, codeOf(choices)], list.key).toEqual([400, 'lists.unknown_column'])
    }
    for (const key of [
      'unbekannt',
      '1',
      'name desc',
      '-',
      "name'",
      list.columns.find(({ sortable }) => !sortable)?.key ?? '--name',
    ]) {
      const sorted = await askPage(reader, list, { sort: key })
      expect.soft([sorted.status, fieldsOf(sorted)], list.key).toEqual([400, [`sort.${key.replace(/^-/, '')} unknown`]])
    }
    const shown = await askPage(reader, list, { columns: `unbekannt,${list.columns[0]?.key}` })
    expect.soft([shown.status, fieldsOf(shown)], list.key).toEqual([400, ['columns.unbekannt unknown']])
  }
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '%', '_', '\\', "'", '\u0000', '\ud800', '٣'),
)
const anyValue = fc.oneof(
  anyText,
  fc.double(),
  fc.bigInt().map(Number),
  fc.constantFrom(null, true, '2026-01-01', '99999-01-01'),
)
const anyFilter = fc.record(
  {
    contains: anyText,
    equals: anyText,
    starts: anyText,
    in: fc.array(fc.oneof(anyText, fc.constant(null), fc.uuid()), { maxLength: 3 }),
    from: anyValue,
    to: anyValue,
    last: fc.oneof(fc.integer(), fc.constant(3660), anyValue),
    next: fc.oneof(fc.integer({ min: 1, max: 3660 }), anyValue),
    is: fc.oneof(fc.boolean(), anyValue),
    empty: fc.oneof(fc.boolean(), anyValue),
    nonsense: anyValue,
  },
  { requiredKeys: [] },
)

test('LST-2 no filter whatever is answered by an error of ours', async () => {
  const place = fc.constantFrom(...pairs.map(({ list, column }) => [list.key, column.key] as const))
  await fc.assert(
    fc.asyncProperty(
      place,
      fc.oneof(anyFilter, anyFilter, fc.jsonValue()),
      anyText,
      async ([key, column], filter, q) => {
        const list = listOf(key)
        const query = { filter: JSON.stringify({ [column]: filter }), q }
        for (const endpoint of [list.page, list.total, list.csv, list.xlsx]) {
          const reply = await ask(server.server, endpoint, { ...reader.given, query })
          expect([200, 400], reply.text).toContain(reply.status)
          const named = codeOf(reply) !== 'lists.filter_invalid' || fieldsOf(reply)[0]?.startsWith('filter')
          expect(named, reply.text).toBe(true)
        }
      },
    ),
    { numRuns: 300 },
  )
  expect(server.log).toEqual([])
})

test('LST-2 what is no filter at all is refused', async () => {
  for (const filter of ['x', '[]', '1', 'null', '"name"', '{"name":1}', '{"name":null}', '{"name":{"in":"x"}}', '{']) {
    const reply = await ask(server.server, customerList.page, { ...reader.given, query: { filter } })
    expect.soft([reply.status, codeOf(reply)], filter).toEqual([400, 'lists.filter_invalid'])
  }
})

test('LST-2 choices count the visible rows under the other filters, and offer nothing else', async () => {
  for (const { list, column } of pairs.filter(({ column: { type } }) =>
    ['text', 'choice', 'reference', 'many'].includes(type),
  )) {
    const reply = await ask(server.server, list.choices, { ...reader.given, params: { column: column.key } })
    const { items } = reply.json as { items: { value: string | null; count: number }[] }
    const counts = new Map<string | null, number>()
    for (const value of (rows.get(list) ?? []).flatMap((row) => cellsOf(row, column)))
      counts.set(value, (counts.get(value) ?? 0) + 1)
    expect.soft(new Map(items.map(({ value, count }) => [value, count])), `${list.key} ${column.key}`).toEqual(counts)
    expect.soft(items.map(({ count }) => count)).toEqual(items.map(({ count }) => count).toSorted((a, b) => b - a))
  }
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, world.partner, person, { visibility: 'none', roles: ['licensing'] })
  const blind = { cookie: await server.signIn(person.login), organization: world.partner.handle }
  for (const column of filterable(customerList).filter(({ type }) => ['text', 'choice', 'reference'].includes(type))) {
    const reply = await ask(server.server, customerList.choices, { ...blind, params: { column: column.key } })
    expect.soft(reply.json, column.key).toEqual({ items: [] })
  }
})
