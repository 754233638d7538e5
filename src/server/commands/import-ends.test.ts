import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { file, line, makeTeam, type Team } from '../../../test/support/import-team.ts'
import { openPortal, type Portal } from '../../../test/support/portal.ts'
import { removeLeftovers } from '../platform/files/scratch.ts'
import { projectFolder } from '../platform/project-folder.ts'

// A command in a process of its own, beside a portal that works off jobs.

let database: TestDatabase
let portal: Portal
let folder: string
let path: string

// parts enough for what happens behind the first one
const rows = 8000

beforeAll(async () => {
  database = await createTestDatabase()
  portal = await openPortal({ database, worker: true })
  folder = await mkdtemp(join(tmpdir(), 'kontor-ends-'))
  path = join(folder, 'kunden.csv')
  await writeFile(path, file(...Array.from({ length: rows }, (_, at) => line(`N${at}`, { Firma: `Werk ${at} KG` }))))
})
afterAll(async () => {
  await portal.close()
  await database.drop()
  // of the command that was killed
  await removeLeftovers(portal.services.config)
  await rm(folder, { recursive: true })
  expect(portal.log).toEqual([])
})

interface Command {
  process: ChildProcess
  ended: Promise<{ code: number | null; err: string }>
}

function importBeside({ maker, organization }: Team): Command {
  const args = ['import', 'customers', path, '--as', maker.person.login, '--organization', organization.handle]
  const env = { ...process.env, DATABASE_RUNTIME_URL: database.runtimeUrl, KONTOR_DATA: portal.services.config.dataDir }
  const child = spawn(process.execPath, ['src/server/main.ts', ...args], { cwd: projectFolder, env })
  let err = ''
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString()
  })
  child.stdout.resume()
  return {
    process: child,
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, err }))),
  }
}

/** Waits until the command has taken over a part of the file. */
async function firstPart({ organization }: Team): Promise<string> {
  const look = async () => {
    const { rows: found } = await portal.owner.query<{ id: string; done: number }>(
      'select id, done from imports where organization_id = $1',
      [organization.id],
    )
    return found[0]
  }
  await expect.poll(async () => (await look())?.done ?? 0, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0)
  return (await look())?.id ?? ''
}

test('IMP-4 the command ends with 1 where its import is cancelled, and says so', async () => {
  const team = await makeTeam(portal)
  const command = importBeside(team)
  const id = await firstPart(team)
  const { browser } = team.maker
  expect((await browser.call('POST', `${team.path}/${id}/cancellation`)).status).toBe(200)
  const { code, err } = await command.ended
  expect([code, err]).toEqual([1, 'The import was cancelled before its end; the rows above are taken over.\n'])
  expect((await team.customers()).length).toBeLessThan(rows)
}, 120_000)

test('IMP-4 a worker leaves the import of a command alone while that is at work, and goes on where it was killed', async () => {
  const team = await makeTeam(portal)
  const command = importBeside(team)
  const id = await firstPart(team)
  command.process.kill('SIGKILL')
  await command.ended
  expect((await team.read(id)).status).toBe('running')
  const jobs = () =>
    portal.owner.query<{ id: string }>(
      "select id from pgboss.job where name = 'imports.commit' and state = 'created' and data ->> 'import' = $1",
      [id],
    )
  // the worker looks twenty seconds after the start, and again as long as the last sign of life is younger than that
  const look = (age: number) =>
    portal.owner.query(
      `with i as (update imports set worked_at = clock_timestamp() - make_interval(secs => $2) where id = $1)
       update pgboss.job set start_after = now() where name = 'imports.commit' and state = 'created' and data ->> 'import' = $1::text`,
      [id, age],
    )
  const [first] = (await jobs()).rows
  await look(0)
  await expect.poll(async () => (await jobs()).rows[0]?.id ?? first?.id, { timeout: 20_000 }).not.toBe(first?.id)
  expect((await team.read(id)).status).toBe('running')
  await look(21)
  await expect.poll(async () => (await team.read(id)).status, { timeout: 60_000, interval: 200 }).toBe('done')
  expect(await team.customers()).toHaveLength(rows)
}, 180_000)
