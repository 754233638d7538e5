import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam, type Team, teamOf } from '../../../../test/support/import-team.ts'
import { makeMember } from '../../../../test/support/members.ts'

const portal = portalFixture({ worker: true })

const ok = { ok: true }
const no = (why: string) => ({ ok: false, why })
const notReady = no('imports.not_ready')

function hide(team: Team, ...attributes: string[]): Promise<unknown> {
  return portal.owner.query(
    "update roles set hidden_attributes = $2 where operator_id = $1 and key = 'administration'",
    [team.organization.operator, attributes.map((attribute) => `customer.${attribute}`)],
  )
}

test('ACC-8 an import says in each state what may be done with it', async () => {
  const team = await makeTeam(portal)
  const faulty = await team.check(file(line('K1'), line('K2', { PLZ: 'x' })))
  expect(faulty.can).toEqual({
    remap: ok,
    commit: ok,
    commitFaultless: no('imports.failed_rows'),
    cancel: ok,
    errors: ok,
    undo: notReady,
  })
  expect(faulty.taken).toBe(false)
  const done = await team.commit(faulty.id)
  expect(done.can).toEqual({
    remap: notReady,
    commit: notReady,
    commitFaultless: notReady,
    cancel: notReady,
    errors: ok,
    undo: ok,
  })
  expect(done.taken).toBe(true)
  const other = await team.check(file(line('K3')))
  expect(other.can).toEqual({ remap: ok, commit: ok, commitFaultless: ok, cancel: ok, errors: ok, undo: notReady })
  const { browser } = team.maker
  const discarded = await browser.call('POST', `${team.path}/${other.id}/cancellation`)
  expect(discarded.body).toMatchObject({ status: 'cancelled', taken: false })
  const nothing = no('imports.nothing_to_undo')
  expect(discarded.body['can']).toEqual({
    remap: ok,
    commit: notReady,
    commitFaultless: notReady,
    cancel: notReady,
    errors: ok,
    undo: nothing,
  })
  // its file is gone by then
  await portal.owner.query("update imports set finished_at = now() - interval '31 days' where id = $1", [other.id])
  expect((await team.read(other.id)).can.remap).toEqual(no('imports.file_removed'))
  const again = await browser.call('PATCH', `${team.path}/${other.id}`, {})
  expect(again).toMatchObject({ status: 409, body: { code: 'imports.file_removed' } })
})

test('ACC-8 IMP-4 where no row is new or changed there is nothing to take over; a repeat of what was taken over is answered as before', async () => {
  const team = await makeTeam(portal)
  const { browser } = team.maker
  const { id, revision } = await team.check(file(line('K1')))
  const commit = (of: string, body: object = {}, key = 'once') =>
    browser.call('POST', `${team.path}/${of}/commit`, body, { 'if-match': `"${revision}"`, 'idempotency-key': key })
  expect((await commit(id)).status).toBe(202)
  await team.until(id, 'done')
  expect(await commit(id)).toMatchObject({ status: 202, body: { id, status: 'done' } })

  const nothing = no('imports.nothing_to_take_over')
  for (const lines of [[line('K1')], [line('K1'), line('K2', { PLZ: 'x' })]]) {
    const same = await team.check(file(...lines))
    expect(same.can).toMatchObject({ remap: ok, commit: nothing, commitFaultless: nothing, cancel: ok })
    for (const body of [{}, { onlyIfFaultless: true }]) {
      expect(await commit(same.id, body, 'twice')).toMatchObject({
        status: 409,
        body: { code: 'imports.nothing_to_take_over' },
      })
    }
    expect((await team.read(same.id)).status).toBe('checked')
  }
  // a key that was refused is free again
  const other = await team.check(file(line('K1', { Ort: 'Kiel' })))
  expect((await commit(other.id, {}, 'twice')).status).toBe(202)
})

test('ACC-8 who does not see all customers, or looks as somebody else, may do nothing with an import', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(line('K1')))
  const own = teamOf(portal, team.organization, await makeMember(portal, team.organization, { visibility: 'own' }))
  const never = no('imports.not_allowed')
  expect((await own.read(id)).can).toEqual({
    remap: never,
    commit: never,
    commitFaultless: never,
    cancel: never,
    errors: never,
    undo: never,
  })
  for (const [method, path] of [
    ['POST', 'commit'],
    ['POST', 'cancellation'],
  ] as const)
    expect(await own.maker.browser.call(method, `${team.path}/${id}/${path}`, {})).toMatchObject({
      status: 403,
      body: { code: 'imports.not_allowed' },
    })
  const chief = await makeMember(portal, team.organization)
  const seen = await chief.browser.call('GET', `${team.path}/${id}?viewAs=${team.maker.person.id}`)
  const readOnly = no('access.view_as_read_only')
  expect(seen.body['can']).toEqual({
    remap: readOnly,
    commit: readOnly,
    commitFaultless: readOnly,
    cancel: readOnly,
    errors: ok,
    undo: readOnly,
  })
})

test('IMP-2 an import names the fields without which no customer can be created', async () => {
  const team = await makeTeam(portal)
  const { required } = await team.check(file(line('K1')))
  expect(required).toEqual(['name', 'email', 'street', 'postalCode', 'city', 'country'])
  await portal.owner.query("update operators set required_customer_fields = '{website}' where operator_id = $1", [
    team.organization.operator,
  ])
  expect((await team.check(file(line('K1')))).required).toEqual(['name', 'website'])
})

test('ACC-15 who may not read the external id cannot match by it: the column is text, and mapping it is refused by name', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K1')))).id)
  const mapped = await team.check(file(line('K1', { Ort: 'Lübeck' })))
  await hide(team, 'externalId')
  // a file that was mapped while it could be read would tell which numbers there are
  expect(mapped.can.commit).toEqual(ok)
  expect((await team.read(mapped.id)).can.commit).toEqual(no('imports.not_allowed'))
  const { browser } = team.maker
  const refused = await team.askCommit(mapped.id)
  expect(refused).toMatchObject({ status: 403, body: { code: 'imports.not_allowed' } })
  const { id, columns, counts } = await team.check(file(line('K1'), line('K9')))
  expect(columns[0]).toMatchObject({ header: 'Kundennr.', field: null })
  // the same of a number that is there and of one that is not
  expect(counts).toMatchObject({ create: 2, update: 0, unchanged: 0, error: 0 })
  const path = `${team.path}/${id}`
  const mapping = { columns: [{ header: 'Kundennr.', field: 'externalId' }] }
  expect(await browser.call('PATCH', path, mapping)).toMatchObject({
    status: 422,
    body: { code: 'fields.invalid', fields: [{ path: 'columns.0.field', code: 'unknown' }] },
  })
  await team.commit(id)
  const texts = (await team.customers()).map(({ external_id, imported }) => [external_id, imported])
  expect(texts).toContainEqual([null, { 'Kundennr.': 'K9', Bemerkung: '=A1' }])
})

test('ACC-15 a likely duplicate tells nothing about an address that is hidden', async () => {
  const team = await makeTeam(portal)
  await team.commit((await team.check(file(line('K1')))).id)
  await hide(team, 'street', 'postalCode')
  const same = line('K2', { Firma: 'Firma K1 KG' })
  const elsewhere = line('K2', { Firma: 'Firma K1 KG', Straße: 'Weg 7', PLZ: '21465' })
  const warned = async (text: string) => {
    const [row] = await team.rows((await team.check(file(text))).id)
    return row?.problems.map(({ code }) => code)
  }
  expect(await warned(same)).toEqual(await warned(elsewhere))
})
