import { expect, test } from 'vitest'
import { makeMembership } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { openBrowser } from '../../../../test/support/portal.ts'
import {
  hamburg,
  listPath,
  makeViewReader,
  namesOffered,
  saveView,
  viewFixture,
} from '../../../../test/support/views.ts'

const portal = portalFixture()
const scene = viewFixture(portal)

test('are kept per membership and list, and stand on every device', async () => {
  const { person, browser } = await makeMember(portal, scene.partner)
  await makeMembership(portal.owner, scene.site, person)
  const mine = { columns: [{ key: 'city', width: 180 }, { key: 'name' }], pinned: 1, sort: '-city', limit: 50 }
  expect((await browser.call('PUT', listPath(scene.partner, '/settings'), mine)).status).toBe(204)
  const second = openBrowser(portal.server)
  await second.signIn(person.login, person.password ?? '')
  expect((await second.call('GET', listPath(scene.partner, '/settings'))).body).toMatchObject({
    state: mine,
    view: null,
  })
  expect((await second.call('GET', listPath(scene.site, '/settings'))).body).toMatchObject({ state: {} })
  expect((await second.call('GET', `/o/${scene.partner.handle}/audit/settings`)).body).toMatchObject({ state: {} })
})

test('an address beats them, keeps the columns and stores nothing', async () => {
  const { browser } = await makeMember(portal, scene.partner)
  const mine = { filter: { city: { contains: 'Ham' } }, columns: [{ key: 'name', width: 333 }, { key: 'city' }] }
  await browser.call('PUT', listPath(scene.partner, '/settings'), mine)
  const open = async (search: string) =>
    (await browser.call('GET', listPath(scene.partner, `/settings${search}`))).body['state']
  expect(await open('?sort=-name')).toEqual({ sort: '-name', columns: mine.columns })
  expect(await open('?filter=status:in=prospect')).toMatchObject({ filter: { status: { in: ['prospect'] } } })
  expect(await open('?columns=phone,name')).toEqual({
    ...mine,
    columns: [{ key: 'phone' }, { key: 'name', width: 333 }],
  })
  expect(await open('')).toEqual(mine)
})

test('a view that was opened is followed until it is changed', async () => {
  const member = await makeMember(portal, scene.partner)
  const { id } = await saveView(member, scene.partner)
  const open = async (search = '') =>
    (await member.browser.call('GET', listPath(scene.partner, `/settings${search}`))).body
  expect(await open(`?view=${id}`)).toMatchObject({ state: hamburg, view: id })
  await member.browser.call('PUT', listPath(scene.partner, '/settings'), { view: id })
  expect(await open()).toMatchObject({ state: hamburg, view: id })
  const kept = { sort: 'name', columns: [{ key: 'name', width: 500 }] }
  await member.browser.call('PUT', listPath(scene.partner, '/settings'), { view: id, ...kept })
  expect(await open()).toMatchObject({ state: kept, view: id })
  expect(await open(`?view=${id}&sort=-name`)).toMatchObject({ state: { ...kept, sort: '-name' }, view: id })
  await member.browser.call('DELETE', listPath(scene.partner, `/views/${id}`))
  expect(await open()).toMatchObject({ state: kept, view: null })
  expect((await member.browser.call('GET', listPath(scene.partner, `/settings?view=${id}`))).status).toBe(404)
})

test('ACC-19 seen as somebody the list opens as theirs, and stores nothing', async () => {
  const viewer = await makeMember(portal, scene.partner)
  const { person, browser } = await makeMember(portal, scene.partner, { roles: ['buyer'] })
  await browser.call('PUT', listPath(scene.partner, '/settings'), { sort: '-city' })
  const path = listPath(scene.partner, `/settings?viewAs=${person.id}`)
  expect((await viewer.browser.call('GET', path)).body).toMatchObject({ state: { sort: '-city' } })
  const refused = await viewer.browser.call('PUT', path, { sort: 'name' })
  expect([refused.status, refused.body['code']]).toEqual([403, 'access.view_as_read_only'])
  expect((await viewer.browser.call('GET', listPath(scene.partner, '/settings'))).body).toMatchObject({ state: {} })
})

test('ACC-3 while working as, settings and views are those of the home membership', async () => {
  await scene.staff.browser.call('PUT', listPath(scene.operator, '/settings'), { sort: '-city' })
  await saveView(scene.staff, scene.operator)
  const colleague = await makeMember(portal, scene.partner)
  await saveView(colleague, scene.partner, { name: 'Vom Partner', shared: true })
  expect((await scene.staff.browser.call('GET', listPath(scene.partner, '/settings'))).body).toMatchObject({
    state: { sort: '-city' },
  })
  expect(await namesOffered(scene.staff, scene.partner)).toEqual(['Hamburg'])
  await scene.staff.browser.call('PUT', listPath(scene.partner, '/settings'), { sort: 'name' })
  expect((await scene.staff.browser.call('GET', listPath(scene.operator, '/settings'))).body).toMatchObject({
    state: { sort: 'name' },
  })
  expect((await colleague.browser.call('GET', listPath(scene.partner, '/settings'))).body).toMatchObject({ state: {} })
})

test('LST-12 what is named by whoever stores it is refused by name', async () => {
  const { browser } = await makeViewReader(portal, scene, { visibility: 'all', hidden: ['city'] })
  for (const [given, name] of [
    [{ sort: 'city' }, 'sort.city'],
    [{ filter: { city: { contains: 'x' } } }, 'filter.city'],
    [{ columns: [{ key: 'nix' }] }, 'columns.nix'],
  ] as const) {
    const { status, body: problem } = await browser.call('PUT', listPath(scene.partner, '/settings'), given)
    expect([status, problem['code'], problem['fields']]).toMatchObject([400, 'lists.unknown_column', [{ path: name }]])
  }
})

test('ACC-15 a column that was hidden since is dropped, and a filter by it shows no rows', async () => {
  const { browser } = await makeMember(portal, scene.partner)
  await browser.call('PUT', listPath(scene.partner, '/settings'), hamburg)
  await portal.owner.query(`update roles set hidden_attributes = '{customer.city}' where operator_id = $1`, [
    scene.operator.id,
  ])
  const { body: opened } = await browser.call('GET', listPath(scene.partner, '/settings'))
  expect(opened['state']).toEqual({ columns: [{ key: 'name', width: 300 }] })
  expect(opened['unseen']).toBe('Diese Ansicht verwendet etwas, das Sie nicht sehen können')
  expect(JSON.stringify(opened)).not.toContain('city')
})
