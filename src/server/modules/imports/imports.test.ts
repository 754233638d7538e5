import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  makeMembership,
  makeOperator,
  makePartner,
  makePerson,
  type Organization,
} from '../../../../test/support/factories.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'
import { openPortal, type Portal } from '../../../../test/support/portal.ts'
import type { Import, ImportRow } from '../../../api/imports.ts'
import { runCommit } from './run-commit.ts'

const old = readFileSync(new URL('../../../../test/data/kunden-altsystem-windows1252.csv', import.meta.url))
const header = 'Kundennr.;Firma;Straße;PLZ;Ort;Land;E-Mail;Telefon;Kundenstatus;Kunde seit;Ansprechpartner;Bemerkung'

interface Partner {
  organization: Organization
  maker: Member
}

let portal: Portal

beforeAll(async () => {
  portal = await openPortal({ worker: true })
})
afterAll(async () => {
  await portal.close()
  expect(portal.log).toEqual([])
})

async function makeTeam(): Promise<Partner> {
  const organization = await makePartner(portal.owner, await makeOperator(portal.owner))
  const maker = await makeMember(portal, organization, { name: 'Ida Import' })
  for (const name of ['Zoë Weiß', 'Jürgen Groß', 'Anna Schmidt']) {
    await makeMembership(portal.owner, organization, await makePerson(portal.owner, { name }), {
      visibility: 'own',
      roles: ['licensing'],
    })
  }
  return { organization, maker }
}

function row(id: string, changes: Partial<Record<string, string>> = {}): string {
  const values: Record<string, string | undefined> = {
    'Kundennr.': id,
    Firma: `Firma ${id} KG`,
    Straße: 'Am Markt 1',
    PLZ: '20095',
    Ort: 'Hamburg',
    Land: 'D',
    'E-Mail': `info@${id}.example`.toLowerCase(),
    Telefon: '040/331280',
    Kundenstatus: 'Kunde',
    'Kunde seit': '07.09.15',
    Ansprechpartner: 'Zoe Weiss',
    Bemerkung: '=A1',
    ...changes,
  }
  return header
    .split(';')
    .map((name) => values[name] ?? '')
    .join(';')
}

function file(...rows: string[]): string {
  return [header, ...rows, ''].join('\r\n')
}

async function upload({ organization, maker }: Partner, content: string | Buffer, name = 'kunden.csv') {
  const boundary = 'kontor-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const reply = await portal.server.inject({
    method: 'POST',
    url: `/api/v1/o/${organization.handle}/imports`,
    headers: { cookie: maker.browser.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return {
    status: reply.statusCode,
    body: JSON.parse(reply.payload) as Import & { code?: string; fields?: { code: string }[] },
  }
}

async function read(member: Member, { handle }: Organization, id: string): Promise<Import> {
  return (await member.browser.call('GET', `/o/${handle}/imports/${id}`)).body as never
}

async function until({ organization, maker }: Partner, id: string, status: Import['status']): Promise<Import> {
  await expect
    .poll(async () => (await read(maker, organization, id)).status, { timeout: 20_000, interval: 50 })
    .toBe(status)
  return read(maker, organization, id)
}

async function rowsOf({ organization, maker }: Partner, id: string, query = '?limit=500'): Promise<ImportRow[]> {
  return (await maker.browser.call('GET', `/o/${organization.handle}/imports/${id}/rows${query}`)).body[
    'items'
  ] as ImportRow[]
}

async function commit(partner: Partner, id: string, body = {}): Promise<Import> {
  const reply = await partner.maker.browser.call('POST', `/o/${partner.organization.handle}/imports/${id}/commit`, body)
  expect(reply.status).toBe(202)
  return until(partner, id, 'done')
}

async function customersOf({ id }: Organization) {
  const { rows } = await portal.owner.query(
    `select c.external_id, c.name, c.postal_code, c.city, c.country, c.phone, c.email, c.status, c.customer_since, c.imported, c.revision, p.name as contact
       from customers c left join people p on p.operator_id = c.operator_id and p.person_id = c.contact_id where c.owner_id = $1 order by c.external_id`,
    [id],
  )
  return rows as Record<string, unknown>[]
}

test('IMP-3, IMP-4 a customer file of an old system: tried out, taken over, and a second time nothing changes', async () => {
  const partner = await makeTeam()
  const uploaded = await upload(partner, old)
  expect(uploaded.status).toBe(201)
  expect(uploaded.body).toMatchObject({
    status: 'checking',
    encoding: 'windows-1252',
    delimiter: ';',
    file: 'kunden.csv',
    maker: 'Ida Import',
  })
  expect(uploaded.body.columns[2]).toEqual({
    header: 'Straße',
    field: 'street',
    samples: ['Königsallee 22a', 'Hauptstraße 84', 'Industrieweg 99a'],
  })
  const checked = await until(partner, uploaded.body.id, 'checked')
  expect(checked.counts).toEqual({ total: 1500, create: 1449, update: 0, unchanged: 0, error: 51, warned: 6 })
  expect(checked.done).toBe(1500)
  expect(await customersOf(partner.organization)).toEqual([])
  const errors = await rowsOf(partner, checked.id, '?action=error&limit=500')
  expect(errors).toHaveLength(51)
  expect(errors.find(({ row: number }) => number === 224)).toMatchObject({
    action: 'error',
    problems: [
      {
        column: 'Kundennr.',
        code: 'id_repeated',
        level: 'error',
        value: 'K10098',
        message: 'Diese Kundennummer steht schon in Zeile 99.',
      },
    ],
  })

  const done = await commit(partner, checked.id)
  expect(done.counts).toEqual(checked.counts)
  const customers = await customersOf(partner.organization)
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
    customer_since: expect.anything(),
    contact: null,
    revision: 1,
    imported: { 'Umsatz/Monat': '3.897,59', Bemerkung: 'Rückruf\nnach Messe' },
  })
  expect(customers[0]).toMatchObject({
    name: 'Jäger Elektro KG',
    contact: 'Zoë Weiß',
    imported: { Bemerkung: '=SUMME(A1:A9)' },
  })

  const again = await until(partner, (await upload(partner, old)).body.id, 'checked')
  expect(again.counts).toEqual({ total: 1500, create: 0, update: 0, unchanged: 1449, error: 51, warned: 6 })
  await commit(partner, again.id)
  expect(await customersOf(partner.organization)).toEqual(customers)
}, 60_000)

test('IMP-4 an update says what changes, and keeps the image from before', async () => {
  const partner = await makeTeam()
  const first = await until(partner, (await upload(partner, file(row('K1'), row('K2')))).body.id, 'checked')
  await commit(partner, first.id)
  const changed = file(
    row('K1', { Ort: 'Lübeck', Ansprechpartner: 'Groß, Jürgen', Bemerkung: '' }),
    row('K2'),
    row('K3', { PLZ: '2009' }),
  )
  const second = await until(partner, (await upload(partner, changed)).body.id, 'checked')
  expect(second.counts).toEqual({ total: 3, create: 0, update: 1, unchanged: 1, error: 1, warned: 0 })
  const [update, , error] = await rowsOf(partner, second.id)
  expect(update).toMatchObject({
    row: 2,
    action: 'update',
    customer: expect.any(String),
    problems: [],
    changes: [
      { attribute: 'city', before: 'Hamburg', after: 'Lübeck' },
      { attribute: 'contact', before: 'Zoë Weiß', after: 'Jürgen Groß' },
      { attribute: 'imported.Bemerkung', before: '=A1', after: null },
    ],
  })
  expect(error?.problems).toMatchObject([
    { column: 'PLZ', value: '2009', message: 'Deutsche Postleitzahlen haben fünf Ziffern, zum Beispiel 21465.' },
  ])
  await commit(partner, second.id)
  expect(await customersOf(partner.organization)).toMatchObject([
    { external_id: 'K1', city: 'Lübeck', contact: 'Jürgen Groß', imported: {} },
    { external_id: 'K2', city: 'Hamburg', revision: 1 },
  ])
  const { rows } = await portal.owner.query(
    'select r.row, r.before, r.revision, c.revision as now from import_rows r join customers c on c.id = r.customer_id where r.import_id = $1 order by r.row',
    [second.id],
  )
  expect(rows[0]).toMatchObject({
    row: 2,
    before: { values: { city: 'Hamburg', name: 'Firma K1 KG' }, imported: { Bemerkung: '=A1' } },
  })
  expect(rows[0].revision).toBe(rows[0].now)
  expect(rows[1]).toMatchObject({ row: 3, before: null, revision: null })
  const history = await portal.owner.query(
    'select action from history where object_id = (select customer_id from import_rows where import_id = $1 and row = 2) order by id',
    [second.id],
  )
  expect(new Set(history.rows.map(({ action }) => action))).toEqual(new Set(['imported']))
  const audit = await portal.owner.query('select object_name, details from audit where object_id = $1', [second.id])
  expect(audit.rows).toEqual([
    {
      object_name: 'kunden.csv',
      details: { file: 'kunden.csv', created: '0', updated: '1', unchanged: '1', errors: '1' },
    },
  ])
}, 60_000)

test('IMP-4 all valid rows, or nothing if any is wrong', async () => {
  const partner = await makeTeam()
  const checked = await until(
    partner,
    (await upload(partner, file(row('K1'), row('K2', { Firma: '' })))).body.id,
    'checked',
  )
  const path = `/o/${partner.organization.handle}/imports/${checked.id}/commit`
  expect(await partner.maker.browser.call('POST', path, { onlyIfFaultless: true })).toMatchObject({
    status: 409,
    body: { code: 'imports.failed_rows' },
  })
  await commit(partner, checked.id)
  expect((await customersOf(partner.organization)).map((c) => c['external_id'])).toEqual(['K1'])
  expect(await partner.maker.browser.call('POST', path, {})).toMatchObject({
    status: 409,
    body: { code: 'imports.not_ready' },
  })
  const faultless = await until(partner, (await upload(partner, file(row('K1'), row('K4')))).body.id, 'checked')
  // by now the row would be wrong
  await portal.owner.query("update operators set required_customer_fields = '{website}' where operator_id = $1", [
    partner.organization.operator,
  ])
  await partner.maker.browser.call('POST', `/o/${partner.organization.handle}/imports/${faultless.id}/commit`, {
    onlyIfFaultless: true,
  })
  expect((await until(partner, faultless.id, 'failed')).failure).toBe('failed_rows')
  expect(await customersOf(partner.organization)).toHaveLength(1)
}, 60_000)

test('IMP-2 the mapping can be corrected by hand, and the file is checked again', async () => {
  const partner = await makeTeam()
  const content = file(row('K1')).replace('Telefon', 'Rufzeichen')
  const checked = await until(partner, (await upload(partner, content)).body.id, 'checked')
  expect(checked.columns[7]).toMatchObject({ header: 'Rufzeichen', field: null })
  const path = `/o/${partner.organization.handle}/imports/${checked.id}`
  expect(
    await partner.maker.browser.call('PATCH', path, { columns: [{ header: 'Funk', field: 'phone' }] }),
  ).toMatchObject({ status: 422 })
  const remapped = await partner.maker.browser.call('PATCH', path, {
    columns: [{ header: 'Rufzeichen', field: 'phone' }],
  })
  expect(remapped).toMatchObject({ status: 200, body: { status: 'checking' } })
  await commit(partner, (await until(partner, checked.id, 'checked')).id)
  expect(await customersOf(partner.organization)).toMatchObject([
    { phone: '+49 40 331280', imported: { Bemerkung: '=A1' } },
  ])
  expect(await partner.maker.browser.call('PATCH', path, { delimiter: ',' })).toMatchObject({ status: 409 })
}, 60_000)

test('IMP-8 a file that is no text table is refused with the reason', async () => {
  const partner = await makeTeam()
  const workbook = Buffer.concat([Buffer.from('504b030414000000', 'hex'), Buffer.from('....[Content_Types].xml')])
  expect(await upload(partner, workbook, 'kunden.xlsx')).toMatchObject({
    status: 422,
    body: { code: 'imports.unreadable', fields: [{ path: 'file', code: 'file_spreadsheet' }] },
  })
  expect(await upload(partner, '')).toMatchObject({ status: 422, body: { fields: [{ code: 'file_empty' }] } })
}, 60_000)

test('IMP-3 importing needs the permission, and all customers in sight', async () => {
  const { organization } = await makeTeam()
  const own = await makeMember(portal, organization, { visibility: 'own' })
  expect(await upload({ organization, maker: own }, file(row('K1')))).toMatchObject({
    status: 403,
    body: { code: 'imports.not_allowed' },
  })
  const buyer = await makeMember(portal, organization, { roles: ['buyer'] })
  expect(await upload({ organization, maker: buyer }, file(row('K1')))).toMatchObject({
    status: 403,
    body: { code: 'access.permission_missing' },
  })
}, 60_000)

test('ACC-11a imports are for their maker and imports.read of the organisation; rows are filtered again', async () => {
  const partner = await makeTeam()
  const { organization } = partner
  const checked = await until(
    partner,
    (await upload(partner, file(row('K1'), row('K2', { PLZ: 'x' })))).body.id,
    'checked',
  )
  const path = `/o/${organization.handle}/imports`
  const blind = await makeMember(portal, organization, { visibility: 'none' })
  const rowsFor = async (member: Member) =>
    (await member.browser.call('GET', `${path}/${checked.id}/rows`)).body['items'] as ImportRow[]
  expect((await read(blind, organization, checked.id)).columns.every(({ samples }) => samples.length === 0)).toBe(true)
  expect(await rowsFor(blind)).toEqual([])
  await commit(partner, checked.id)
  expect(await rowsFor(blind)).toEqual([])
  expect(await rowsFor(partner.maker)).toHaveLength(2)
  const manager = await makeMember(portal, organization, { roles: ['management'] })
  expect((await manager.browser.call('GET', `${path}/${checked.id}`)).status).toBe(404)
  expect((await manager.browser.call('GET', path)).body).toEqual({ items: [] })
  await portal.owner.query("update memberships set visibility = 'own' where id = $1", [partner.maker.membership])
  expect((await rowsFor(partner.maker)).map(({ row: number }) => number)).toEqual([3])
  const stranger = await makeTeam()
  expect(
    (await stranger.maker.browser.call('GET', `/o/${stranger.organization.handle}/imports/${checked.id}`)).status,
  ).toBe(404)
}, 60_000)

test('IMP-4 a run that was killed goes on without a row lost or doubled', async () => {
  const { organization } = await makeTeam()
  const rows = Array.from({ length: 2500 }, (_, at) => row(at === 2300 ? 'N7' : `N${at}`, { Firma: `Werk ${at} KG` }))
  const person = await makePerson(portal.owner, { name: 'Kim Kill' })
  await makeMembership(portal.owner, organization, person)
  const partner = { organization, maker: await makeMember(portal, organization) }
  const checked = await until(partner, (await upload(partner, file(...rows))).body.id, 'checked')
  await portal.owner.query("update imports set status = 'running', done = 0, attempt = 9 where id = $1", [checked.id])
  const run = { import: checked.id, attempt: 9, person: person.id, organization: organization.id }
  let parts = 0
  const killed = runCommit(portal.services, run, () => {
    parts += 1
    if (parts === 2) throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await customersOf(organization)).toHaveLength(2000)
  await runCommit(portal.services, run)
  expect(await customersOf(organization)).toHaveLength(2499)
  expect((await read(partner.maker, organization, checked.id)).counts).toEqual({
    total: 2500,
    create: 2499,
    update: 0,
    unchanged: 0,
    error: 1,
    warned: 0,
  })
  const [repeated] = await rowsOf(partner, checked.id, '?action=error')
  expect(repeated).toMatchObject({
    row: 2302,
    problems: [{ code: 'id_repeated', message: 'Diese Kundennummer steht schon in Zeile 9.' }],
  })
}, 60_000)

test('IMP-4 an import that is cancelled stops after its part', async () => {
  const partner = await makeTeam()
  const checked = await until(partner, (await upload(partner, file(row('K1')))).body.id, 'checked')
  const path = `/o/${partner.organization.handle}/imports/${checked.id}`
  expect(await partner.maker.browser.call('POST', `${path}/cancellation`)).toMatchObject({
    status: 200,
    body: { status: 'cancelled' },
  })
  expect(await partner.maker.browser.call('POST', `${path}/commit`, {})).toMatchObject({ status: 409 })
  await portal.owner.query("update imports set status = 'running', attempt = 9 where id = $1", [checked.id])
  const run = { import: checked.id, attempt: 8, person: partner.maker.person.id, organization: partner.organization.id }
  await runCommit(portal.services, run)
  expect(await customersOf(partner.organization)).toEqual([])
}, 60_000)
