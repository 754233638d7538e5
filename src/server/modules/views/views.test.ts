import { expect, test } from 'vitest'
import { makeCustomer, makeMembership, makePartner } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { hamburg, listPath, namesOffered, offeredViews, saveView, viewFixture } from '../../../../test/support/views.ts'

const portal = portalFixture()
const scene = viewFixture(portal)

test('a private one is its maker’s alone; a shared one the organisation’s and the partners’ below', async () => {
  const maker = await makeMember(portal, scene.partner)
  const colleague = await makeMember(portal, scene.partner, { roles: ['buyer'] })
  const below = await makeMember(portal, scene.site, { roles: ['buyer'] })
  await saveView(maker, scene.partner, { name: 'Privat' })
  await saveView(maker, scene.partner, { name: 'Für alle', shared: true })
  expect(await namesOffered(maker, scene.partner)).toEqual(['Privat', 'Für alle'])
  expect(await namesOffered(colleague, scene.partner)).toEqual(['Für alle'])
  expect(await namesOffered(below, scene.site)).toEqual(['Für alle'])
  // above they are not offered
  expect(await namesOffered(scene.staff, scene.operator)).toEqual([])
  const [view] = await offeredViews(below, scene.site)
  expect(view).toMatchObject({ own: false, organization: { id: scene.partner.id } })
})

test('one of the organisation above is changed there, also by whoever made it; that of a colleague is somebody else’s', async () => {
  const maker = await makeMember(portal, scene.partner)
  const { id } = await saveView(maker, scene.partner, { shared: true })
  await makeMembership(portal.owner, scene.site, maker.person)
  const colleague = await makeMember(portal, scene.partner)
  const not = { ok: false, why: 'views.of_above' }
  const [below] = await offeredViews(maker, scene.site)
  expect(below).toMatchObject({ id, own: false, can: { update: not, share: not, remove: not } })
  const [beside] = await offeredViews(colleague, scene.partner)
  expect(beside?.can).toEqual({
    update: { ok: true },
    share: { ok: false, why: 'views.not_yours' },
    remove: { ok: true },
  })
  const at = (of: { handle: string }) => listPath(of, `/views/${id}`)
  const refused = {
    status: 403,
    body: { code: 'views.of_above', title: expect.stringContaining(` zu ${scene.partner.name} und `) },
  }
  const { browser } = maker
  for (const change of [{ name: 'Neu' }, { shared: false }])
    expect.soft(await browser.call('PATCH', at(scene.site), change, { 'if-match': '"1"' })).toMatchObject(refused)
  expect(await browser.call('DELETE', at(scene.site))).toMatchObject(refused)
  expect((await browser.call('PATCH', at(scene.partner), { name: 'Neu' }, { 'if-match': '"1"' })).status).toBe(200)
})

test('a customer organisation is offered nothing from above', async () => {
  await saveView(scene.staff, scene.operator, { shared: true })
  const customerId = await makeCustomer(portal.owner, scene.partner)
  const tenant = await makePartner(portal.owner, scene.operator, { kind: 'customer', parent: scene.partner.id })
  await portal.owner.query('update customers set organization_id = $2 where id = $1', [customerId, tenant.id])
  expect(await namesOffered(await makeMember(portal, tenant), tenant)).toEqual([])
  expect(await namesOffered(await makeMember(portal, scene.partner), scene.partner)).toEqual(['Hamburg'])
})

test('sharing needs views.share; whoever loses it can still take the own view back', async () => {
  const buyer = await makeMember(portal, scene.partner, { roles: ['buyer'] })
  const refused = await buyer.browser.call('POST', listPath(scene.partner, '/views'), {
    name: 'Hamburg',
    shared: true,
    state: hamburg,
  })
  expect([refused.status, refused.body['code']]).toEqual([403, 'access.permission_missing'])
  const view = await saveView(buyer, scene.partner)
  expect(view.can).toMatchObject({ update: { ok: true }, share: { ok: false, why: 'access.permission_missing' } })
  const patch = (change: object, revision = 1) =>
    buyer.browser.call('PATCH', listPath(scene.partner, `/views/${view.id}`), change, { 'if-match': `"${revision}"` })
  expect((await patch({ shared: true })).status).toBe(403)
  await portal.owner.query('update saved_views set shared = true where id = $1', [view.id])
  expect((await patch({ name: 'Neu' }, 2)).status).toBe(403)
  expect((await buyer.browser.call('DELETE', listPath(scene.partner, `/views/${view.id}`))).status).toBe(403)
  expect((await patch({ shared: false }, 2)).body).toMatchObject({ shared: false, revision: 3 })
})

test('who may share keeps those of colleagues, but does not make them private', async () => {
  const maker = await makeMember(portal, scene.partner)
  const colleague = await makeMember(portal, scene.partner)
  const { id } = await saveView(maker, scene.partner, { shared: true })
  const patch = (change: object, revision: number) =>
    colleague.browser.call('PATCH', listPath(scene.partner, `/views/${id}`), change, { 'if-match': `"${revision}"` })
  expect((await patch({ name: 'Umbenannt' }, 1)).body).toMatchObject({ name: 'Umbenannt', revision: 2 })
  expect(await patch({ shared: false }, 2)).toMatchObject({ status: 403, body: { code: 'views.not_yours' } })
  expect(await patch({ name: 'Zu spät' }, 1)).toMatchObject({ status: 409, body: { current: { name: 'Umbenannt' } } })
  expect((await patch({ name: 'Ohne Stand' }, Number.NaN)).status).toBe(428)
})

test('removing can be undone for a day', async () => {
  const maker = await makeMember(portal, scene.partner)
  const { id } = await saveView(maker, scene.partner)
  const restore = () => maker.browser.call('POST', listPath(scene.partner, `/views/${id}/restoration`))
  expect((await maker.browser.call('DELETE', listPath(scene.partner, `/views/${id}`))).status).toBe(204)
  expect(await namesOffered(maker, scene.partner)).toEqual([])
  const other = await makeMember(portal, scene.partner)
  expect((await other.browser.call('POST', listPath(scene.partner, `/views/${id}/restoration`))).status).toBe(404)
  expect((await restore()).status).toBe(204)
  expect(await namesOffered(maker, scene.partner)).toEqual(['Hamburg'])
  await portal.owner.query(`update saved_views set removed_at = now() - interval '25 hours' where id = $1`, [id])
  expect((await restore()).status).toBe(404)
  const next = await saveView(maker, scene.partner)
  await maker.browser.call('DELETE', listPath(scene.partner, `/views/${next.id}`))
  const { rows } = await portal.owner.query('select id from saved_views where organization_id = $1', [scene.partner.id])
  expect(rows).toEqual([{ id: next.id }])
})

test('a hundred are enough', async () => {
  const maker = await makeMember(portal, scene.partner)
  await portal.owner.query(
    `insert into saved_views (operator_id, organization_id, person_id, list, name, state)
       select $1, $2, $3, 'customers', 'Ansicht ' || n, '{}' from generate_series(1, 100) n`,
    [scene.operator.id, scene.partner.id, maker.person.id],
  )
  const refused = await maker.browser.call('POST', listPath(scene.partner, '/views'), {
    name: 'Hamburg',
    shared: false,
    state: hamburg,
  })
  expect([refused.status, refused.body['code']]).toEqual([409, 'views.too_many'])
})
