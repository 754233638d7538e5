import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam, type Team } from '../../../../test/support/import-team.ts'
import { type Portal } from '../../../../test/support/portal.ts'
import { importFile } from './import-file.ts'
import { fileKey } from './find-import.ts'
import { runCheck } from './run-check.ts'
import { FaultyFile, runCommit } from './run-commit.ts'
import type { Run } from './run-import.ts'
import { tidyFiles } from './tidy-files.ts'

const portal = portalFixture({ worker: true })

/** Takes an import out of the workers' hands: the test runs it. */
async function takeOut({ maker, organization }: Team, id: string, status: string, set = ''): Promise<Run> {
  await portal.owner.query(`update imports set status = $2, done = 0, attempt = 9 ${set} where id = $1`, [id, status])
  return { import: id, attempt: 9, person: maker.person.id, organization: organization.id }
}

const many = Array.from({ length: 2500 }, (_, at) => line(at === 2300 ? 'N7' : `N${at}`, { Firma: `Werk ${at} KG` }))

test('IMP-4 a run that was killed goes on without a row lost or doubled', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(...many))
  const run = await takeOut(team, id, 'running')
  let parts = 0
  const killed = runCommit(portal.services, run, () => {
    parts += 1
    if (parts === 2) throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await team.customers()).toHaveLength(2000)
  await runCommit(portal.services, run)
  expect(await team.customers()).toHaveLength(2499)
  const done = await team.read(id)
  expect(done).toMatchObject({ status: 'done', done: 2500 })
  expect(done.counts).toEqual({ total: 2500, create: 2499, update: 0, unchanged: 0, error: 1, warned: 0 })
  const [repeated] = await team.rows(id, 'action=error')
  const message = 'Diese Kundennummer steht schon in Zeile 9.'
  expect(repeated).toMatchObject({ row: 2302, problems: [{ code: 'id_repeated', message }] })
})

test('IMP-3 a check that was killed goes on where it was', async () => {
  const team = await makeTeam(portal)
  const { id, counts } = await team.check(file(...many))
  const run = await takeOut(team, id, 'checking')
  await portal.owner.query('delete from import_rows where import_id = $1 and row > 1001', [id])
  await portal.owner.query('update imports set done = 1000 where id = $1', [id])
  await runCheck(portal.services, run)
  expect(await team.read(id)).toMatchObject({ status: 'checked', done: 2500, counts })
})

test('IMP-4 a stopped worker leaves the rest to the next', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(...many))
  const run = await takeOut(team, id, 'running')
  const stop = new AbortController()
  await expect(runCommit(portal.services, { ...run, signal: stop.signal }, () => stop.abort())).rejects.toThrow('abort')
  expect(await team.read(id)).toMatchObject({ status: 'running', done: 1000 })
  await runCommit(portal.services, run)
  expect(await team.customers()).toHaveLength(2499)
})

test('IMP-4 two runs of one import do not double it', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(...many))
  const run = await takeOut(team, id, 'running')
  await Promise.all([runCommit(portal.services, run), runCommit(portal.services, run)])
  expect(await team.read(id)).toMatchObject({ status: 'done', counts: { create: 2499 } })
  expect(await team.customers()).toHaveLength(2499)
})

test('IMP-4 all valid rows, or nothing if any is wrong', async () => {
  const team = await makeTeam(portal)
  const faulty = await team.check(file(line('K1'), line('K2', { Firma: '' })))
  const refused = await team.askCommit(faulty.id, { onlyIfFaultless: true })
  expect(refused).toMatchObject({ status: 409, body: { code: 'imports.failed_rows' } })
  await team.commit(faulty.id)
  expect((await team.customers()).map((customer) => customer['external_id'])).toEqual(['K1'])
  expect((await team.askCommit(faulty.id)).status).toBe(409)
  const checked = await team.check(file(line('K1'), line('K4')))
  // by now its rows are wrong
  await portal.owner.query("update operators set required_customer_fields = '{website}' where operator_id = $1", [
    team.organization.operator,
  ])
  await team.askCommit(checked.id, { onlyIfFaultless: true })
  expect(await team.until(checked.id, 'failed')).toMatchObject({ failure: 'failed_rows' })
  expect(await team.customers()).toHaveLength(1)
})

test('IMP-4, IMP-5 what was taken over as a whole can be undone', async () => {
  const team = await makeTeam(portal)
  const { browser } = team.maker
  const { id, revision } = await team.check(file(line('K1'), line('K2')))
  const whole = await browser.call(
    'POST',
    `${team.path}/${id}/commit`,
    { onlyIfFaultless: true },
    { 'if-match': `"${revision}"` },
  )
  expect(whole.status).toBe(202)
  expect(await team.until(id, 'done')).toMatchObject({ taken: true, can: { undo: { ok: true } } })
  expect((await browser.call('POST', `${team.path}/${id}/undo`)).status).toBe(202)
  await expect.poll(() => team.customers()).toEqual([])
})

test('IMP-4 only the dry run that was looked at is taken over', async () => {
  const team = await makeTeam(portal)
  const { browser } = team.maker
  const seen = await team.check(file(line('K1')))
  const again = await browser.call('PATCH', `${team.path}/${seen.id}`, {
    columns: [{ header: 'Telefon', field: null }],
  })
  expect(again.status).toBe(200)
  const other = await team.until(seen.id, 'checked')
  const commit = (headers: Record<string, string>) =>
    browser.call('POST', `${team.path}/${seen.id}/commit`, {}, headers)
  expect((await commit({})).status).toBe(428)
  const refused = await commit({ 'if-match': `"${seen.revision}"` })
  expect(refused).toMatchObject({ status: 409, body: { code: 'imports.checked_again' } })
  expect(await team.customers()).toEqual([])
  const { headers } = await browser.call('GET', `${team.path}/${seen.id}`)
  expect(headers['etag']).toBe(`"${other.revision}"`)
  await team.commit(seen.id)
  expect(await team.customers()).toHaveLength(1)
})

test('IMP-4 where all or nothing was asked, a late error takes everything back, and a killed try starts anew', async () => {
  const team = await makeTeam(portal)
  const faulty = await team.check(file(...many))
  const run = await takeOut(team, faulty.id, 'running', ', only_if_faultless = true')
  await expect(runCommit(portal.services, run)).rejects.toThrow(FaultyFile)
  expect(await team.customers()).toEqual([])
  const faultless = await team.check(file(...many.slice(0, 2300)))
  const again = await takeOut(team, faultless.id, 'running', ', only_if_faultless = true')
  await portal.owner.query('update imports set done = 1000 where id = $1', [faultless.id])
  await runCommit(portal.services, again)
  expect(await team.read(faultless.id)).toMatchObject({ status: 'done', done: 2300, counts: { create: 2300 } })
  expect(await team.customers()).toHaveLength(2300)
})

test('IMP-4 an import that is cancelled stops, and a run of an earlier attempt does nothing', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(...many))
  const run = await takeOut(team, id, 'running')
  await runCommit(portal.services, { ...run, attempt: 8 })
  expect(await team.customers()).toEqual([])
  const { browser } = team.maker
  const cancelled = runCommit(portal.services, run, () => void browser.call('POST', `${team.path}/${id}/cancellation`))
  await cancelled
  expect(await team.read(id)).toMatchObject({ status: 'cancelled' })
  expect((await team.customers()).length).toBeLessThan(2499)
  expect((await team.askCommit(id)).status).toBe(409)
})

test('IMP-4 a cancelled import says that it is stopping as long as a part is in hand, which is given up', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(...many))
  const run = await takeOut(team, id, 'running')
  const blocker = new pg.Client(portal.database.ownerUrl)
  await blocker.connect()
  await blocker.query('begin')
  // the part in hand comes as far as this
  await blocker.query('lock table import_rows')
  const running = runCommit(portal.services, run)
  await expect.poll(() => waitingFor(portal, 'import_rows')).toBe(true)
  const { browser } = team.maker
  const cancelled = await browser.call('POST', `${team.path}/${id}/cancellation`)
  expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelling', can: { remap: { ok: false } } } })
  expect((await team.read(id)).status).toBe('cancelling')
  expect((await browser.call('PATCH', `${team.path}/${id}`, {})).status).toBe(409)
  await blocker.query('rollback')
  await blocker.end()
  await running
  expect(await team.read(id)).toMatchObject({ status: 'cancelled', taken: false, can: { remap: { ok: true } } })
  expect(await team.customers()).toEqual([])
})

async function waitingFor({ owner }: Portal, table: string): Promise<boolean> {
  const { rows } = await owner.query('select from pg_locks where relation = $1::regclass and not granted', [table])
  return rows.length > 0
}

test('ACC-4 a job works with the rights of now', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(line('K1')))
  const run = await takeOut(team, id, 'running')
  await portal.owner.query("update memberships set visibility = 'own' where id = $1", [team.maker.membership])
  await expect(runCommit(portal.services, run)).rejects.toMatchObject({ code: 'imports.not_allowed' })
  expect(await team.customers()).toEqual([])
})

test('IMP-3 an interrupted dry run names the same likely duplicates', async () => {
  const team = await makeTeam(portal)
  const twins = many.slice(0, 1500).map((text, at) => (at === 1400 ? line('N1400', { Firma: 'Werk 3 KG' }) : text))
  const { id, counts } = await team.check(file(...twins))
  expect(counts.warned).toBe(1)
  const run = await takeOut(team, id, 'checking')
  await portal.owner.query('delete from import_rows where import_id = $1 and row > 1001', [id])
  await portal.owner.query('update imports set done = 1000 where id = $1', [id])
  await runCheck(portal.services, run)
  expect(await team.read(id)).toMatchObject({ status: 'checked', counts })
})

test('IMP-5 an import that was half taken over keeps its images: it is not checked again', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(...many.slice(0, 1500)))
  const run = await takeOut(team, id, 'running')
  const { browser } = team.maker
  const stopped = runCommit(portal.services, run, () => {
    throw new Error('killed')
  })
  await expect(stopped).rejects.toThrow('killed')
  expect((await browser.call('POST', `${team.path}/${id}/cancellation`)).status).toBe(200)
  const again = await browser.call('PATCH', `${team.path}/${id}`, {})
  expect(again).toMatchObject({ status: 409, body: { code: 'imports.not_ready' } })
  const { rows } = await portal.owner.query('select from import_rows where import_id = $1 and revision is not null', [
    id,
  ])
  expect(rows).toHaveLength(1000)
})

test('IMP-4 an import of the command line that is cancelled says so, and tells every row it took over', async () => {
  const team = await makeTeam(portal)
  const folder = await mkdtemp(join(tmpdir(), 'kontor-runs-'))
  const path = join(folder, 'kunden.csv')
  await writeFile(path, file(...many.slice(0, 1500)))
  const told: number[] = []
  const wanted = { path, person: team.maker.person.id, organization: team.organization.id, dryRun: false }
  const cancel = () =>
    portal.owner.query("update imports set status = 'cancelled' where organization_id = $1", [team.organization.id])
  let cancelled: Promise<unknown> | undefined
  const ended = await importFile(portal.services, {
    ...wanted,
    told: (rows) => {
      told.push(...rows.map(({ row }) => row))
      cancelled ??= cancel()
    },
  })
  await cancelled
  await rm(folder, { recursive: true })
  expect(['cancelled', 'done']).toContain(ended)
  expect(told).toHaveLength((await team.customers()).length)
  const { rows } = await portal.owner.query(
    "select data from pgboss.job where name = 'imports.commit' and state = 'created' and data ->> 'person' = $1",
    [team.maker.person.id],
  )
  // the fallback, should the command die
  expect(rows).toHaveLength(1)
})

test('IMP-5 files go 30 days after the end of their import, and what belongs to none after a day; rows stay', async () => {
  const team = await makeTeam(portal)
  const [kept, ended] = [await team.check(file(line('K1'))), await team.check(file(line('K2')))]
  await team.commit(ended.id)
  await portal.owner.query("update imports set finished_at = now() - interval '31 days' where id = $1", [ended.id])
  const { files, config } = portal.services
  const ofSheets = [kept.id, ended.id].flatMap((id) => [`imports/${id}.0`, `imports/${id}.1`, `imports/${id}.xlsx`])
  for (const key of ['imports/orphan', 'imports/broken.half', ...ofSheets]) await files.put(key, Buffer.from('x'))
  const folder = join(config.dataDir, 'files')
  const old = new Date(Date.now() - 40 * 86_400_000)
  const texts = [kept.id, ended.id].map((id) => fileKey({ id, sheet: null, sheets: [] }))
  for (const key of ['imports/broken.half', ...texts, ...ofSheets]) await utimes(join(folder, key), old, old)
  await tidyFiles(portal.services)
  const left = (await files.list('imports')).map(({ key }) => key)
  const keys = ['imports/broken.half', 'imports/orphan', ...texts, ...ofSheets]
  expect(keys.filter((key) => left.includes(key))).toEqual(['imports/orphan', texts[0], ...ofSheets.slice(0, 3)])
  expect(await team.rows(ended.id)).toHaveLength(1)
})

test('IMP-4 an import whose file is not there any more ends, and says why', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(line('K1')))
  await portal.services.files.remove(fileKey({ id, sheet: null, sheets: [] }))
  const wanted = { columns: [{ header: 'Bemerkung', field: 'state' }] }
  expect((await team.maker.browser.call('PATCH', `${team.path}/${id}`, wanted)).status).toBe(200)
  expect(await team.until(id, 'failed')).toMatchObject({ failure: 'file_removed' })
})
