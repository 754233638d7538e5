import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { utils, write } from '@e965/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { hostileFiles } from '../../../../test/support/hostile-workbooks.ts'
import { file, line, makeTeam, type Team } from '../../../../test/support/import-team.ts'
import { lockAwaited } from '../../../../test/support/locks.ts'
import { openPortal } from '../../../../test/support/portal.ts'

const portal = portalFixture({ worker: true })
let port: number
/** in the role of the server, who alone sees what its connections do */
let watcher: pg.Client

beforeAll(async () => {
  watcher = new pg.Client(portal.database.runtimeUrl)
  await watcher.connect()
  await portal.server.listen({ host: '127.0.0.1', port: 0 })
  const address = portal.server.server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => watcher.end())

/** Runs work, and tells the age of the oldest transaction that was open meanwhile, in milliseconds. */
async function oldestDuring<T>(work: () => Promise<T>): Promise<{ result: T; oldest: number; took: number }> {
  const start = performance.now()
  const seen = { oldest: 0, ended: false }
  const working = work().finally(() => {
    seen.ended = true
  })
  while (!seen.ended) {
    const { rows } = await watcher.query<{ age: number }>(`
      select coalesce(max(extract(epoch from clock_timestamp() - xact_start) * 1000), 0)::float8 as age from pg_stat_activity
      where datname = current_database() and application_name = 'kontor'`)
    seen.oldest = Math.max(seen.oldest, rows[0]?.age ?? 0)
    await pause(20)
  }
  return { result: await working, oldest: seen.oldest, took: performance.now() - start }
}

/** An upload that goes on when the test wants it to. */
function slowUpload({ path, maker }: Team, to = port): { socket: Socket; end: () => void; reply: Promise<string> } {
  const socket = connect(to, '127.0.0.1')
  const head = `--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n`
  const tail = '\r\n--xx--\r\n'
  const content = file(line('K1'))
  const length = Buffer.byteLength(head + content + tail)
  socket.write(
    `POST /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1:${to}\r\nCookie: ${maker.browser.cookie}\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=xx\r\nContent-Length: ${length}\r\n\r\n${head}`,
  )
  let said = ''
  const reply = new Promise<string>((resolve) => {
    socket.on('data', (part) => {
      said += String(part)
    })
    socket.on('close', () => resolve(said))
  })
  return { socket, end: () => void socket.write(content + tail), reply }
}

/** The folders that this process has in the temporary folder. */
async function folders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => new RegExp(`^kontor-[0-9a-f]{8}-${process.pid}-`).test(name))
}

const rows = (count: number) => [
  ['Kundennr.', 'Firma', 'PLZ', 'Ort', 'Land', 'E-Mail', 'Straße'],
  ...Array.from({ length: count }, (_, at) => [
    `W${at}`,
    `Werk ${at} KG`,
    '20095',
    'Hamburg',
    'DE',
    `w${at}@w.example`,
    `Weg ${at}`,
  ]),
]

test('IMP-8 twelve uploads that are slow to read hold no connection, and a list answers meanwhile', async () => {
  const teams: Team[] = []
  while (teams.length < 6) teams.push(await makeTeam(portal))
  const [first] = teams
  const hostile = hostileFiles['short rows below a wide header']?.make() ?? Buffer.alloc(0)
  let underWay = 8
  const uploading = Promise.all(
    [...teams, ...teams].map(async (team) => {
      const { code } = (await team.upload(hostile, 'kunden.xlsx')).body
      if (code === 'imports.unreadable') underWay -= 1
      return code
    }),
  )
  const waits: number[] = []
  const { result, oldest, took } = await oldestDuring(async () => {
    await pause(300)
    for (let n = 0; n < 3; n += 1) {
      const before = performance.now()
      const path = `/o/${first?.organization.handle}/customers`
      expect((await first?.maker.browser.call('GET', path))?.status).toBe(200)
      waits.push(performance.now() - before)
      expect(underWay).toBeGreaterThan(0)
      await pause(200)
    }
    return uploading
  })
  // all slots are taken by eight of them
  expect(result.filter((code) => code === 'server.busy')).toHaveLength(4)
  expect(result.filter((code) => code === 'imports.unreadable')).toHaveLength(8)
  expect(Math.max(...waits)).toBeLessThan(took / 3)
  expect(oldest).toBeLessThan(2000)
  expect(await folders()).toEqual([])
}, 120_000)

test('IMP-8 another sheet of a workbook is read without a connection', async () => {
  const team = await makeTeam(portal)
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows(2)), 'Klein')
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows(40_000)), 'Groß')
  const content = write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
  const { body } = await team.upload(content, 'kunden.xlsx')
  await team.until(body.id, 'checked')
  const path = `${team.path}/${body.id}`
  const { result, oldest, took } = await oldestDuring(() => team.maker.browser.call('PATCH', path, { sheet: 'Groß' }))
  expect(result).toMatchObject({ status: 200, body: { sheet: 'Groß' } })
  expect(oldest).toBeLessThan(took / 2)
  expect(await folders()).toEqual([])
  await team.maker.browser.call('POST', `${path}/cancellation`)
}, 60_000)

test('IMP-2 whoever corrects how a file is read, while somebody else does, is told that it is being checked', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(line('K1')))
  await portal.owner.query('begin')
  await portal.owner.query(`update imports set delimiter = ',' where id = $1`, [id])
  // begun by what stood before, and read by that
  const reply = team.maker.browser.call('PATCH', `${team.path}/${id}`, { encoding: 'windows-1252' })
  await lockAwaited(portal.owner)
  await portal.owner.query('commit')
  expect(await reply).toMatchObject({ status: 409, body: { code: 'imports.not_ready' } })
  expect(await team.read(id)).toMatchObject({ status: 'checked', encoding: 'utf-8', delimiter: ',' })
})

test('IMP-2 a correction that is repeated with its key is answered as before, though the import has gone on', async () => {
  const team = await makeTeam(portal)
  const { browser } = team.maker
  const { id } = await team.check(file(line('K1')))
  const key = { 'idempotency-key': 'once' }
  const patch = (body: object) => browser.call('PATCH', `${team.path}/${id}`, body, key)
  const wanted = { columns: [{ header: 'Bemerkung', field: 'state' }] }
  expect((await patch(wanted)).status).toBe(200)
  await team.until(id, 'checked')
  await team.commit(id)
  expect(await patch(wanted)).toMatchObject({ status: 200, body: { status: 'done' } })
  expect(await patch({})).toMatchObject({ status: 422, body: { code: 'request.key_reused' } })
})

test('ACC-4 who loses the right while a file is on its way imports nothing', async () => {
  const team = await makeTeam(portal)
  const { end, reply } = slowUpload(team)
  await expect.poll(folders).toHaveLength(1)
  await portal.owner.query(`update memberships set visibility = 'own' where person_id = $1`, [team.maker.person.id])
  end()
  expect(await reply).toContain('imports.not_allowed')
  const { rows: made } = await portal.owner.query('select from imports where maker_id = $1', [team.maker.person.id])
  expect(made).toEqual([])
  expect(await folders()).toEqual([])
})

test('IMP-2 a third upload of one person waits for the others, and is told so; one that breaks off leaves nothing', async () => {
  const team = await makeTeam(portal)
  const two = [slowUpload(team), slowUpload(team)]
  await expect.poll(folders).toHaveLength(2)
  const third = slowUpload(team)
  const said = await third.reply
  expect(said).toMatch(/^HTTP\/1\.1 429 /)
  expect(said).toMatch(/retry-after: 10/i)
  expect(said).toContain('Von Ihnen werden gerade schon zwei Dateien gelesen.')
  const other = await makeTeam(portal)
  expect((await other.upload(file(line('K1')))).status).toBe(201)
  two[0]?.socket.destroy()
  two[1]?.end()
  expect(await two[1]?.reply).toMatch(/^HTTP\/1\.1 201 /)
  await expect.poll(folders).toEqual([])
})

test('IMP-2 a server that stops breaks off the uploads that are under way', async () => {
  const stopping = await openPortal()
  const team = await makeTeam(stopping)
  await stopping.server.listen({ host: '127.0.0.1', port: 0 })
  const address = stopping.server.server.address()
  const { reply } = slowUpload(team, typeof address === 'object' && address ? address.port : 0)
  await expect.poll(folders).toHaveLength(1)
  const before = performance.now()
  await stopping.close()
  expect(performance.now() - before).toBeLessThan(5_000)
  const said = await reply
  expect(said).toMatch(/^HTTP\/1\.1 503 /)
  expect(said).toContain('server.busy')
  expect(await folders()).toEqual([])
  expect(stopping.log).toEqual([])
}, 30_000)

test('IMP-2 the name of a file can be read wherever it is shown', async () => {
  const team = await makeTeam(portal)
  const names = ['kunden\u202Excod.csv', 'a\u2066b\u0007c.csv', '\u202e', `${'x'.repeat(199)}🜚🜚.csv`]
  const shown = []
  for (const name of names) shown.push((await team.upload(file(line('K1', { PLZ: '1' })), name)).body)
  expect(shown.map((body) => body.file)).toEqual([
    'kundenxcod.csv',
    'abc.csv',
    'import.csv',
    `${'x'.repeat(194)}🜚🜚.csv`,
  ])
  const { id } = await team.until(shown[0]?.id ?? '', 'checked')
  const errors = await portal.server.inject({
    url: `/api/v1${team.path}/${id}/errors.xlsx`,
    headers: { cookie: team.maker.browser.cookie },
  })
  expect(decodeURIComponent(String(errors.headers['content-disposition']))).toContain('Fehler-kundenxcod.xlsx')
})
