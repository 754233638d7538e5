import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, type WorkSheet, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam, type Team, teamOf } from '../../../../test/support/import-team.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { importFile, type Told } from './import-file.ts'
import { formulasIn, sheetOf, unpacked, valuesOf } from '../../../../test/support/workbook.ts'

const portal = portalFixture({ worker: true })

type Value = string | number | boolean | Date | null

/** A workbook as another program writes it. */
function workbook(sheets: Record<string, Value[][] | WorkSheet>, hidden: string[] = []): Buffer {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, Array.isArray(rows) ? utils.aoa_to_sheet(rows, { UTC: true }) : rows, name)
  book.Workbook = { Sheets: book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

const head = ['Kundennr.', 'Firma', 'PLZ', 'Ort', 'Land', 'E-Mail', 'Kunde seit', 'Bemerkung', 'Straße']
const mail = 'info@firma.example'

async function checkBook(team: Team, content: Buffer) {
  const { body, status } = await team.upload(content, 'kunden.xlsx')
  expect([status, body.code]).toEqual([201, undefined])
  return team.until(body.id, 'checked')
}

test('IMP-8 a NUL in a cell or a header is a matter of its place, and the check ends', async () => {
  const team = await makeTeam(portal)
  const { body, status } = await team.upload(file(line('K1', { Firma: 'A\0B' })).replace('Bemerkung', 'Bemer\0kung'))
  expect([status, body.code]).toEqual([201, undefined])
  expect(await team.until(body.id, 'checked')).toMatchObject({ counts: { total: 1 } })
})

async function download(team: Team, path: string) {
  const reply = await portal.server.inject({
    url: `/api/v1${team.path}/${path}`,
    headers: { cookie: team.maker.browser.cookie },
  })
  return { status: reply.statusCode, bytes: reply.rawPayload, headers: reply.headers }
}

test('IMP-2 a workbook goes the way of a CSV file: dates, numbers and umlauts arrive as they were meant', async () => {
  const team = await makeTeam(portal)
  const sheet = utils.aoa_to_sheet([
    head,
    [4711, 'Gärtnerei Möß GmbH', 1067, 'Dresden', 'DE', 'info@moess.example', 42_254, 49.5, 'Am Markt 1'],
  ])
  Object.assign(sheet['G2'], { z: 'dd.mm.yyyy' })
  // a postal code that is a number and shown with its zero
  Object.assign(sheet['C2'], { z: '00000' })
  const checked = await checkBook(team, workbook({ Kunden: sheet }))
  expect(checked).toMatchObject({
    sheet: 'Kunden',
    sheets: ['Kunden'],
    counts: { total: 1, create: 1, error: 0, warned: 0 },
  })
  await team.commit(checked.id)
  expect(await team.customers()).toMatchObject([
    {
      external_id: '4711',
      name: 'Gärtnerei Möß GmbH',
      postal_code: '01067',
      customer_since: '2015-09-07',
      imported: { Bemerkung: '49.5' },
    },
  ])
})

test('IMP-2 of several sheets the first visible one is read; another one can be chosen', async () => {
  const team = await makeTeam(portal)
  const { browser } = team.maker
  const rows = (id: string): Value[][] => [head, [id, `Firma ${id}`, '20095', 'Hamburg', 'DE', null, null, null]]
  const content = workbook({ Werte: [['x']], Nord: rows('N1'), Süd: rows('S1') }, ['Werte'])
  const checked = await checkBook(team, content)
  expect(checked).toMatchObject({ sheet: 'Nord', sheets: ['Nord', 'Süd'] })
  const path = `${team.path}/${checked.id}`
  expect((await browser.call('PATCH', path, { sheet: 'Werte' })).status).toBe(422)
  expect((await browser.call('PATCH', path, { delimiter: ',' })).status).toBe(422)
  expect((await browser.call('PATCH', path, { sheet: 'Süd' })).body).toMatchObject({ status: 'checking', sheet: 'Süd' })
  await team.until(checked.id, 'checked')
  expect(await team.rows(checked.id)).toMatchObject([{ row: 2, name: 'Firma S1' }])
  const csv = await team.check(file(line('K1')))
  expect((await browser.call('PATCH', `${team.path}/${csv.id}`, { sheet: 'Süd' })).status).toBe(422)
})

test('IMP-3 rows of a workbook keep their numbers; empty ones are passed over, short ones are whole', async () => {
  const team = await makeTeam(portal)
  const rows: Value[][] = [
    head,
    [],
    ['K3', 'Drei', '20095', 'Hamburg', 'DE', mail, null, null, 'Weg 1'],
    [],
    [],
    ['K6', 'Sechs\nGmbH\t2', '20095', 'Hamburg', 'DE', mail, null, null, 'Weg\t1'],
  ]
  const checked = await checkBook(team, workbook({ Kunden: rows }))
  expect(await team.rows(checked.id)).toMatchObject([
    { row: 3, action: 'create', problems: [] },
    { row: 6, action: 'create', name: 'Sechs GmbH 2', problems: [] },
  ])
})

test('IMP-2 the command line reads workbooks too, tried out and taken over', async () => {
  const team = await makeTeam(portal)
  const folder = await mkdtemp(join(tmpdir(), 'kontor-book-'))
  const path = join(folder, 'kunden.xlsx')
  await writeFile(
    path,
    workbook({ Kunden: [head, ['K1', 'Eins', '20095', 'Hamburg', 'DE', mail, null, null, 'Weg 1']] }),
  )
  const actions: string[] = []
  const told = (rows: readonly Told[]) => actions.push(...rows.map(({ row, action }) => `${row} ${action}`))
  const wanted = { path, person: team.maker.person.id, organization: team.organization.handle, told }
  await importFile(portal.services, { ...wanted, dryRun: true })
  expect(await team.customers()).toEqual([])
  expect(await importFile(portal.services, { ...wanted, dryRun: false })).toBe('done')
  expect(actions).toEqual(['2 create', '2 create'])
  expect(await team.customers()).toMatchObject([{ name: 'Eins', postal_code: '20095' }])
  await rm(folder, { recursive: true })
})

test('IMP-8 of a formula the value is taken that stands in the file', async () => {
  const team = await makeTeam(portal)
  const sheet = utils.aoa_to_sheet([head, ['K1', 'x', '20095', 'Hamburg', 'DE', mail, null, null, 'Weg 1']])
  sheet['B2'] = { t: 's', v: 'Gerechnet GmbH', f: 'CONCATENATE("Gerechnet"," GmbH")' }
  sheet['H2'] = { t: 'n', v: 7, f: 'WEBSERVICE("http://127.0.0.1/")' }
  const checked = await checkBook(team, workbook({ Kunden: sheet }))
  await team.commit(checked.id)
  expect(await team.customers()).toMatchObject([{ name: 'Gerechnet GmbH', imported: { Bemerkung: '7' } }])
})

test('IMP-1 the template has headers of the reader, notes, drop-downs and an example', async () => {
  const team = await makeTeam(portal)
  const { status, bytes, headers } = await download(team, 'template.xlsx')
  expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining('Kunden-Vorlage.xlsx')])
  const sheet = sheetOf(bytes)
  expect(valuesOf(sheet)[0]).toContain('Firma')
  expect(sheet['A1']?.c?.[0]?.t).toContain('Kundennummer')
  expect(sheet['A2']?.c?.[0]?.t).toContain('Beispiel')
  expect(formulasIn(sheet)).toEqual([])
  const xml = unpacked(bytes)
  expect(xml).toContain('<dataValidation')
  expect(xml).toContain('Jürgen Groß')
  const checked = await checkBook(team, bytes)
  expect(checked.columns.every(({ field }) => field !== null)).toBe(true)
  const english = await makeMember(portal, team.organization, { name: 'Eve' })
  await portal.owner.query(`update persons set language = 'en' where id = $1`, [english.person.id])
  const other = await download(teamOf(portal, team.organization, english), 'template.xlsx')
  expect(valuesOf(sheetOf(other.bytes))[0]).toContain('Company')
  expect((await checkBook(team, other.bytes)).columns.every(({ field }) => field !== null)).toBe(true)
})

test('IMP-1 a template that nobody has filled in creates nothing, and says so', async () => {
  const team = await makeTeam(portal)
  const english = await makeMember(portal, team.organization, { name: 'Eve' })
  await portal.owner.query(`update persons set language = 'en' where id = $1`, [english.person.id])
  const readers: [Team, string][] = [
    [team, 'Das ist die Beispielzeile der Vorlage. Sie wird ausgelassen.'],
    [teamOf(portal, team.organization, english), 'This is the example row of the template. It is left out.'],
  ]
  for (const [reader, message] of readers) {
    const { bytes } = await download(reader, 'template.xlsx')
    const checked = await checkBook(reader, bytes)
    expect(checked.counts).toEqual({ total: 1, create: 0, update: 0, unchanged: 1, error: 0, warned: 1 })
    const problem = { code: 'example_row', level: 'warning', value: 'Muster & Söhne GmbH', message }
    expect(await reader.rows(checked.id)).toMatchObject([
      { row: 2, action: 'unchanged', customer: null, problems: [problem] },
    ])
    // wherever the columns go
    const website = checked.columns.find(({ field }) => field === 'website')?.header
    const columns = [{ header: website, field: null }]
    await reader.maker.browser.call('PATCH', `${reader.path}/${checked.id}`, { columns })
    await reader.until(checked.id, 'checked')
    expect((await reader.read(checked.id)).counts).toMatchObject({ create: 0, unchanged: 1 })
  }
  expect(await team.customers()).toEqual([])
})

test('IMP-1 a template arrives where the example was overwritten, or left above; its number is free for a customer', async () => {
  const team = await makeTeam(portal)
  const [titles = [], [, ...others] = []] = valuesOf(sheetOf((await download(team, 'template.xlsx')).bytes))
  const example = ['10001', ...others.map((value) => (typeof value === 'number' ? '31.03.2024' : value))] as Value[]
  const heads = titles as Value[]
  const at = titles.indexOf('Firma')
  const own = example.with(at, 'Gärtnerei Möß GmbH')
  const overwritten = await checkBook(team, workbook({ Kunden: [heads, own] }))
  expect(await team.rows(overwritten.id)).toMatchObject([{ action: 'create', problems: [] }])
  const below = await checkBook(team, workbook({ Kunden: [heads, example, own] }))
  expect(await team.rows(below.id)).toMatchObject([
    { row: 2, action: 'unchanged', problems: [{ code: 'example_row' }] },
    { row: 3, action: 'create', name: 'Gärtnerei Möß GmbH', problems: [] },
  ])
  await team.commit(below.id)
  // a customer with that number is not changed by it either
  const again = await checkBook(team, workbook({ Kunden: [heads, example] }))
  expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 1 })
  expect(await team.customers()).toMatchObject([{ external_id: '10001', name: 'Gärtnerei Möß GmbH', revision: 1 }])
})

const faulty = file(
  line('K1'),
  line('K2', { PLZ: '123', Firma: '' }),
  line('K3', { 'E-Mail': 'kein', Bemerkung: '=1+1' }),
  line('K1', { Firma: 'Noch einmal' }),
)

test('IMP-3 errors come as a workbook with the reason beside each wrong cell; corrected, it arrives', async () => {
  const team = await makeTeam(portal)
  const checked = await team.check(faulty)
  expect(checked.counts).toMatchObject({ total: 4, error: 3 })
  const { bytes, headers } = await download(team, `${checked.id}/errors.xlsx`)
  expect(headers['content-disposition']).toContain('Fehler-kunden.xlsx')
  const sheet = sheetOf(bytes)
  const [titles = [], ...rows] = valuesOf(sheet)
  expect(formulasIn(sheet)).toEqual([])
  expect(rows).toHaveLength(3)
  const at = (title: string) => titles.indexOf(title)
  expect(titles[at('PLZ') + 1]).toBe('Kontor-Hinweis zu „PLZ“')
  expect(rows[0]?.[at('PLZ') + 1]).toContain('fünf Ziffern')
  expect(rows[0]?.[at('Firma') + 1]).toBe('Hier fehlt eine Angabe.')
  expect(rows[2]?.[at('Kundennr.') + 1]).toContain('schon in Zeile 2')
  // no reasons beside columns without a fault
  expect(titles[at('Straße') + 1]).toBe('PLZ')
  const corrected = rows.map((row) => [...row])
  Object.assign(corrected[0] ?? [], { [at('PLZ')]: '20095', [at('Firma')]: 'Zwei KG' })
  Object.assign(corrected[1] ?? [], { [at('E-Mail')]: 'info@k3.example' })
  Object.assign(corrected[2] ?? [], { [at('Kundennr.')]: 'K4' })
  const again = await checkBook(team, workbook({ Kunden: [titles, ...corrected] }))
  expect(again.counts).toMatchObject({ total: 3, create: 3, error: 0, warned: 0 })
  expect(again.columns.map(({ header }) => header)).toEqual(
    titles.filter((title) => !String(title).startsWith('Kontor-')),
  )
  await team.commit(again.id)
  const customers = await team.customers()
  expect(customers.map(({ name }) => name)).toEqual(['Zwei KG', 'Firma K3 KG', 'Noch einmal'])
  // reasons are no content
  for (const { imported } of customers) expect(Object.keys(imported as object)).toEqual(['Bemerkung'])
})

test('IMP-3 the whole file with reasons, unchanged, says the same again', async () => {
  const team = await makeTeam(portal)
  const checked = await team.check(faulty)
  const { bytes } = await download(team, `${checked.id}/errors.xlsx?rows=all`)
  expect(valuesOf(sheetOf(bytes))).toHaveLength(5)
  const again = await checkBook(team, bytes)
  expect(again.counts).toEqual(checked.counts)
  const told = async (id: string) =>
    (await team.rows(id)).map(({ row, action, problems }) => [row, action, problems.map(({ code }) => code)])
  expect(await told(again.id)).toEqual(await told(checked.id))
})

test('IMP-3 ACC-15 what a reader may not read is not in the workbook, and a file that is gone is said', async () => {
  const team = await makeTeam(portal)
  const checked = await team.check(faulty)
  const { rows } = await portal.owner.query<{ id: string }>(
    `select id from roles where operator_id = $1 and key = 'administration'`,
    [team.organization.operator],
  )
  await portal.owner.query(`update roles set hidden_attributes = array['customer.email'] where id = $1`, [rows[0]?.id])
  const titles = valuesOf(sheetOf((await download(team, `${checked.id}/errors.xlsx`)).bytes))[0]
  expect(titles).not.toContain('E-Mail')
  expect(titles).toContain('PLZ')
  await portal.services.files.remove(`imports/${checked.id}`)
  expect((await download(team, `${checked.id}/errors.xlsx`)).status).toBe(409)
})
