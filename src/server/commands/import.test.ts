import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { mostImportBytes } from '../../api/imports.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { makeMembership, makeOperator, makePartner, makePerson } from '../../../test/support/factories.ts'
import { queues } from '../app.ts'
import { readConfig } from '../platform/config.ts'
import { makeScratch } from '../platform/files/scratch.ts'
import { installJobs } from '../platform/jobs/install.ts'
import { openLog } from '../platform/log.ts'
import { importCustomers } from './import.ts'

const log = openLog('silent')
let folder: string
let database: TestDatabase
let owner: pg.Client
let handle: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-import-'))
  database = await createTestDatabase()
  await installJobs({ ownerUrl: database.ownerUrl, queues, log })
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const partner = await makePartner(owner, await makeOperator(owner))
  handle = partner.handle
  await makeMembership(owner, partner, await makePerson(owner, { login: 'ida' }))
  await makeMembership(owner, partner, await makePerson(owner, { login: 'otto' }), { visibility: 'own' })
})
afterAll(async () => {
  await owner.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** What the command answers, and what it has written where. */
async function kontorImport(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const take = (key: 'out' | 'err') => (text: unknown) => {
    written[key] += String(text)
    return true
  }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(take('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(take('err')),
  ]
  const config = readConfig({ DATABASE_RUNTIME_URL: database.runtimeUrl, KONTOR_DATA: folder })
  try {
    return { code: await importCustomers(config, log, args), ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

test('a command removes what was left of this installation by one that was killed', async () => {
  const left = await makeScratch({ dataDir: folder })
  const dead = left.path.replace(`-${process.pid}-`, `-${2 ** 22 + 1}-`)
  await rename(left.path, dead)
  await kontorImport('customers', await file('none.csv', ''), '--as', 'nobody', '--organization', handle)
  expect(existsSync(dead)).toBe(false)
})

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const content = `Kundennr.;Firma;Straße;PLZ;Ort;Land;E-Mail;Kunde seit
K1;Jäger KG;Am Markt 1;20095;Hamburg;D;info@jaeger.example;31.02.2021
K1;Groß AG;Am Markt 2;2009;Hamburg;D;info@gross.example;2020-01-01
K2;Weiß AG;Am Markt 3;1010;Wien;Österreich;info@weiss.example;01.02.19
`
const report = (action: string) => [
  { row: 2, action, problems: [{ column: 'Kunde seit', code: 'date_invalid', level: 'warning' }] },
  {
    row: 3,
    action: 'error',
    problems: [
      { column: 'Kundennr.', code: 'id_repeated', level: 'error' },
      { column: 'PLZ', code: 'postal_code_invalid', level: 'error' },
    ],
  },
  { row: 4, action, problems: [] },
]

test('IMP-3 the report has one entry per record and nothing else on stdout; errors in the file are no failure', async () => {
  const path = await file('kunden.csv', content)
  const args = ['customers', path, '--as', 'ida', '--organization', handle, '--report', 'json']
  const count = async () => (await owner.query('select count(*)::int as n from customers')).rows[0].n
  const dry = await kontorImport(...args, '--dry-run')
  expect([dry.code, dry.err, JSON.parse(dry.out), await count()]).toEqual([0, '', report('create'), 0])
  const real = await kontorImport(...args)
  expect([real.code, real.err, JSON.parse(real.out), await count()]).toEqual([0, '', report('create'), 2])
  const again = await kontorImport(...args)
  expect([again.code, JSON.parse(again.out), await count()]).toEqual([0, report('unchanged'), 2])
  const { rows } = await owner.query(
    'select status, creating, unchanged, faulty, total, done from imports order by created_at',
  )
  expect(rows).toEqual([
    { status: 'done', creating: 2, unchanged: 0, faulty: 1, total: 3, done: 3 },
    { status: 'done', creating: 0, unchanged: 2, faulty: 1, total: 3, done: 3 },
  ])
})

test('IMP-3 for a person at the terminal it says what has become of the rows', async () => {
  const path = await file('kunden.csv', content)
  const { code, out } = await kontorImport('customers', path, '--as', 'ida', '--organization', handle, '--dry-run')
  expect([code, out]).toEqual([
    0,
    'row 3: Kundennr. id_repeated, PLZ postal_code_invalid\nto create 0, to update 0, unchanged 2, with errors 1\n',
  ])
})

test('IMP-8 a file or call that cannot be read ends with 2, and says why', async () => {
  const whole = ['--as', 'ida', '--organization', handle, '--report', 'json']
  for (const flag of ['--dry-run', undefined]) {
    const rest = [...whole, ...(flag ? [flag] : [])]
    const workbook = await file(
      'kunden.xlsx',
      Buffer.from('504b0304140000002e5b436f6e74656e745f54797065735d2e786d6c', 'hex'),
    )
    expect(await kontorImport('customers', workbook, ...rest)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('workbook'),
    })
    expect(await kontorImport('customers', join(folder, 'nowhere.csv'), ...rest)).toMatchObject({ code: 2, out: '' })
    expect(await kontorImport('customers', await file('empty.csv', ''), ...rest)).toMatchObject({ code: 2, out: '' })
    const large = await file('large.csv', '')
    await truncate(large, mostImportBytes + 1)
    const tooLarge = await kontorImport('customers', large, ...rest)
    expect(tooLarge).toMatchObject({ code: 2, out: '', err: expect.stringContaining('at most 64 MB') })
  }
  expect(await kontorImport('customers', ...whole)).toMatchObject({
    code: 2,
    err: expect.stringContaining('kontor import'),
  })
  expect(await kontorImport('subscriptions', 'x.csv', ...whole)).toMatchObject({ code: 2 })
})

test('IMP-3 who may not import there ends with 1', async () => {
  const path = await file('kunden.csv', content)
  const as = (login: string, organization: string) =>
    kontorImport('customers', path, '--as', login, '--organization', organization, '--report', 'json')
  expect(await as('otto', handle)).toMatchObject({ code: 1, out: '' })
  expect(await as('nobody', handle)).toMatchObject({ code: 1, out: '', err: 'Nobody signs in as nobody.\n' })
  expect(await as('ida', 'elsewhere')).toMatchObject({ code: 1, out: '' })
})

test('IMP-5 undoes an import by its id: every row with what became of it; a second time there is nothing to undo', async () => {
  const rows = `Kundennr.;Firma;Straße;PLZ;Ort;Land;E-Mail
U1;Jäger KG;Am Markt 1;20095;Hamburg;D;info@jaeger.example
U2;Weiß AG;Am Markt 3;1010;Wien;Österreich;info@weiss.example
`
  const as = ['--as', 'ida', '--organization', handle]
  await kontorImport('customers', await file('undone.csv', rows), ...as)
  const { rows: found } = await owner.query<{ id: string }>("select id from imports where file_name = 'undone.csv'")
  await owner.query("update customers set city = 'Linz' where external_id = 'U2'")
  const id = found[0]?.id ?? ''
  expect((await kontorImport('undo', id, '--as', 'otto', '--organization', handle)).code).toBe(1)
  const { code, out } = await kontorImport('undo', id.toUpperCase(), ...as, '--report', 'json')
  expect([code, JSON.parse(out)]).toEqual([
    0,
    [
      { row: 2, result: 'removed', why: null },
      { row: 3, result: 'kept', why: 'changed' },
    ],
  ])
  const again = await kontorImport('undo', id, ...as)
  expect([again.code, again.out]).toEqual([0, 'row 3: kept, changed\nremoved 0, restored 0, kept 1, out of sight 0\n'])
  for (const wrong of [
    ['undo', 'x', ...as],
    ['undo', id, ...as, '--dry-run'],
  ])
    expect((await kontorImport(...wrong)).code).toBe(2)
})
