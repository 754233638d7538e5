import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { expect, test, vi } from 'vitest'
import { auditList } from '../../src/api/audit.ts'
import { customerList } from '../../src/api/customers.ts'
import { lists } from '../../src/api/index.ts'
import type { List } from '../../src/api/lists.ts'
import { makePartner } from '../support/factories.ts'
import { formulasIn, sheetOf, valuesOf } from '../support/workbook.ts'
import { ask, codeOf } from './ask.ts'
import { downloadsFixture, formulaTexts } from './downloads.ts'
import { readTotal, type View, walk } from './walk.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const downloads = downloadsFixture()
const { server, world, reader } = downloads

async function download(list: List, view: View = {}, given = reader.given) {
  const reply = await downloads.download('xlsx', list, view, given)
  const sheet = sheetOf(reply.bytes)
  return { ...reply, sheet, rows: valuesOf(sheet) }
}

test('LST-9 a workbook has one sheet of the name of the list, with filters, and a row for each row', async () => {
  for (const list of lists) {
    const { sheet, rows, headers, text } = await download(list)
    expect.soft(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect.soft(sheet.name, list.key).toMatch(/^\p{Lu}/u)
    expect.soft(sheet['!autofilter']?.ref, list.key).toMatch(new RegExp(`^A1:[A-Z]+${rows.length}$`))
    expect.soft(text, list.key).toContain('state="frozen"')
    expect.soft(rows.length, list.key).toBe((await readTotal(reader, list)).value + 1)
    expect.soft(rows[0]?.length, list.key).toBe(list.columns.length)
    expect.soft(sheet['!cols']?.length, list.key).toBe(list.columns.length)
    for (const title of rows[0] ?? []) expect.soft(title, list.key).toMatch(/^\p{Lu}/u)
  }
})

test('LST-9 a workbook follows search, filters, sort and the visible columns; umlauts are whole', async () => {
  const view: View = { q: 'gmbh', filter: { status: { in: ['prospect'] } }, sort: '-name', columns: 'city,name' }
  const { rows } = await download(customerList, view)
  const walked = await walk(reader, customerList, { ...view, limit: 7 })
  expect(rows.slice(1)).toEqual(walked.map((row) => [row['city'] ?? null, row['name']]))
  expect(walked.length).toBeGreaterThan(5)
  expect(JSON.stringify((await download(customerList, { columns: 'name' })).rows)).toMatch(/[äöüß]/)
})

test('LST-9 dates are dates, moments are what the clocks of the operator showed, numbers of customers are texts', async () => {
  const partner = await makePartner(server.owner, world.operator, { name: 'Daten GmbH' })
  await server.owner.query(
    `insert into customers (operator_id, owner_id, status, name, postal_code, country, customer_since)
     values ($1, $2, 'customer', 'Ähre & Söhne <GmbH>', '01067', 'DE', '2024-02-29')`,
    [world.operator.id, partner.id],
  )
  const given = { ...reader.given, organization: partner.handle }
  const { sheet } = await download(customerList, { columns: 'name,postalCode,customerSince,number,country' }, given)
  // days since the last of 1899, as spreadsheets count
  expect(sheet['C2']).toMatchObject({ t: 'n', v: 45_351, z: 'm/d/yy' })
  expect(sheet['B2']).toMatchObject({ t: 's', v: '01067' })
  expect(sheet['D2']).toMatchObject({ t: 's' })
  expect([sheet['A2']?.v, sheet['E2']?.v]).toEqual(['Ähre & Söhne <GmbH>', 'Deutschland'])
  // the transaction of a download ends after its last piece
  const started = () =>
    server.owner.query(`select from audit where operator_id = $1 and action = 'work_as.started'`, [world.operator.id])
  await expect.poll(async () => (await started()).rowCount).toBe(1)
  await server.owner.query(`update audit set at = '2026-07-01T22:30:00Z' where operator_id = $1`, [world.operator.id])
  const audit = await download(auditList, { columns: 'at' })
  // half past midnight in Berlin
  expect(audit.sheet['A2']).toMatchObject({ t: 'n', z: 'm/d/yy h:mm' })
  expect(Number(audit.sheet['A2']?.v)).toBeCloseTo(46_205 + 0.5 / 24, 6)
})

test('LST-9 the file is named by list and day of the operator, in the language of the reader', async () => {
  const { services } = server
  const before = services.now()
  services.now = () => new Date('2026-11-20T23:30:00Z')
  const { headers } = await download(customerList)
  services.now = () => before
  expect(headers['content-disposition']).toContain(`filename*=UTF-8''Kunden-2026-11-21.xlsx`)
  const english = await downloads.english()
  const { rows, sheet } = await download(customerList, {}, english)
  expect(rows[0]).toContain('Company')
  expect(sheet.name).toBe('Customers')
})

test('LST-9 of 500 texts none becomes a formula, and each is read back by another program as it was', async () => {
  const texts = formulaTexts()
  const partner = await makePartner(server.owner, world.operator, { name: 'Formel GmbH' })
  await server.owner.query(
    `insert into customers (operator_id, owner_id, status, name, city)
       select $1, $2, 'customer', n::text, t from unnest($3::text[]) with ordinality as x(t, n)`,
    [world.operator.id, partner.id, texts],
  )
  const given = { ...reader.given, organization: partner.handle }
  const { sheet, rows } = await download(customerList, { columns: 'name,city' }, given)
  expect(formulasIn(sheet)).toEqual([])
  const cells = new Map(rows.slice(1).map(([name, city]) => [Number(name), city]))
  expect(cells.size).toBe(500)
  for (const [at, written] of texts.entries()) {
    // XML knows one kind of line end, which other programs read back as such
    expect.soft(String(cells.get(at + 1)), JSON.stringify(written)).toBe(written.replaceAll('\r\n', '\n'))
  }
})

test('LST-9 what is wrong with a workbook is said before it begins', async () => {
  for (const list of lists) {
    const reply = await ask(server.server, list.xlsx, { ...reader.given, query: { sort: 'unbekannt' } })
    expect.soft([reply.status, codeOf(reply)], list.key).toEqual([400, 'lists.unknown_column'])
  }
})

test('LST-9 readers who cancel in the middle hold no connection', async () => {
  const partner = await makePartner(server.owner, world.operator, { name: 'Viel GmbH' })
  await server.owner.query(
    `insert into customers (operator_id, owner_id, status, name, city)
       select $1, $2, 'customer', case n when 20000 then 'Nadel' else 'Kunde' end, md5(n::text) from generate_series(1, 20000) n`,
    [world.operator.id, partner.id],
  )
  const origin = await server.server.listen({ host: '127.0.0.1', port: 0 })
  const url = `${origin}/api/v1/o/${partner.handle}/customers.xlsx`
  for (let round = 0; round < 6; round += 1) {
    const asked = get(url, { headers: { cookie: reader.given.cookie } })
    const [reply] = (await once(asked, 'response')) as [IncomingMessage]
    await once(reply, 'data')
    asked.destroy()
    const busy = () =>
      server.owner.query(
        `select 1 from pg_stat_activity where datname = current_database() and application_name = 'kontor' and state <> 'idle'`,
      )
    await expect.poll(async () => (await busy()).rowCount).toBe(0)
  }
  expect(
    (await download(customerList, { q: 'Nadel' }, { ...reader.given, organization: partner.handle })).rows,
  ).toHaveLength(2)
  expect(server.log).toEqual([])
})
