import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam, teamOf } from '../../../../test/support/import-team.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'
import type { ImportRow } from '../../../api/imports.ts'

const old = readFileSync(new URL('../../../../test/data/kunden-altsystem-windows1252.csv', import.meta.url))

const portal = portalFixture({ worker: true })

test('IMP-2, IMP-3 a customer file of an old system is tried out, and nothing is written', async () => {
  const team = await makeTeam(portal)
  const { status, body } = await team.upload(old)
  expect(status).toBe(201)
  expect(body).toMatchObject({ status: 'checking', encoding: 'windows-1252', delimiter: ';', maker: 'Ida Import' })
  expect(body).toMatchObject({ file: 'kunden.csv', organization: { name: 'Ahlers IT' } })
  const samples = ['Königsallee 22a', 'Hauptstraße 84', 'Industrieweg 99a']
  expect(body.columns[2]).toEqual({ header: 'Straße', field: 'street', samples })
  const checked = await team.until(body.id, 'checked')
  expect(checked.counts).toEqual({ total: 1500, create: 1449, update: 0, unchanged: 0, error: 51, warned: 6 })
  expect(checked.done).toBe(1500)
  expect(await team.customers()).toEqual([])
  const errors = await team.rows(checked.id, 'action=error&limit=500')
  expect(errors).toHaveLength(51)
  const message = 'Diese Kundennummer steht schon in Zeile 99.'
  const problem = { column: 'Kundennr.', code: 'id_repeated', level: 'error', value: 'K10098', message }
  expect(errors.find((row) => row.row === 224)?.problems).toEqual([problem])
  expect(await team.rows(checked.id, 'action=warned')).toHaveLength(6)
})

test('IMP-4 its valid rows are taken over whole, and a second time there is nothing to take over', async () => {
  const team = await makeTeam(portal)
  const checked = await team.check(old)
  const done = await team.commit(checked.id)
  expect(done.counts).toEqual(checked.counts)
  const customers = await team.customers()
  expect(customers).toHaveLength(1449)
  expect(customers[2]).toEqual({
    external_id: 'K10003',
    name: 'Petersen Energie KG',
    postal_code: '90402',
    city: 'Nürnberg',
    country: 'DE',
    phone: '+49 7554 462701',
    email: 'info@petersen-energie-kg3.example',
    status: 'customer',
    customer_since: '2025-05-29',
    contact: null,
    revision: 1,
    imported: { 'Umsatz/Monat': '3.897,59', Bemerkung: 'Rückruf\nnach Messe' },
  })
  const formula = { contact: 'Zoë Weiß', imported: { Bemerkung: '=SUMME(A1:A9)' } }
  expect(customers[0]).toMatchObject({ name: 'Jäger Elektro KG', ...formula })

  const again = await team.check(old)
  expect(again.counts).toEqual({ total: 1500, create: 0, update: 0, unchanged: 1449, error: 51, warned: 6 })
  expect(await team.askCommit(again.id)).toMatchObject({
    status: 409,
    body: { code: 'imports.nothing_to_take_over' },
  })
  expect(await team.read(again.id)).toMatchObject({ status: 'checked', revision: again.revision })
  expect(await team.customers()).toEqual(customers)
})

test('IMP-3 an update says what changes', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K1'), line('K2')))).id)
  const changed = line('K1', { Ort: 'Lübeck', Ansprechpartner: 'Groß, Jürgen', Bemerkung: '' })
  const checked = await team.check(file(changed, line('K2'), line('K3', { PLZ: '2009' })))
  expect(checked.counts).toEqual({ total: 3, create: 0, update: 1, unchanged: 1, error: 1, warned: 0 })
  const [update, same, error] = await team.rows(checked.id)
  expect(update).toMatchObject({ row: 2, action: 'update', customer: expect.any(String), problems: [] })
  expect(update?.changes).toEqual([
    { attribute: 'city', before: 'Hamburg', after: 'Lübeck' },
    { attribute: 'contact', before: 'Zoë Weiß', after: 'Jürgen Groß' },
    { attribute: 'imported.Bemerkung', before: '=A1', after: null },
  ])
  expect(same).toMatchObject({ row: 3, action: 'unchanged', changes: [] })
  const message = 'Deutsche Postleitzahlen haben fünf Ziffern, zum Beispiel 21465.'
  expect(error?.problems).toMatchObject([{ column: 'PLZ', value: '2009', message }])
  await team.commit(checked.id)
  expect(await team.customers()).toMatchObject([
    { external_id: 'K1', city: 'Lübeck', contact: 'Jürgen Groß', imported: {} },
    { external_id: 'K2', city: 'Hamburg', revision: 1 },
  ])
})

test('IMP-5 the image of each customer before its change is kept; history and audit say that it was an import', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K1'), line('K2')))).id)
  const { id } = await team.check(file(line('K1', { Ort: 'Lübeck', Ansprechpartner: 'Jürgen Groß' }), line('K2')))
  await team.commit(id)
  const { rows } = await portal.owner.query(
    `select r.row, r.before, r.revision = c.revision as untouched from import_rows r join customers c on c.id = r.customer_id
       where r.import_id = $1 order by r.row`,
    [id],
  )
  const before = { values: { city: 'Hamburg', name: 'Firma K1 KG' }, imported: { Bemerkung: '=A1' } }
  expect(rows).toMatchObject([
    { row: 2, before, untouched: true },
    { row: 3, before: null, untouched: null },
  ])
  const history = await portal.owner.query(
    'select distinct action from history where object_id in (select customer_id from import_rows where import_id = $1)',
    [id],
  )
  expect(history.rows).toEqual([{ action: 'imported' }])
  const audit = await portal.owner.query('select action, object_name, details from audit where object_id = $1', [id])
  const details = { file: 'kunden.csv', created: '0', updated: '1', unchanged: '1', errors: '0' }
  expect(audit.rows).toEqual([{ action: 'import.committed', object_name: 'kunden.csv', details }])
})

test('IMP-2 the mapping can be corrected by hand, and the file is checked again', async () => {
  const team = await makeTeam(portal)
  const { browser } = team.maker
  const checked = await team.check(file(line('K1')).replace('Telefon', 'Rufzeichen'))
  expect(checked.columns[7]).toMatchObject({ header: 'Rufzeichen', field: null })
  const path = `${team.path}/${checked.id}`
  const mapping = (...columns: [string, string][]) => ({
    columns: columns.map(([header, field]) => ({ header, field })),
  })
  expect((await browser.call('PATCH', path, mapping(['Funk', 'phone']))).status).toBe(422)
  expect((await browser.call('PATCH', path, mapping(['Ort', 'phone'], ['Rufzeichen', 'phone']))).status).toBe(422)
  const remapped = await browser.call('PATCH', path, mapping(['Rufzeichen', 'phone']))
  expect(remapped).toMatchObject({ status: 200, body: { status: 'checking' } })
  await team.until(checked.id, 'checked')
  await team.commit(checked.id)
  expect(await team.customers()).toMatchObject([{ phone: '+49 40 331280', imported: { Bemerkung: '=A1' } }])
  expect((await browser.call('PATCH', path, { delimiter: ',' })).status).toBe(409)
})

test('IMP-8 a file that is no text table is refused with the reason', async () => {
  const team = await makeTeam(portal)
  const workbook = Buffer.concat([Buffer.from('504b030414000000', 'hex'), Buffer.from('....[Content_Types].xml')])
  const refused = (code: string) => ({
    status: 422,
    body: { code: 'imports.unreadable', fields: [{ path: 'file', code }] },
  })
  expect(await team.upload(workbook, 'kunden.xlsx')).toMatchObject(refused('file_workbook_broken'))
  expect(await team.upload('')).toMatchObject(refused('file_empty'))
  expect(await team.upload(file())).toMatchObject(refused('file_empty'))
  const blank = ';'.repeat(11)
  expect(await team.upload(`${blank}\r\n${file(line('K1'), line('K2'))}`)).toMatchObject(
    refused('file_header_unreadable'),
  )
  expect((await team.maker.browser.call('GET', team.path)).body).toEqual({ items: [] })
})

test('IMP-3 importing needs the permission, and all customers in sight', async () => {
  const { organization } = await makeTeam(portal)
  const own = teamOf(portal, organization, await makeMember(portal, organization, { visibility: 'own' }))
  expect(await own.upload(file(line('K1')))).toMatchObject({ status: 403, body: { code: 'imports.not_allowed' } })
  const buyer = teamOf(portal, organization, await makeMember(portal, organization, { roles: ['buyer'] }))
  const refused = { status: 403, body: { code: 'access.permission_missing' } }
  expect(await buyer.upload(file(line('K1')))).toMatchObject(refused)
})

test('ACC-11a imports are for their maker and imports.read of the organisation; rows are filtered again', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(line('K1'), line('K2', { PLZ: 'x' })))
  const as = (member: Member) => teamOf(portal, team.organization, member)
  const blind = as(await makeMember(portal, team.organization, { visibility: 'none' }))
  expect((await blind.read(id)).columns.every(({ samples }) => samples.length === 0)).toBe(true)
  expect(await blind.rows(id)).toEqual([])
  await team.commit(id)
  expect(await blind.rows(id)).toEqual([])
  expect(await team.rows(id)).toHaveLength(2)
  const manager = await makeMember(portal, team.organization, { roles: ['management'] })
  expect((await manager.browser.call('GET', `${team.path}/${id}`)).status).toBe(404)
  expect((await manager.browser.call('GET', team.path)).body).toEqual({ items: [] })
  await portal.owner.query("update memberships set visibility = 'own' where id = $1", [team.maker.membership])
  // the customer that was created is no longer in the maker's sight, the faulty row is nobody's
  expect((await team.rows(id)).map((row: ImportRow) => row.row)).toEqual([3])
  expect((await team.read(id)).columns.some(({ samples }) => samples.length > 0)).toBe(true)
  await portal.owner.query("update memberships set visibility = 'none' where id = $1", [team.maker.membership])
  expect((await team.read(id)).columns.every(({ samples }) => samples.length === 0)).toBe(true)
  const stranger = await makeTeam(portal)
  expect((await stranger.maker.browser.call('GET', `${stranger.path}/${id}`)).status).toBe(404)
})
