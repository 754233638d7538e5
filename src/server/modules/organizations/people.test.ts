import { beforeEach, expect, test } from 'vitest'
import { makeCustomer, makeMembership, makeOperator, makePartner } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member, rolesOf } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeEach)
let roles: Record<string, string>
let admin: Member

beforeEach(async () => {
  roles = await rolesOf(portal, operator)
  admin = await makeMember(portal, ahlers, { name: 'Anna Ahlers' })
})

const at = (id: string) => `/o/${ahlers.handle}/people/${id}`
const revisionOf = async (id: string) =>
  (await portal.owner.query('select revision from memberships where id = $1', [id])).rows[0].revision
const change = async (by: Member, id: string, to: object, revision?: number) =>
  by.browser.call('PATCH', at(id), to, { 'if-match': `"${revision ?? (await revisionOf(id))}"` })
const remove = (by: Member, id: string, successor: string | null) =>
  by.browser.call('POST', `${at(id)}/removal`, { successor })
const contactOf = async (id: string) =>
  (await portal.owner.query('select contact_id, manager_id from customers where id = $1', [id])).rows[0]
const raised = async (id: string) =>
  (
    await portal.owner.query(
      "select from outbox where kind = 'membership.visibility_raised' and payload ->> 'membershipId' = $1",
      [id],
    )
  ).rowCount

test('PPL-7 people are listed with roles, visibility and what the reader may do with them', async () => {
  const buyer = await makeMember(portal, ahlers, { name: 'Bernd Buyer', roles: ['buyer'], visibility: 'own' })
  const list = (by: Member) => by.browser.call('GET', `/o/${ahlers.handle}/people?sort=-name`)
  const refused = { ok: false, why: 'access.permission_missing' }
  expect((await list(buyer)).body['items']).toMatchObject([
    {
      id: buyer.membership,
      name: 'Bernd Buyer',
      roles: [{ name: 'Einkauf' }],
      visibility: 'own',
      status: 'active',
      can: { manage: refused },
    },
    { id: admin.membership, organization: { id: ahlers.id, name: 'Ahlers IT' }, can: { manage: refused } },
  ])
  expect((await list(admin)).body['items']).toMatchObject([
    { can: { manage: { ok: true }, resend: { ok: true }, remove: { ok: true } } },
    { can: { manage: { ok: true }, remove: { ok: false, why: 'people.last_administrator' } } },
  ])
})

test('ACC-11a the list has no memberships of the reader elsewhere, and nobody who left', async () => {
  const other = await makePartner(portal.owner, operator, { name: 'Brandt' })
  await makeMembership(portal.owner, other, admin.person)
  const gone = await makeMember(portal, ahlers)
  await remove(admin, gone.membership, null)
  const items = (await admin.browser.call('GET', `/o/${ahlers.handle}/people`)).body['items']
  expect(items).toMatchObject([{ id: admin.membership }])
})

test('ACC-9 raising a visibility, the own one too, is audited and told; lowering is audited', async () => {
  expect((await change(admin, admin.membership, { visibility: 'none' })).body).toMatchObject({
    visibility: 'none',
    revision: 2,
  })
  expect(await raised(admin.membership)).toBe(0)
  expect((await change(admin, admin.membership, { visibility: 'all' })).status).toBe(200)
  expect(await raised(admin.membership)).toBe(1)
  const audit = await admin.browser.call('GET', `/o/${ahlers.handle}/audit?sort=at`)
  expect(audit.body['items']).toMatchObject([
    { action: 'membership.visibility_changed', details: { before: 'all', after: 'none' } },
    { action: 'membership.visibility_changed', details: { before: 'none', after: 'all' } },
  ])
})

test('PPL-7 changed roles are audited, and hold in the next request (ACC-4)', async () => {
  const buyer = await makeMember(portal, ahlers, { roles: ['buyer'] })
  const changed = await change(admin, buyer.membership, { roles: [roles['management'], roles['licensing']] })
  expect(changed).toMatchObject({ status: 200, body: { roles: [{ name: 'Lizenzierung' }, { name: 'Verwaltung' }] } })
  expect(changed.headers['etag']).toBe('"2"')
  expect((await buyer.browser.call('GET', `/o/${ahlers.handle}/context`)).body['roles']).toEqual([
    'licensing',
    'management',
  ])
  const audit = await admin.browser.call('GET', `/o/${ahlers.handle}/audit`)
  expect(audit.body['items']).toMatchObject([
    { action: 'membership.changed', details: { before: 'Einkauf', after: 'Lizenzierung, Verwaltung' } },
  ])
})

test('a change needs the version it is about; a stale one is told what stands now', async () => {
  const buyer = await makeMember(portal, ahlers, { roles: ['buyer'] })
  expect((await admin.browser.call('PATCH', at(buyer.membership), { visibility: 'own' })).status).toBe(428)
  await change(admin, buyer.membership, { visibility: 'own' })
  const stale = await change(admin, buyer.membership, { visibility: 'none' }, 1)
  expect(stale).toMatchObject({
    status: 409,
    body: { code: 'request.revision_stale', current: { visibility: 'own', revision: 2 } },
  })
})

test('ACC-7 Management neither gives nor takes Administration', async () => {
  const manager = await makeMember(portal, ahlers, { roles: ['management'] })
  expect((await change(manager, admin.membership, { roles: [roles['buyer']] })).status).toBe(422)
  expect(
    (await change(manager, manager.membership, { roles: [roles['management'], roles['administration']] })).status,
  ).toBe(422)
  const refused = { status: 403, body: { code: 'people.member_not_yours' } }
  for (const to of [{ roles: [roles['administration'], roles['buyer']] }, { visibility: 'none' }]) {
    expect(await change(manager, admin.membership, to)).toMatchObject(refused)
  }
  expect((await change(manager, manager.membership, { visibility: 'none' })).status).toBe(200)
})

test('ACC-7 a Channel manager changes nothing about the operator administration, and the list says so', async () => {
  const nordlicht = await makeOperator(portal.owner)
  const head = await makeMember(portal, nordlicht, { name: 'Olga Oben' })
  const channel = await makeMember(portal, nordlicht, { name: 'Carl Kanal', roles: ['channel_manager'] })
  const people = `/o/${nordlicht.handle}/people`
  const { support } = await rolesOf(portal, nordlicht)
  for (const to of [{ visibility: 'none' }, { roles: [support] }]) {
    const reply = await channel.browser.call('PATCH', `${people}/${head.membership}`, to, { 'if-match': '"1"' })
    expect([403, 422]).toContain(reply.status)
  }
  const removal = await channel.browser.call('POST', `${people}/${head.membership}/removal`, { successor: null })
  expect(removal.body).toMatchObject({ code: 'people.last_administrator' })
  expect((await channel.browser.call('GET', `${people}?sort=name`)).body['items']).toMatchObject([
    { can: { manage: { ok: true } } },
    { can: { manage: { ok: false, why: 'people.member_not_yours' }, remove: { ok: false } } },
  ])
  const { rows } = await portal.owner.query('select visibility, status from memberships where id = $1', [
    head.membership,
  ])
  expect(rows).toEqual([{ visibility: 'all', status: 'active' }])
})

test('PPL-7 the last active administrator is not demoted, not removed and does not leave', async () => {
  await makeMembership(
    portal.owner,
    ahlers,
    (await makeMember(portal, await makePartner(portal.owner, operator))).person,
    { status: 'invited' },
  )
  const last = { status: 409, body: { code: 'people.last_administrator' } }
  expect(await change(admin, admin.membership, { roles: [roles['buyer']] })).toMatchObject(last)
  expect(await remove(admin, admin.membership, null)).toMatchObject(last)
  expect(await admin.browser.call('DELETE', `/me/memberships/${admin.membership}`)).toMatchObject(last)
  await makeMember(portal, ahlers)
  expect((await change(admin, admin.membership, { roles: [roles['buyer']] })).status).toBe(200)
})

test('PPL-7, ACC-7 who manages people does not remove the Administration, nor anybody with a role they can not hand out', async () => {
  const manager = await makeMember(portal, ahlers, { name: 'Berta Manager', roles: ['management'] })
  const list = async () => (await manager.browser.call('GET', `/o/${ahlers.handle}/people?sort=name`)).body['items']
  const last = { status: 409, body: { code: 'people.last_administrator' } }
  expect(await remove(manager, admin.membership, null)).toMatchObject(last)
  expect(await change(admin, admin.membership, { roles: [roles['management']] })).toMatchObject(last)
  expect(await admin.browser.call('DELETE', `/me/memberships/${admin.membership}`)).toMatchObject(last)
  expect(await list()).toMatchObject([{ can: { remove: { why: 'people.last_administrator' } } }, {}])

  const second = await makeMember(portal, ahlers, { name: 'Zoe Zweite' })
  expect(await remove(manager, second.membership, null)).toMatchObject({
    status: 403,
    body: { code: 'people.member_not_yours' },
  })
  const not = { ok: false, why: 'people.member_not_yours' }
  const refused = { can: { manage: not, resend: { ok: true }, remove: not } }
  expect(await list()).toMatchObject([refused, { can: { remove: { ok: true } } }, refused])
  expect((await remove(admin, second.membership, null)).status).toBe(204)
  expect((await remove(admin, manager.membership, null)).status).toBe(204)
})

test('PPL-8 somebody of a customer tenant is removed by who sees the customer, and by its own administrator', async () => {
  const tenant = await makePartner(portal.owner, operator, { name: 'Müller', parent: ahlers.id, kind: 'customer' })
  const customer = await makeCustomer(portal.owner, ahlers, { contact: admin.person.id })
  await portal.owner.query('update customers set organization_id = $1 where id = $2', [tenant.id, customer])
  const head = await makeMember(portal, tenant, { roles: ['customer_administrator'] })
  const users = [
    await makeMember(portal, tenant, { roles: ['customer_user'] }),
    await makeMember(portal, tenant, { roles: ['customer_user'] }),
  ]
  expect((await remove(admin, users[0]?.membership ?? '', null)).status).toBe(204)
  const within = `/o/${tenant.handle}/people/${users[1]?.membership}/removal`
  expect((await head.browser.call('POST', within, { successor: null })).status).toBe(204)
  expect(await contactOf(customer)).toMatchObject({ contact_id: admin.person.id })
})

test('PPL-7 who is removed here keeps the customers of other partners, and a withdrawn invitation moves none', async () => {
  const leaver = await makeMember(portal, ahlers, { roles: ['buyer'] })
  const other = await makePartner(portal.owner, operator, { name: 'Brandt' })
  const elsewhere = await makeCustomer(portal.owner, other, { contact: leaver.person.id })
  const here = await makeCustomer(portal.owner, ahlers, { contact: leaver.person.id })
  expect((await remove(admin, leaver.membership, null)).status).toBe(204)
  expect(await contactOf(elsewhere)).toMatchObject({ contact_id: leaver.person.id })
  expect(await contactOf(here)).toMatchObject({ contact_id: null })

  const kept = await makeCustomer(portal.owner, ahlers, { contact: leaver.person.id })
  await portal.owner.query("update memberships set status = 'invited' where id = $1", [leaver.membership])
  expect((await remove(admin, leaver.membership, null)).status).toBe(204)
  expect(await contactOf(kept)).toMatchObject({ contact_id: leaver.person.id })
})

test('a change repeated with the same key is one change, answered with what stands now', async () => {
  const buyer = await makeMember(portal, ahlers, { roles: ['buyer'] })
  const send = () =>
    admin.browser.call(
      'PATCH',
      at(buyer.membership),
      { visibility: 'own' },
      { 'if-match': '"1"', 'idempotency-key': 'k1' },
    )
  expect(await send()).toMatchObject({ status: 200, body: { revision: 2, visibility: 'own' } })
  const again = await send()
  expect(again).toMatchObject({ status: 200, body: { revision: 2, visibility: 'own' } })
  expect(again.headers['etag']).toBe('"2"')
})

test('PPL-7 two administrators who demote each other at once: one of them stays', async () => {
  const other = await makeMember(portal, ahlers)
  const demotions = await Promise.all([
    change(admin, other.membership, { roles: [roles['buyer']] }, 1),
    change(other, admin.membership, { roles: [roles['buyer']] }, 1),
  ])
  expect(demotions.map((reply) => reply.status)).not.toEqual([200, 200])
  const left = await portal.owner.query(
    "select from memberships m join membership_roles r on r.membership_id = m.id where m.organization_id = $1 and r.role_id = $2 and m.status = 'active'",
    [ahlers.id, roles['administration']],
  )
  expect(left.rowCount).toBe(1)
})
