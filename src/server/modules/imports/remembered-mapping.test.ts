import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { makeTeam, type Team } from '../../../../test/support/import-team.ts'

const portal = portalFixture({ worker: true })

const headers = ['Kundennr.', 'Firma', 'Gebiet', 'Ort']
const fileOf = (order: readonly string[]) => `${order.join(';')}\r\n${order.map((name) => `${name} 1`).join(';')}\r\n`
const fields = ({ columns }: { columns: { header: string; field: string | null }[] }) =>
  Object.fromEntries(columns.map(({ header, field }) => [header, field]))

async function remap(team: Team, id: string, body: object) {
  const reply = await team.maker.browser.call('PATCH', `${team.path}/${id}`, body)
  expect(reply.status).toBe(200)
  return team.until(id, 'checked')
}

test('IMP-2 a corrected mapping is remembered for the organisation and this set of headers, in any order, until it is reset', async () => {
  const team = await makeTeam(portal)
  const first = await team.check(fileOf(headers))
  expect([first.remembered, fields(first)['Gebiet']]).toEqual([false, null])
  const mapped = await remap(team, first.id, { columns: [{ header: 'Gebiet', field: 'state' }] })
  expect(mapped.remembered).toBe(true)
  const next = await team.check(fileOf(headers.toReversed()))
  expect([next.remembered, fields(next)]).toEqual([
    true,
    { 'Kundennr.': 'externalId', Firma: 'name', Gebiet: 'state', Ort: 'city' },
  ])
  const other = await team.check(fileOf([...headers, 'Land']))
  expect([other.remembered, fields(other)['Gebiet']]).toEqual([false, null])
  const elsewhere = await makeTeam(portal)
  expect((await elsewhere.check(fileOf(headers))).remembered).toBe(false)
  const reset = await remap(team, next.id, { forget: true })
  expect([reset.remembered, fields(reset)['Gebiet']]).toEqual([false, null])
  expect((await team.check(fileOf(headers))).remembered).toBe(false)
})

test('ACC-15 a field that is hidden from somebody is not theirs by memory, and stays remembered for the others', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(fileOf(headers))
  await remap(team, id, { columns: [{ header: 'Gebiet', field: 'state' }] })
  const hide = (attributes: string[]) =>
    portal.owner.query("update roles set hidden_attributes = $2 where operator_id = $1 and key = 'administration'", [
      team.organization.operator,
      attributes,
    ])
  await hide(['customer.state'])
  const without = await team.check(fileOf(headers))
  expect([without.remembered, fields(without)['Gebiet']]).toEqual([false, null])
  await remap(team, without.id, { columns: [{ header: 'Ort', field: null }] })
  await hide([])
  expect(fields(await team.check(fileOf(headers)))).toEqual({
    'Kundennr.': 'externalId',
    Firma: 'name',
    Gebiet: 'state',
    Ort: null,
  })
})
