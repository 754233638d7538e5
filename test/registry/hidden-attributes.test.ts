import { beforeAll, expect, test, vi } from 'vitest'
import { auditList } from '../../src/api/audit.ts'
import { customerDuplicates } from '../../src/api/customer-duplicates.ts'
import { customerOverview } from '../../src/api/customer-overview.ts'
import { customerWhy } from '../../src/api/customer-why.ts'
import * as api from '../../src/api/customers.ts'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { search } from '../../src/api/home.ts'
import { serverFixture } from '../support/fixtures.ts'
import { ask, codeOf, fieldsOf, type Given, type Reply } from './ask.ts'
import { type CanaryWorld, canaries, columnOf, hidable, leaks, makeCanaryWorld, makeReader } from './canaries.ts'

type Attribute = (typeof hidable)[number]

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let world: CanaryWorld
/** for each attribute somebody from whom it is hidden */
const readers = new Map<Attribute, Given>()
/** somebody who reads everything: what leaks would have been seen */
let everything: Given

beforeAll(async () => {
  world = await makeCanaryWorld(server.owner)
  const given = async (levels: Parameters<typeof makeReader>[2]): Promise<Given> => ({
    cookie: await server.signIn((await makeReader(server.owner, world, levels)).login),
    organization: world.partner.handle,
    params: { customerId: world.customerId },
  })
  everything = await given({})
  for (const attribute of hidable) readers.set(attribute, await given({ hidden: [attribute] }))
})

const { page, total, choices, csv, xlsx, columns } = api.customerList
const read = (endpoint: Endpoint, given: Given, query: Given['query'] = {}) =>
  ask(server.server, endpoint, { ...given, query })

/** Everything that shows something of a customer. */
async function channels(given: Given, query: Given['query'] = {}): Promise<Reply[]> {
  const first = await read(page, given, query)
  const shown = (first.json as { columns: string[] }).columns.filter((key) =>
    columns.some((column) => column.key === key && ['text', 'choice', 'reference'].includes(column.type)),
  )
  const others = [
    read(total, given, query),
    read(csv, given, query),
    read(xlsx, given, query),
    ...shown.map((column) => ask(server.server, choices, { ...given, params: { column }, query })),
  ]
  return [first, ...(await Promise.all(others))]
}

async function records(given: Given): Promise<Reply[]> {
  const endpoints = [
    api.readCustomer,
    api.customerHistory,
    customerWhy,
    customerOverview,
    auditList.page,
    auditList.csv,
    auditList.xlsx,
  ]
  return Promise.all([
    ...endpoints.map((endpoint) => read(endpoint, given)),
    read(search, given, { q: 'Vogel' }),
    read(customerDuplicates, given, { name: 'Vogel Druck', ...alike }),
  ])
}

/** What a customer can be compared by beside its name. */
const alike = { email: `neu@${canaries.email[0].split('@')[1]}`, vatId: canaries.vatId[0] }

test('ACC-15 a hidden attribute is absent from detail, list, choices, export, history and audit', async () => {
  for (const attribute of hidable) {
    const showing = async (reader: Given) => {
      const replies = [...(await channels(reader)), ...(await records(reader))]
      for (const reply of replies) expect.soft(reply.status, `${attribute} ${reply.text}`).toBe(200)
      return replies.filter(({ text }) => leaks(attribute, text)).map(({ text }) => text.slice(0, 300))
    }
    expect.soft(await showing(readers.get(attribute) ?? {}), attribute).toEqual([])
    // who may read it is shown it: the canary sings where it should
    expect.soft((await showing(everything)).length, `${attribute} is shown to nobody`).toBeGreaterThan(1)
  }
})

test('ACC-15 a hidden attribute is no key of a record and no column of a list', async () => {
  for (const [attribute, reader] of readers) {
    const list = (await read(page, reader)).json as { items: object[]; columns: string[] }
    const detail = (await read(api.readCustomer, reader)).json as { writable: string[] }
    for (const item of [...list.items, detail]) expect.soft(Object.keys(item), attribute).not.toContain(attribute)
    expect.soft([...list.columns, ...detail.writable], attribute).not.toContain(attribute)
  }
})

test('ACC-15 searching for what is hidden finds nothing', async () => {
  for (const [attribute, reader] of readers) {
    for (const [who, found] of [
      [reader, 0],
      [everything, columns.some(({ key, searchable }) => key === attribute && searchable) ? 1 : 0],
    ] as const) {
      const q = canaries[attribute][0]
      const value = ((await read(total, who, { q })).json as { value: number }).value
      const { items } = (await read(page, who, { q })).json as { items: object[] }
      const lines = (await read(csv, who, { q })).text.trim().split('\r\n').length - 1
      expect.soft([value, items.length, lines], attribute).toEqual([found, found, found])
    }
    for (const reply of await channels(reader, { q: canaries[attribute][0] })) {
      expect.soft(leaks(attribute, reply.text), reply.text).toBe(false)
    }
  }
})

test('ACC-15 the command palette and the question for duplicates match nothing that is hidden', async () => {
  for (const [attribute, reader] of readers) {
    const searched = columns.some(({ key, searchable }) => key === attribute && searchable) ? 1 : 0
    for (const [who, expected] of [
      [reader, 0],
      [everything, searched],
    ] as const) {
      const reply = (await read(search, who, { q: canaries[attribute][0] })).json as { customers: { items: object[] } }
      expect.soft(reply.customers.items, attribute).toHaveLength(expected)
    }
  }
  for (const key of ['email', 'vatId'] as const) {
    const compared = async (who: Given) =>
      ((await read(customerDuplicates, who, { [key]: alike[key] })).json as { items: { reasons: string[] }[] }).items
    expect.soft(await compared(readers.get(key) ?? {}), key).toEqual([])
    expect.soft(await compared(everything), key).toMatchObject([{ name: 'Vogel Druck', reasons: [key] }])
  }
})

test('ACC-15 LST-12 filter, sort, column and choices of a hidden attribute are refused like an unknown one', async () => {
  for (const [attribute, reader] of readers) {
    const asked = (key: string): Promise<Reply>[] => [
      read(page, reader, { filter: JSON.stringify({ [key]: { empty: true } }) }),
      read(page, reader, { filter: JSON.stringify({ [key]: { nonsense: true } }) }),
      read(total, reader, { filter: JSON.stringify({ [key]: { in: ['x'] } }) }),
      read(csv, reader, { filter: JSON.stringify({ [key]: { from: '2026-01-01' } }) }),
      read(page, reader, { sort: key }),
      read(csv, reader, { sort: `name,-${key}` }),
      read(page, reader, { columns: `name,${key}` }),
      read(csv, reader, { columns: key }),
      read(xlsx, reader, { sort: key }),
      read(xlsx, reader, { columns: key }),
      ask(server.server, choices, { ...reader, params: { column: key } }),
    ]
    const hidden = await Promise.all(asked(attribute))
    const unknown = await Promise.all(asked('unbekannt'))
    for (const [at, reply] of hidden.entries()) {
      expect.soft([reply.status, codeOf(reply)], `${attribute} ${at}`).toEqual([400, codeOf(unknown[at] ?? reply)])
      expect
        .soft(fieldsOf(reply).join().replace(attribute, 'unbekannt'), attribute)
        .toBe(fieldsOf(unknown[at] ?? reply).join())
    }
  }
})

test('ACC-15 what stands in a hidden attribute changes not a byte of any reply', async () => {
  // nothing but the attribute differs: no history, no time, no revision
  await server.owner.query('alter table customers disable trigger user')
  for (const [attribute, reader] of readers) {
    const sorts = ['-name', 'contact,-owner', '-city,phone', 'status,industry', '-manager'].filter(
      (sort) => !sort.includes(attribute),
    )
    const look = async () => {
      const replies = [...(await channels(reader)), ...(await records(reader))]
      for (const sort of sorts) replies.push(await read(page, reader, { sort, limit: '1' }))
      return replies.map(({ status, text }) => `${status} ${text}`)
    }
    const before = await look()
    const { rows } = await server.owner.query<{ value: string }>(
      `select ${columnOf(attribute)}::text as value from customers where id = $1`,
      [world.customerId],
    )
    const other = { status: 'customer', owner: world.partner.id, imported: '{}' }[attribute as string] ?? null
    const change = (value: string | null) =>
      server.owner.query(`update customers set ${columnOf(attribute)} = $2 where id = $1`, [world.customerId, value])
    await change(other)
    const after = await look()
    await change(rows[0]?.value ?? null)
    for (const [at, text] of before.entries()) expect.soft(after[at], attribute).toBe(text)
  }
  await server.owner.query('alter table customers enable trigger user')
})

test('ACC-15 changes of a hidden attribute do not push the others out of the history', async () => {
  const reader = readers.get('email') ?? {}
  await server.owner.query(`update customers set city = 'Neustadt' where id = $1`, [world.customerId])
  for (const n of [1, 2, 3, 4]) {
    await server.owner.query(`update customers set email = $2 where id = $1`, [world.customerId, `${n}@vogel.example`])
  }
  const { items } = (await read(api.customerHistory, reader, { limit: '3' })).json as {
    items: { changes: { attribute: string }[] }[]
  }
  expect(items).toHaveLength(3)
  expect(items[0]?.changes[0]?.attribute).toBe('city')
})
