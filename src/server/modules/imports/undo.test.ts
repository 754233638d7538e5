import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePartner } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam, type Team, teamOf } from '../../../../test/support/import-team.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { runUndo } from './run-undo.ts'

const portal = portalFixture({ worker: true })

/**
 * Every customer of the operator, every column; but for the lock counter, who wrote last and when, and which fields kept texts were
 * meant for, which stays noted because the history still holds these texts.
 */
async function everything({ organization }: Team): Promise<Map<string, string>> {
  const { rows } = await portal.owner.query<{ id: string; text: string }>(
    `select c.id, (to_jsonb(c) - '{revision,changed_at,changed_by,imported_fields}'::text[])::text as text
     from customers c where c.operator_id = $1`,
    [organization.operator],
  )
  return new Map(rows.map(({ id, text }) => [id, text]))
}

async function idOf({ organization }: Team, externalId: string): Promise<string> {
  const { rows } = await portal.owner.query<{ id: string }>(
    'select id from customers where owner_id = $1 and external_id = $2',
    [organization.id, externalId],
  )
  return rows[0]?.id ?? ''
}

/** Edits as a person does in the browser. */
async function edit(team: Team, externalId: string, city: string): Promise<void> {
  const path = `/o/${team.organization.handle}/customers/${await idOf(team, externalId)}`
  const { browser } = team.maker
  const found = await browser.call('GET', path)
  const changed = await browser.call('PATCH', path, { city }, { 'if-match': String(found.headers['etag']) })
  expect(changed.status).toBe(200)
}

const cell = {
  Ort: fc.constantFrom('Hamburg', 'Lübeck', '', 'Köln'),
  PLZ: fc.constantFrom('20095', '2009', '', '23552'),
  Ansprechpartner: fc.constantFrom('Zoe Weiss', 'Anna Schmidt', 'Ida Import', 'Niemand', ''),
  Bemerkung: fc.constantFrom('', 'alt', '=A1', 'neu'),
  'Kunde seit': fc.constantFrom('07.09.15', '', '31.02.2021'),
}
const world = fc.record({
  before: fc.array(fc.record(cell), { minLength: 1, maxLength: 6 }),
  after: fc.array(fc.record(cell), { minLength: 1, maxLength: 10 }),
  edited: fc.array(fc.nat(9), { maxLength: 3 }),
})

test('IMP-5 import and undo leave every row byte for byte as before; what a person has edited since is kept and named', async () => {
  const property = fc.asyncProperty(world, async ({ before, after, edited }) => {
    const team = await makeTeam(portal)
    const lines = (rows: typeof before) => rows.map((cells, at) => line(`K${at}`, cells))
    const takeOver = async (given: typeof before) => {
      const checked = await team.check(file(...lines(given)))
      return checked.can.commit.ok ? team.commit(checked.id) : checked
    }
    await takeOver(before)
    const stood = await everything(team)
    const { id } = await takeOver(after)
    const rows = await team.rows(id)
    const taken = rows.filter(({ action }) => action === 'create' || action === 'update')
    expect((await team.read(id)).can.undo.ok).toBe(taken.length > 0)
    if (taken.length === 0) return
    const touched = taken.filter(({ row }) => edited.includes(row - 2))
    for (const { row } of touched) await edit(team, `K${row - 2}`, 'Kiel an der Förde')
    const now = await everything(team)
    const { undo } = await team.undo(id)
    const kept = new Set(touched.map(({ customer }) => customer ?? ''))
    const wanted = new Map([...stood, ...[...now].filter(([customer]) => kept.has(customer))])
    expect(await everything(team)).toEqual(wanted)
    expect(undo).toMatchObject({ status: 'done', total: taken.length, kept: touched.length, unseen: 0 })
    expect((undo?.removed ?? 0) + (undo?.restored ?? 0)).toBe(taken.length - touched.length)
    const named = await team.rows(id, 'action=kept&limit=500')
    expect(named.map(({ row, undone }) => [row, undone])).toEqual(
      touched.map(({ row }) => [row, { result: 'kept', why: 'changed' }]),
    )
  })
  await fc.assert(property, { numRuns: 6, seed: 26 })
}, 120_000)

const set = (text: string, ...values: unknown[]) => portal.owner.query(text, values)
const why = async (team: Team, id: string) =>
  Object.fromEntries((await team.rows(id, 'action=kept')).map(({ name, undone }) => [name, undone?.why]))

test('IMP-5 a customer that something hangs on, or that was changed by another import, is kept and the preview says so', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K5')))).id)
  const imported = await team.commit(
    (await team.check(file(...['K1', 'K2', 'K3', 'K4', 'K5', 'K6'].map((id) => line(id, { Ort: 'Kiel' }))))).id,
  )
  const { organization } = team
  const grantee = await makePartner(portal.owner, { ...organization, id: organization.operator })
  await set(
    `insert into shares (operator_id, object_type, object_id, giver_id, grantee_id, level, status)
       values ($1, 'customer', $2, $3, $4, 'read', 'withdrawn')`,
    organization.operator,
    await idOf(team, 'K1'),
    organization.id,
    grantee.id,
  )
  await set(
    `with o as (insert into organizations (operator_id, id, kind, name, handle, parent_id, tenant_version)
        values ($1, new_id(), 'customer', 'Firma K2', $2 || '-k2', $3, 'basic') returning id)
     update customers set organization_id = (select id from o) where id = $4`,
    organization.operator,
    organization.handle,
    organization.id,
    await idOf(team, 'K2'),
  )
  const customer = `/o/${organization.handle}/customers/${await idOf(team, 'K3')}`
  const { browser, person } = team.maker
  const found = await browser.call('GET', customer)
  const assigned = await browser.call(
    'PUT',
    `${customer}/contact`,
    { contact: person.id },
    { 'if-match': String(found.headers['etag']) },
  )
  expect(assigned.status).toBe(200)
  const later = await team.commit((await team.check(file(line('K5', { Ort: 'Bremen' })))).id)
  const reasons = ['contact', 'later_import', 'shared', 'tenant']
  const preview = await browser.call('GET', `${team.path}/${imported.id}/undo`)
  expect(preview.body).toMatchObject({ remove: 2, restore: 0, unseen: 0 })
  const keep = preview.body['keep'] as { why: string; count: number }[]
  expect(keep.map((one) => one.why).toSorted()).toEqual(reasons)
  const undone = await team.undo(imported.id)
  expect(undone.undo).toMatchObject({ removed: 2, restored: 0, kept: 4 })
  expect(await why(team, imported.id)).toEqual({
    'Firma K1 KG': 'shared',
    'Firma K2 KG': 'tenant',
    'Firma K3 KG': 'contact',
    'Firma K5 KG': 'later_import',
  })
  // one after the other, the last first: what was kept can be undone then
  expect(undone.can.undo.ok).toBe(true)
  expect((await team.undo(later.id)).undo).toMatchObject({ restored: 1, kept: 0 })
  expect((await team.undo(imported.id)).undo).toMatchObject({ removed: 0, restored: 1, kept: 3 })
  const cities = (await team.customers()).map(({ external_id, city }) => [external_id, city])
  expect(cities).toContainEqual(['K5', 'Hamburg'])
})

test('ACC-12 a customer out of sight is kept and counted, never named; one that came back as a share is kept and named', async () => {
  const team = await makeTeam(portal)
  const { organization } = team
  const { id } = await team.commit((await team.check(file(line('K1'), line('K2'), line('K3')))).id)
  const elsewhere = await makePartner(portal.owner, { ...organization, id: organization.operator })
  const [gone, shared] = [await idOf(team, 'K1'), await idOf(team, 'K2')]
  for (const customer of [gone, shared])
    await set('update customers set owner_id = $2, contact_id = null where id = $1', customer, elsewhere.id)
  await set(
    `insert into shares (operator_id, object_type, object_id, giver_id, grantee_id, level) values ($1, 'customer', $2, $3, $4, 'read')`,
    organization.operator,
    shared,
    elsewhere.id,
    organization.id,
  )
  const { browser } = team.maker
  const preview = await browser.call('GET', `${team.path}/${id}/undo`)
  expect(preview.body).toEqual({ remove: 1, restore: 0, keep: [{ why: 'moved', count: 1 }], unseen: 1 })
  const { undo } = await team.undo(id)
  expect(undo).toMatchObject({ total: 3, removed: 1, kept: 1, unseen: 1 })
  const said = JSON.stringify(await team.rows(id, 'action=all&limit=500'))
  expect([said.includes('Firma K1'), said.includes('Firma K2')]).toEqual([false, true])
  expect((await set('select from customers where id = any ($1)', [gone, shared])).rowCount).toBe(2)
})

test('IMP-5 whoever may not create, change or assign keeps these rows; who may not import, or has nothing to undo, is refused', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K1'), line('K2', { Ansprechpartner: '' })))).id)
  const changes = [line('K1', { Ort: 'Kiel' }), line('K2'), line('K3')]
  const { id } = await team.commit((await team.check(file(...changes))).id)
  const { operator } = team.organization
  const roles = async (text: string, ...values: unknown[]) =>
    set(`update roles set ${text} where operator_id = $1 and key = 'administration'`, operator, ...values)
  await roles("permissions = array_remove(array_remove(permissions, 'customers.create'), 'customers.assign_contact')")
  await roles("read_only_attributes = '{customer.city}'")
  expect((await team.undo(id)).undo).toMatchObject({ removed: 0, restored: 0, kept: 3 })
  expect(Object.values(await why(team, id))).toEqual(['not_permitted', 'not_permitted', 'not_permitted'])
  await roles("permissions = permissions || '{customers.create,customers.assign_contact}', read_only_attributes = '{}'")
  const undone = await team.undo(id)
  expect(undone.undo).toMatchObject({ removed: 1, restored: 2, kept: 0 })
  expect(undone.can.undo).toEqual({ ok: false, why: 'imports.nothing_to_undo' })
  const own = teamOf(portal, team.organization, await makeMember(portal, team.organization, { visibility: 'own' }))
  expect((await own.read(id)).can.undo).toEqual({ ok: false, why: 'imports.not_allowed' })
  for (const method of ['GET', 'POST'] as const) {
    const path = `${team.path}/${id}/undo`
    expect((await own.maker.browser.call(method, path)).body['code']).toBe('imports.not_allowed')
    expect((await team.maker.browser.call(method, path)).body['code']).toBe('imports.nothing_to_undo')
  }
})

test('IMP-5 history, audit and one event say that it was undone, and account managers hear of contacts', async () => {
  const team = await makeTeam(portal)
  const { organization } = team
  await team.commit((await team.check(file(line('K1', { Ansprechpartner: 'Anna Schmidt' })))).id)
  const manager = await makeMember(portal, { ...organization, id: organization.operator }, { name: 'Vera Betreuerin' })
  await set('update customers set manager_id = $2 where id = $1', await idOf(team, 'K1'), manager.person.id)
  const { id } = await team.commit((await team.check(file(line('K1', { Ort: 'Kiel' }), line('K2')))).id)
  await team.undo(id)
  const mails = () =>
    set("select from mails where person_id = $1 and template = 'contacts_assigned'", manager.person.id)
  // of the import, and of undoing it
  await expect.poll(async () => (await mails()).rowCount, { timeout: 20_000 }).toBe(2)
  const { browser } = team.maker
  const { handle } = team.organization
  const history = await browser.call('GET', `/o/${handle}/customers/${await idOf(team, 'K1')}/history`)
  const entries = history.body['items'] as { action: string; changes: { attribute: string; after: string }[] }[]
  const said = entries.filter(({ action }) => action === 'restored').flatMap(({ changes }) => changes)
  expect(said).toContainEqual({ attribute: 'contact', before: 'Zoë Weiß', after: 'Anna Schmidt' })
  expect(said).toContainEqual({ attribute: 'city', before: 'Kiel', after: 'Hamburg' })
  const audit = await browser.call('GET', `/o/${handle}/audit`)
  const noted = (audit.body['items'] as { action: string; details: object }[]).filter(
    ({ action }) => action === 'import.undone',
  )
  expect(noted).toMatchObject([{ details: { file: 'kunden.csv', removed: '1', restored: '1', kept: '0' } }])
  const { rows } = await set(
    `select kind, (select count(*)::int from history h where h.batch_id = (o.payload ->> 'batchId')::uuid) as entries
       from outbox o where o.operator_id = $1 and kind in ('import.undone', 'customers.removed') order by kind`,
    team.organization.operator,
  )
  expect(rows).toEqual([
    { kind: 'customers.removed', entries: 0 },
    { kind: 'import.undone', entries: 2 },
  ])
})

/** Undoing that has begun, out of the workers' hands. */
async function begin({ organization, maker }: Team, id: string) {
  await set(
    `insert into import_undos (operator_id, import_id, person_id, status, attempt, total) values ($1, $2, $3, 'running', 9, 2)`,
    organization.operator,
    id,
    maker.person.id,
  )
  return { import: id, attempt: 9, person: maker.person.id, organization: organization.id }
}

test('IMP-4 undoing can be stopped, a run of an earlier attempt does nothing, and the next one does the rest', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.commit((await team.check(file(line('K1'), line('K2')))).id)
  const run = await begin(team, id)
  const { browser } = team.maker
  expect((await team.read(id)).can).toMatchObject({
    cancel: { ok: true },
    undo: { ok: false, why: 'imports.not_ready' },
  })
  expect((await browser.call('POST', `${team.path}/${id}/undo`)).status).toBe(409)
  await runUndo(portal.services, { ...run, attempt: 8 })
  const stopped = await browser.call('POST', `${team.path}/${id}/cancellation`)
  expect(stopped.body).toMatchObject({
    status: 'done',
    undo: { status: 'cancelled', removed: 0 },
    can: { undo: { ok: true } },
  })
  await runUndo(portal.services, run)
  expect(await team.customers()).toHaveLength(2)
  expect((await team.undo(id)).undo).toMatchObject({ status: 'done', removed: 2, person: 'Ida Import' })
  expect(await team.customers()).toEqual([])
})

test('ACC-4 undoing works with the rights of now; a contact who left stays away, and that row is kept', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K1', { Ansprechpartner: 'Anna Schmidt' })))).id)
  const { id } = await team.commit((await team.check(file(line('K1'), line('K2')))).id)
  await set(
    "update memberships set status = 'ended' where operator_id = $1 and name = 'Anna Schmidt'",
    team.organization.operator,
  )
  const run = await begin(team, id)
  await set("update memberships set visibility = 'own' where id = $1", team.maker.membership)
  await expect(runUndo(portal.services, run)).rejects.toMatchObject({ code: 'imports.not_allowed' })
  expect(await team.customers()).toHaveLength(2)
  await set("update memberships set visibility = 'all' where id = $1", team.maker.membership)
  await runUndo(portal.services, run)
  expect(await why(team, id)).toEqual({ 'Firma K1 KG': 'contact_gone' })
  expect(await team.customers()).toMatchObject([{ external_id: 'K1', contact: 'Zoë Weiß' }])
})
