import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { parse } from 'csv-parse/sync'
import { expect, test, vi } from 'vitest'
import { customerList } from '../../src/api/customers.ts'
import { lists } from '../../src/api/index.ts'
import type { List } from '../../src/api/lists.ts'
import { makePartner } from '../support/factories.ts'
import { ask, codeOf } from './ask.ts'
import { downloadsFixture, formulaTexts } from './downloads.ts'
import { readTotal, type View, walk } from './walk.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const downloads = downloadsFixture()
const { server, world, reader } = downloads

async function download(list: List, view: View = {}, given = reader.given) {
  const reply = await downloads.download('csv', list, view, given)
  return { ...reply, rows: read(reply.text) }
}

/** As another program reads it. */
function read(text: string): string[][] {
  return parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' })
}

test('LST-9 an export is UTF-8 with BOM and semicolons, a line for the header and one for each row', async () => {
  for (const list of lists) {
    const { text, headers, rows } = await download(list)
    expect.soft(headers['content-type'], list.key).toBe('text/csv; charset=utf-8')
    expect.soft(text.startsWith('\uFEFF') && !text.slice(1).includes('\uFEFF'), list.key).toBe(true)
    expect.soft(text.endsWith('\r\n') && !/[^\r]\n/.test(text), list.key).toBe(true)
    expect.soft(rows.length, list.key).toBe((await readTotal(reader, list)).value + 1)
    expect.soft(rows[0]?.length, list.key).toBe(list.columns.length)
    // every column has a word, not its key
    for (const [at, { key }] of list.columns.entries())
      expect.soft(rows[0]?.[at], `${list.key} ${key}`).toMatch(/^\p{Lu}/u)
  }
})

test('LST-9 an export follows search, filters, sort and the visible columns', async () => {
  const view: View = { q: 'gmbh', filter: { status: { in: ['prospect'] } }, sort: '-name', columns: 'city,name' }
  const { rows } = await download(customerList, view)
  const walked = await walk(reader, customerList, { ...view, limit: 7 })
  expect(rows.slice(1)).toEqual(walked.map((row) => [row['city'] ?? '', row['name']]))
  expect(walked.length).toBeGreaterThan(5)
  const twice = await download(customerList, { columns: 'name,name' })
  expect(twice.rows[0]).toHaveLength(1)
})

test('LST-9 the file is named by list and day of the operator', async () => {
  const { services } = server
  const before = services.now()
  // still the day before in UTC
  services.now = () => new Date('2026-11-20T23:30:00Z')
  const { headers } = await download(customerList)
  services.now = () => before
  expect(headers['content-disposition']).toContain(`filename*=UTF-8''Kunden-2026-11-21.csv`)
  const english = await downloads.english()
  const files = []
  // one after the other: a person has two downloads at a time
  for (const list of lists) files.push(await download(list, {}, english))
  for (const { headers: named } of files)
    expect.soft(String(named['content-disposition'])).toMatch(/''[A-Z][A-Za-z-]+-\d{4}-\d\d-\d\d\.csv$/)
  expect(files[0]?.rows[0]).toContain('Company')
})

/** What a spreadsheet computes instead of showing it. */
function isFormula(cell: string): boolean {
  if (/^[=@\t\r\n＝＋－＠]/.test(cell)) return true
  return /^[+-]/.test(cell) && !/^[+-]\d[\d ]*$/.test(cell)
}

test('LST-9 of 500 texts none becomes a formula, and each is read back as it was', async () => {
  const texts = formulaTexts()
  const partner = await makePartner(server.owner, world.operator, { name: 'Formel GmbH' })
  await server.owner.query(
    `insert into customers (operator_id, owner_id, status, name, city, street)
       select $1, $2, 'customer', n::text, t, t || 'x' from unnest($3::text[]) with ordinality as x(t, n)`,
    [world.operator.id, partner.id, texts],
  )
  const { rows } = await download(
    customerList,
    { columns: 'name,city,street' },
    { ...reader.given, organization: partner.handle },
  )
  const cells = new Map(rows.slice(1).map(([name, ...rest]) => [Number(name), rest]))
  expect(cells.size).toBe(500)
  for (const [at, written] of texts.entries()) {
    for (const [cell, value] of [
      [cells.get(at + 1)?.[0] ?? '', written],
      [cells.get(at + 1)?.[1] ?? '', `${written}x`],
    ] as const) {
      expect.soft(isFormula(cell), JSON.stringify(cell)).toBe(false)
      expect.soft([value, `'${value}`], JSON.stringify(value)).toContain(cell)
      expect.soft(cell === value, JSON.stringify(value)).toBe(!isFormula(value))
    }
  }
})

test('LST-9 what is wrong with an export is said before it begins', async () => {
  for (const list of lists) {
    for (const [query, code] of [
      [{ q: 'a\u0000' }, 'request.invalid'],
      [{ filter: JSON.stringify({ [list.columns[0]?.key ?? '']: { empty: '\u0000' } }) }, 'lists.filter_invalid'],
      [{ sort: 'unbekannt' }, 'lists.unknown_column'],
    ] as const) {
      const reply = await ask(server.server, list.csv, { ...reader.given, query: { ...query } })
      expect.soft([reply.status, codeOf(reply)], `${list.key} ${JSON.stringify(query)}`).toEqual([400, code])
    }
  }
})

/** Nobody looks at the history of many thousand rows, and no other test at their speed. */
async function prepareForMany(): Promise<void> {
  const { rows } = await server.owner.query<{ name: string }>(
    `select i.indexrelid::regclass::text as name from pg_index i where i.indrelid = 'customers'::regclass and not i.indisunique`,
  )
  await server.owner.query(
    `drop index ${rows.map(({ name }) => name).join(', ')}; alter table customers disable trigger user`,
  )
}

test('LST-7 totals are exact up to 10,000 and say so beyond; LST-9 an export holds every row', async () => {
  const partner = await makePartner(server.owner, world.operator, { name: 'Viel GmbH' })
  const given = { ...reader.given, organization: partner.handle }
  const add = (from: number, to: number) =>
    server.owner.query(
      `insert into customers (operator_id, owner_id, status, name, city)
         select $1, $2, 'customer', 'Kunde ' || lpad(n::text, 6, '0'), case when n % 3 > 0 then 'Ort ' || n % 7 end from generate_series($3::int, $4::int) n`,
      [world.operator.id, partner.id, from, to],
    )
  await prepareForMany()
  await add(1, 10_000)
  expect(await readTotal({ server, given }, customerList)).toEqual({ value: 10_000, exact: true })
  await add(10_001, 10_003)
  expect(await readTotal({ server, given }, customerList)).toEqual({ value: 10_000, exact: false })
  for (const sort of ['name', '-city']) {
    const { rows } = await download(customerList, { sort, columns: 'name' }, given)
    const names = rows.slice(1).map(([name]) => name)
    expect.soft(names.length, sort).toBe(10_003)
    expect.soft(new Set(names).size, sort).toBe(10_003)
  }
})

test('LST-9 readers who go away in the middle hold nothing up', async () => {
  const origin = await server.server.listen({ host: '127.0.0.1', port: 0 })
  const url = `${origin}/api/v1/o/${world.operator.handle}/customers.csv`
  // more than there are connections
  const leaving = Array.from({ length: 30 }, async () => {
    const asked = get(url, { headers: { cookie: reader.given.cookie } })
    const [reply] = (await once(asked, 'response')) as [IncomingMessage]
    await once(reply, 'data')
    asked.destroy()
  })
  await Promise.all(leaving)
  const replies = await Promise.all(Array.from({ length: 30 }, () => readTotal(reader, customerList)))
  expect(replies).toHaveLength(30)
  expect(server.log).toEqual([])
})

test('LST-13 sorting more than 50,000 rows by a joined column is refused; other columns are not', async () => {
  const partner = await makePartner(server.owner, world.operator, { name: 'Sehr viel GmbH' })
  await server.owner.query(
    `insert into customers (operator_id, owner_id, status, name)
       select $1, $2, case when n = 1 then 'prospect' else 'customer' end, 'K ' || n from generate_series(1, 50001) n`,
    [world.operator.id, partner.id],
  )
  const given = { ...reader.given, organization: partner.handle }
  const asked = async (query: Record<string, string>) => {
    const replies = await Promise.all(
      [customerList.page, customerList.csv].map((e) => ask(server.server, e, { ...given, query })),
    )
    return replies.map((reply) => codeOf(reply) ?? reply.status)
  }
  const refused = ['lists.narrow_first', 'lists.narrow_first']
  expect(await asked({ sort: 'contact' })).toEqual(refused)
  expect(await asked({ sort: 'name,-owner' })).toEqual(refused)
  expect(await asked({ sort: 'contact', filter: '{"status":{"in":["prospect"]}}' })).toEqual([200, 200])
  const { statusCode } = await server.server.inject({
    url: `/api/v1/o/${partner.handle}/customers?sort=-changedAt&limit=5`,
    headers: { cookie: given.cookie ?? '' },
  })
  expect(statusCode).toBe(200)
})
