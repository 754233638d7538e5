import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { file, line, makeTeam, type Team } from '../support/import-team.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts'

// quality.md: an import that is killed at random points comes to the same as an uninterrupted one. The long run:
// KONTOR_IMPORT_ROWS=100000 KONTOR_IMPORT_KILLS=10 npx vitest run test/robustness/import-kills.test.ts

const ROWS = Number(process.env['KONTOR_IMPORT_ROWS'] ?? 3_000)
const KILLS = Number(process.env['KONTOR_IMPORT_KILLS'] ?? 2)
const patience = 120_000 + KILLS * 60_000 + ROWS * 10

let database: TestDatabase
let portal: Portal
let worker: WorkerProcess

beforeAll(async () => {
  database = await createTestDatabase()
  portal = await openPortal({ database })
  worker = startWorkerProcess(portal, database)
})
afterAll(async () => {
  await worker.close()
  await portal.close()
  await database.drop()
})

const existing = Array.from({ length: Math.ceil(ROWS / 4) }, (_, at) => line(`N${at * 4}`, { Ort: 'Kiel' }))
const lines = Array.from({ length: ROWS }, (_, at) => {
  if (at % 97 === 96) return line(`N${at - 50}`)
  return line(`N${at}`, {
    Firma: `Werk ${at % 1000} KG`,
    Ort: at % 8 === 0 ? 'Kiel' : 'Lübeck',
    PLZ: at % 31 === 30 ? 'x' : '23552',
    Ansprechpartner: ['Zoe Weiss', 'Anna Schmidt', 'Niemand', ''][at % 4] ?? '',
  })
})

/** Uploads, waits, kills the worker at random points of a phase, and waits for its end. */
async function phase(id: string, of: 'imports' | 'import_undos', busy: string, kills: number) {
  const state = async () => {
    const key = of === 'imports' ? 'id' : 'import_id'
    const settled = of === 'imports' ? 'done' : 'removed + restored + kept'
    const { rows } = await portal.owner.query<{ status: string; settled: number }>(
      `select status, ${settled} as settled from ${of} where ${key} = $1`,
      [id],
    )
    return rows[0] ?? { status: 'none', settled: 0 }
  }
  // one in each stretch and none in the last: behind every kill there is work left for the next
  const points = Array.from({ length: kills }, (_, at) => Math.floor(((at + Math.random()) / (kills + 1)) * ROWS))
  let killed = 0
  for (;;) {
    const { status, settled } = await state()
    if (status !== busy) break
    const point = points[killed]
    if (point !== undefined && settled > 0 && settled >= point) {
      // somewhere in the part that is in hand
      await pause(Math.random() * 400)
      await worker.kill()
      killed += 1
    }
    await pause(20)
  }
  return { status: (await state()).status, killed }
}

async function call(team: Team, path: string): Promise<void> {
  expect((await team.maker.browser.call('POST', `${team.path}/${path}`, {})).status).toBe(202)
}

async function importInto(team: Team, rows: readonly string[], kills: number): Promise<{ id: string; killed: number }> {
  const { body } = await team.upload(file(...rows))
  const checked = await phase(body.id, 'imports', 'checking', Math.floor(kills / 4))
  expect(checked.status).toBe('checked')
  expect((await team.askCommit(body.id)).status).toBe(202)
  const done = await phase(body.id, 'imports', 'running', kills - checked.killed)
  expect(done.status).toBe('done')
  return { id: body.id, killed: checked.killed + done.killed }
}

/** All that an import has left, but for ids, numbers and times: its rows, and each customer with its history. */
async function result({ organization }: Team, id: string): Promise<Record<string, string[]>> {
  const asked = {
    customers: `select to_jsonb(c) - '{operator_id,id,owner_id,contact_id,number,search,created_at,created_by,changed_at,changed_by}'::text[]
        || jsonb_build_object('contact', (select p.name from people p where p.operator_id = c.operator_id and p.person_id = c.contact_id),
          'history', (select jsonb_agg(h.action || (select count(*) from jsonb_object_keys(h.changes)) order by h.id) from history h where h.object_id = c.id))
      from customers c where c.owner_id = $1 and $2::uuid is not null order by c.external_id, c.name`,
    rows: `select to_jsonb(r) - '{operator_id,import_id,customer_id,before,problems}'::text[]
        || jsonb_build_object('before', r.before - 'contact', 'problems', (select jsonb_agg(p - 'about') from jsonb_array_elements(r.problems) p))
      from import_rows r join imports i on i.id = r.import_id where i.id = $2 and i.organization_id = $1 order by r.row`,
    import: `select jsonb_build_object('status', i.status, 'total', i.total, 'new', i.creating, 'changed', i.updating, 'same', i.unchanged, 'faulty', i.faulty,
          'warned', i.warned, 'done', i.done, 'audit', (select count(*) from audit a where a.object_id = i.id),
          'events', (select count(*) from outbox o where o.payload ->> 'importId' = i.id::text))
      from imports i where i.organization_id = $1 and i.id = $2`,
  }
  const found: Record<string, string[]> = {}
  for (const [name, text] of Object.entries(asked)) {
    const { rows } = await portal.owner.query<unknown[]>({ text, values: [organization.id, id], rowMode: 'array' })
    found[name] = rows.map(([value]) => JSON.stringify(value))
  }
  return found
}

test(
  `IMP-4 an import of ${ROWS} rows that is killed ${KILLS} times comes to the same as an uninterrupted one, and so does undoing it`,
  async () => {
    const [calm, troubled] = [await makeTeam(portal), await makeTeam(portal)]
    const made = []
    for (const team of [calm, troubled]) {
      await importInto(team, existing, 0)
      const start = performance.now()
      const { id, killed } = await importInto(team, lines, team === troubled ? KILLS : 0)
      made.push({ team, id, killed, seconds: Math.round((performance.now() - start) / 1000) })
    }
    expect(made.map(({ killed }) => killed)).toEqual([0, KILLS])
    const results = []
    for (const { team, id } of made) results.push(await result(team, id))
    const [expected, got] = results
    // compared piece by piece: a difference is shown, not two files
    for (const name of ['import', 'rows', 'customers']) {
      const wanted = expected?.[name] ?? []
      const found = got?.[name] ?? []
      expect(found.length).toBe(wanted.length)
      const at = wanted.findIndex((text, place) => text !== found[place])
      expect(found[at]).toBe(wanted[at])
    }
    const before = expected?.['customers']?.length ?? 0
    const undone = []
    for (const { team, id } of made) {
      await call(team, `${id}/undo`)
      const start = performance.now()
      const { status, killed } = await phase(
        id,
        'import_undos',
        'running',
        team === troubled ? Math.ceil(KILLS / 4) : 0,
      )
      expect(status).toBe('done')
      undone.push({ killed, seconds: Math.round((performance.now() - start) / 1000), left: await result(team, id) })
    }
    expect(undone[1]?.left).toEqual(undone[0]?.left)
    expect(undone[0]?.left['customers']).toHaveLength(existing.length)
    console.info(
      JSON.stringify({
        rows: ROWS,
        customers: before,
        imports: made.map(({ killed, seconds }) => ({ killed, seconds })),
        undos: undone.map(({ killed, seconds }) => ({ killed, seconds })),
      }),
    )
  },
  patience,
)
