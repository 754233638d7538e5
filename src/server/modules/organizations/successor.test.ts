import { beforeEach, expect, test } from 'vitest'
import { makeCustomer, makeMembership, makePartner } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeEach)
let admin: Member

beforeEach(async () => {
  admin = await makeMember(portal, ahlers, { name: 'Anna Ahlers' })
})

const at = (id: string) => `/o/${ahlers.handle}/people/${id}`
const remove = (by: Member, id: string, successor: string | null) =>
  by.browser.call('POST', `${at(id)}/removal`, { successor })
const contactOf = async (id: string) =>
  (await portal.owner.query('select contact_id, manager_id from customers where id = $1', [id])).rows[0]

test('PPL-7 a successor takes over everything in the same transaction, also what the remover cannot see', async () => {
  const remover = await makeMember(portal, ahlers, { visibility: 'none' })
  const leaver = await makeMember(portal, ahlers, { roles: ['buyer'] })
  const successor = await makeMember(portal, ahlers, { name: 'Sina Nach', roles: ['licensing'] })
  const site = await makePartner(portal.owner, operator, { name: 'Ahlers Kiel', parent: ahlers.id, site: true })
  const customers = [
    await makeCustomer(portal.owner, ahlers, { contact: leaver.person.id }),
    await makeCustomer(portal.owner, site, { contact: leaver.person.id }),
  ]
  const candidates = await remover.browser.call('GET', `${at(leaver.membership)}/successors`)
  expect(candidates.body['customers']).toBeNull()
  expect(candidates.body['items']).toContainEqual({ id: successor.person.id, name: 'Sina Nach' })
  expect(candidates.body['items']).not.toContainEqual(expect.objectContaining({ id: leaver.person.id }))
  expect((await admin.browser.call('GET', `${at(leaver.membership)}/successors`)).body['customers']).toBe(2)

  expect((await remove(remover, leaver.membership, successor.person.id)).status).toBe(204)
  for (const id of customers) expect(await contactOf(id)).toMatchObject({ contact_id: successor.person.id })
  expect((await leaver.browser.call('GET', `/o/${ahlers.handle}/context`)).status).toBe(404)
})

test('PPL-7 a person who stays eligible at a site keeps its customers', async () => {
  const leaver = await makeMember(portal, ahlers, { roles: ['buyer'] })
  const site = await makePartner(portal.owner, operator, { name: 'Ahlers Kiel', parent: ahlers.id, site: true })
  await makeMembership(portal.owner, site, leaver.person, { roles: ['buyer'] })
  const kept = await makeCustomer(portal.owner, site, { contact: leaver.person.id })
  const left = await makeCustomer(portal.owner, ahlers, { contact: leaver.person.id })
  expect((await admin.browser.call('GET', `${at(leaver.membership)}/successors`)).body['customers']).toBe(1)
  await remove(admin, leaver.membership, null)
  expect(await contactOf(kept)).toMatchObject({ contact_id: leaver.person.id })
  expect(await contactOf(left)).toMatchObject({ contact_id: null })
})

test('PPL-7 only who is eligible for all of them takes over', async () => {
  const leaver = await makeMember(portal, ahlers, { roles: ['buyer'] })
  const stranger = await makeMember(portal, await makePartner(portal.owner, operator, { name: 'Brandt' }))
  const refused = await remove(admin, leaver.membership, stranger.person.id)
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'people.successor_invalid', fields: [{ path: 'successor' }] },
  })
  expect((await leaver.browser.call('GET', `/o/${ahlers.handle}/context`)).status).toBe(200)
})

test('PPL-7 the customers of a member of staff go to another one as account manager', async () => {
  const staff = await makeMember(portal, operator)
  const leaver = await makeMember(portal, operator, { roles: ['channel_manager'], visibility: 'own' })
  const customer = await makeCustomer(portal.owner, ahlers, { manager: leaver.person.id })
  const reply = await staff.browser.call('POST', `/o/${operator.handle}/people/${leaver.membership}/removal`, {
    successor: staff.person.id,
  })
  expect(reply.status).toBe(204)
  expect(await contactOf(customer)).toMatchObject({ manager_id: staff.person.id })
})

test('PPL-7 who leaves takes nothing along: the customers stay without contact, and it is audited', async () => {
  const leaver = await makeMember(portal, ahlers, { name: 'Lea Fort', roles: ['buyer'] })
  const customer = await makeCustomer(portal.owner, ahlers, { contact: leaver.person.id })
  expect((await leaver.browser.call('DELETE', `/me/memberships/${leaver.membership}`)).status).toBe(204)
  expect(await contactOf(customer)).toMatchObject({ contact_id: null })
  const audit = await admin.browser.call('GET', `/o/${ahlers.handle}/audit?sort=at`)
  expect(audit.body['items']).toMatchObject([
    { action: 'membership.removed', person: 'Lea Fort', organization: { id: ahlers.id } },
    { action: 'customer.contact_assigned', person: 'Lea Fort', organization: { id: ahlers.id } },
  ])
})
