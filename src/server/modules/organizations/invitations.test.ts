import { beforeAll, expect, test } from 'vitest'
import {
  makeCustomer,
  makeMembership,
  makeOperator,
  makePartner,
  makePerson,
  type Organization,
} from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, rolesOf } from '../../../../test/support/members.ts'
import { type Browser, openBrowser } from '../../../../test/support/portal.ts'

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeAll)
let roles: Record<string, string>

beforeAll(async () => {
  roles = await rolesOf(portal, operator)
})

const guest = (email: string, role = 'buyer') => ({ name: 'Berta Neu', email, roles: [roles[role]], visibility: 'own' })
const events = async (kind: string, id: unknown) =>
  (await portal.owner.query("select from outbox where kind = $1 and payload ->> 'membershipId' = $2", [kind, id]))
    .rowCount
const rowOf = async (id: unknown) =>
  (await portal.owner.query('select name, status, visibility, last_sign_in_at from memberships where id = $1', [id]))
    .rows[0]

test('PPL-7 an administrator invites somebody with roles and visibility; it is told and audited', async () => {
  const { browser } = await makeMember(portal, ahlers)
  const invited = await browser.call('POST', `/o/${ahlers.handle}/people`, guest('neu@ahlers.example'))
  expect(invited.status).toBe(201)
  expect(await rowOf(invited.body['id'])).toMatchObject({ name: 'Berta Neu', status: 'invited', visibility: 'own' })
  expect(await events('membership.invited', invited.body['id'])).toBe(1)
  const audit = await browser.call('GET', `/o/${ahlers.handle}/audit`)
  expect(audit.body['items']).toContainEqual(
    expect.objectContaining({
      action: 'membership.invited',
      object: { type: 'membership', id: invited.body['id'], name: 'Berta Neu' },
      details: { roles: 'Einkauf', visibility: 'own' },
    }),
  )
})

test('PPL-10 whoever is invited begins with the time zone of the operator', async () => {
  const { browser } = await makeMember(portal, ahlers)
  await portal.owner.query(`update operators set time_zone = 'Europe/Zurich' where operator_id = $1`, [ahlers.operator])
  await browser.call('POST', `/o/${ahlers.handle}/people`, guest('zone@ahlers.example'))
  const { rows } = await portal.owner.query(`select time_zone from persons where email = 'zone@ahlers.example'`)
  expect(rows).toEqual([{ time_zone: 'Europe/Zurich' }])
})

test('PPL-7 an address that belongs to a member is refused at its field, however it is written', async () => {
  const { browser } = await makeMember(portal, ahlers)
  await browser.call('POST', `/o/${ahlers.handle}/people`, guest('twice@ahlers.example'))
  const again = await browser.call('POST', `/o/${ahlers.handle}/people`, guest('Twice@Ahlers.example'))
  expect(again).toMatchObject({ status: 409, body: { code: 'people.already_member', fields: [{ path: 'email' }] } })
})

test('PPL-7 an invitation repeated with the same key is one invitation', async () => {
  const { browser } = await makeMember(portal, ahlers)
  const send = () =>
    browser.call('POST', `/o/${ahlers.handle}/people`, guest('key@ahlers.example'), { 'idempotency-key': 'once' })
  const [first, second] = [await send(), await send()]
  expect(second).toMatchObject({ status: 201, body: first.body })
})

test('PPL-7, ACC-12 who has an account is invited unseen, and a member once they accept', async () => {
  const { browser } = await makeMember(portal, ahlers)
  const elsewhere = await makePartner(portal.owner, await makeOperator(portal.owner, { name: 'Hanse' }))
  const known = await makeMember(portal, elsewhere, { name: 'Dr. Berta Altmann' })
  const invited = await browser.call('POST', `/o/${ahlers.handle}/people`, guest(known.person.email))
  const id = String(invited.body['id'])
  expect(await rowOf(id)).toMatchObject({ name: 'Berta Neu', last_sign_in_at: null })
  const listed = async () =>
    (await browser.call('GET', `/o/${ahlers.handle}/people?q=${known.person.email}`)).body['items']
  expect(await listed()).toMatchObject([{ id, person: null }])
  expect((await known.browser.call('GET', `/o/${ahlers.handle}/context`)).status).toBe(404)

  const accepted = await known.browser.call('PUT', `/me/memberships/${id}/acceptance`)
  expect(accepted.body['memberships']).toContainEqual(expect.objectContaining({ id, status: 'active' }))
  expect(await rowOf(id)).toMatchObject({ name: 'Dr. Berta Altmann', status: 'active' })
  expect(await listed()).toMatchObject([{ id, person: known.person.id }])
  expect((await known.browser.call('GET', `/o/${ahlers.handle}/context`)).status).toBe(200)
  expect((await known.browser.call('PUT', `/me/memberships/${id}/acceptance`)).status).toBe(200)
})

test('PPL-2, PPL-9 an account whose address no mail has proved joins no further operator; a link by mail proves it', async () => {
  const elsewhere = await makePartner(portal.owner, await makeOperator(portal.owner, { name: 'Hanse' }))
  const person = await makePerson(portal.owner, { verified: false })
  const first = await makeMembership(portal.owner, elsewhere, person, { status: 'invited', roles: ['buyer'] })
  const own = openBrowser(portal.server)
  await own.signIn(person.login, person.password ?? '')
  const { browser } = await makeMember(portal, ahlers)
  const invite = async (organization = ahlers) =>
    String((await browser.call('POST', `/o/${organization.handle}/people`, guest(person.email))).body['id'])
  const accept = (id: string) => own.call('PUT', `/me/memberships/${id}/acceptance`)
  const canAccept = async (id: string) =>
    ((await own.call('GET', '/me')).body['memberships'] as { id: string; can: object }[]).find((one) => one.id === id)
      ?.can
  const id = await invite()
  // where it began is still open: an invitation alone claims nobody
  expect(await canAccept(id)).toEqual({ accept: { ok: true } })
  expect((await accept(first)).status).toBe(200)
  const refused = { status: 409, body: { code: 'identity.address_unverified' } }
  expect(await accept(id)).toMatchObject(refused)
  expect(await canAccept(id)).toEqual({ accept: { ok: false, why: 'identity.address_unverified' } })
  // leaving does not wash it
  expect((await own.call('DELETE', `/me/memberships/${first}`)).status).toBe(204)
  expect(await accept(id)).toMatchObject(refused)
  expect(await rowOf(id)).toMatchObject({ name: 'Berta Neu', status: 'invited' })
  // who invites is told nothing of it
  const people = await browser.call('GET', `/o/${ahlers.handle}/people?q=${person.email}`)
  expect(people.body['items']).toMatchObject([{ id, person: null, status: 'invited' }])

  const mail = await portal.owner.query(
    `insert into mails (operator_id, organization_id, person_id, template) values ($1, $2, $3, 'password_link') returning id`,
    [operator.id, ahlers.id, person.id],
  )
  await portal.owner.query(
    `insert into password_links (person_id, token_hash, purpose, expires_at, mail_id)
       values ($1, sha256('token-that-came-by-mail'), 'replacement', now() + interval '1 day', $2)`,
    [person.id, mail.rows[0].id],
  )
  const password = 'Kürbis-Lotse-Quarz-Tinte'
  const used = await own.call('POST', '/password-links/use', { token: 'token-that-came-by-mail', password })
  expect(used.status).toBe(200)
  await own.signIn(person.login, password)
  expect((await accept(id)).status).toBe(200)
  expect(await rowOf(id)).toMatchObject({ status: 'active' })
})

test('PPL-7, PPL-9 within one operator an address needs no proof', async () => {
  const brandt = await makePartner(portal.owner, operator, { name: 'Brandt' })
  const person = await makePerson(portal.owner, { verified: false })
  await makeMembership(portal.owner, brandt, person, { roles: ['buyer'] })
  const elsewhere = await makePartner(portal.owner, await makeOperator(portal.owner, { name: 'Hanse' }))
  await makeMembership(portal.owner, elsewhere, person, { status: 'ended' })
  const invited = await makeMembership(portal.owner, ahlers, person, { status: 'invited' })
  const own = openBrowser(portal.server)
  await own.signIn(person.login, person.password ?? '')
  expect((await own.call('PUT', `/me/memberships/${invited}/acceptance`)).status).toBe(200)
})

test('PPL-7 nobody accepts for somebody else', async () => {
  const stranger = await makeMember(portal, ahlers)
  const invited = await makeMembership(portal.owner, ahlers, await makePerson(portal.owner), { status: 'invited' })
  expect((await stranger.browser.call('PUT', `/me/memberships/${invited}/acceptance`)).status).toBe(404)
})

test('PPL-7 a withdrawn invitation is over: its link is dead, and the address can be invited again', async () => {
  const { browser } = await makeMember(portal, ahlers)
  const second = await makeMember(portal, ahlers)
  const invited = await browser.call('POST', `/o/${ahlers.handle}/people`, guest('gone@ahlers.example'))
  const id = String(invited.body['id'])
  await portal.owner.query(
    `insert into password_links (person_id, token_hash, purpose, expires_at, membership_id)
       select person_id, sha256('gone'), 'first', now() + interval '7 days', id from memberships where id = $1`,
    [id],
  )
  expect((await browser.call('POST', `/o/${ahlers.handle}/people/${id}/removal`, { successor: null })).status).toBe(204)
  const link = await portal.owner.query('select ended_at from password_links where membership_id = $1', [id])
  expect(link.rows[0].ended_at).not.toBeNull()
  expect(
    (await second.browser.call('POST', `/o/${ahlers.handle}/people`, guest('gone@ahlers.example', 'licensing'))).body[
      'id'
    ],
  ).toBe(id)
  const inviter = await portal.owner.query('select created_by from memberships where id = $1', [id])
  expect(inviter.rows).toEqual([{ created_by: second.person.id }])
})

test('PPL-7, PPL-8 the link is sent again: an invitation to who is invited, a password link to a member', async () => {
  const { browser, membership, person } = await makeMember(portal, ahlers)
  const invited = await makeMembership(portal.owner, ahlers, await makePerson(portal.owner), { status: 'invited' })
  const send = () =>
    browser.call('POST', `/o/${ahlers.handle}/people/${invited}/links`, undefined, { 'idempotency-key': 'link' })
  expect((await send()).status).toBe(202)
  expect(await send()).toMatchObject({ status: 202, body: { accepted: true } })
  expect(await events('membership.invited', invited)).toBe(1)
  expect((await browser.call('POST', `/o/${ahlers.handle}/people/${membership}/links`)).status).toBe(202)
  const told = await portal.owner.query("select payload from outbox where kind = 'password_link.requested'")
  expect(told.rows).toContainEqual({ payload: { personId: person.id, membershipId: membership } })
})

test('ACC-12 people of other organisations do not exist; managing without the right is refused', async () => {
  const stranger = await makeMember(portal, await makePartner(portal.owner, operator, { name: 'Brandt' }))
  const member = await makeMember(portal, ahlers)
  const at = (handle: string, id: string) => `/o/${handle}/people/${id}`
  const brandt = String((await stranger.browser.call('GET', '/me')).body['landing'])
  expect(
    (await stranger.browser.call('POST', `${at(brandt, member.membership)}/removal`, { successor: null })).status,
  ).toBe(404)
  expect((await stranger.browser.call('POST', `${at(brandt, member.membership)}/links`)).status).toBe(404)
  expect((await stranger.browser.call('GET', `${at(brandt, member.membership)}/successors`)).status).toBe(404)
  const foreign = await stranger.browser.call('POST', `/o/${brandt}/people`, {
    ...guest('x@brandt.example'),
    organization: ahlers.id,
  })
  expect(foreign.status).toBe(404)
  expect((await portal.owner.query("select from persons where email = 'x@brandt.example'")).rowCount).toBe(0)

  const buyer = await makeMember(portal, ahlers, { roles: ['buyer'] })
  expect((await buyer.browser.call('POST', `/o/${ahlers.handle}/people`, guest('x@ahlers.example'))).status).toBe(403)
  expect(
    (await openBrowser(portal.server).call('POST', `/o/${ahlers.handle}/people`, guest('x@ahlers.example'))).status,
  ).toBe(401)
})

test.each([
  ['administration', 'administration', 201],
  ['administration', 'management', 201],
  ['administration', 'channel_manager', 422],
  ['management', 'buyer', 201],
  ['management', 'administration', 422],
])('ACC-7 a member of %s who hands out %s: %i', async (giver, role, status) => {
  const { browser } = await makeMember(portal, ahlers, { roles: [giver] })
  const given = await browser.call('POST', `/o/${ahlers.handle}/people`, guest(`${giver}-${role}@ahlers.example`, role))
  const refused = { code: 'people.role_not_yours', fields: [{ path: 'roles', code: 'role_not_yours' }] }
  expect(given).toMatchObject({ status, body: status === 422 ? refused : {} })
})

test('ACC-7 operator roles are given by staff, and only with permissions they hold', async () => {
  const { browser } = await makeMember(portal, operator, { roles: ['channel_manager'] })
  const give = (role: string) =>
    browser.call('POST', `/o/${operator.handle}/people`, guest(`${role}@nord.example`, role))
  expect((await give('support')).status).toBe(201)
  expect((await give('operator_administration')).status).toBe(422)
  expect((await give('buyer')).status).toBe(422)
  const below = await browser.call('POST', `/o/${operator.handle}/people`, {
    ...guest('admin@ahlers.example', 'administration'),
    organization: ahlers.id,
  })
  expect(below.status).toBe(201)
})

test('ACC-7 the roles say which of them the reader hands out', async () => {
  const { browser } = await makeMember(portal, ahlers, { roles: ['management'] })
  const items = (await browser.call('GET', `/o/${ahlers.handle}/roles`)).body['items'] as {
    key: string
    mayGive: boolean
  }[]
  const given = Object.fromEntries(items.map((item) => [item.key, item.mayGive]))
  expect(given).toMatchObject({
    administration: false,
    management: true,
    buyer: true,
    customer_user: true,
    customer_administrator: true,
  })
  expect(given).not.toHaveProperty('support')
})

test('PPL-8 users of a tenant are made by who sees its customer, from above and working as it, and by its own administrator', async () => {
  const tenant = await makePartner(portal.owner, operator, {
    name: 'Müller Druck',
    parent: ahlers.id,
    kind: 'customer',
  })
  const customer = await makeCustomer(portal.owner, ahlers)
  await portal.owner.query('update customers set organization_id = $1 where id = $2', [tenant.id, customer])
  const invite = async (by: { browser: Browser }, from: Organization, name: string, role = 'customer_administrator') =>
    (
      await by.browser.call('POST', `/o/${from.handle}/people`, {
        ...guest(`${name}@mueller.example`, role),
        organization: tenant.id,
      })
    ).status
  const admin = await makeMember(portal, ahlers)
  expect(await invite(admin, ahlers, 'above')).toBe(201)
  expect(await invite(admin, tenant, 'within')).toBe(201)
  expect(await invite(admin, ahlers, 'partner', 'buyer')).toBe(422)
  expect(await invite(await makeMember(portal, ahlers, { visibility: 'none' }), ahlers, 'blind')).toBe(404)
  const own = await makeMember(portal, tenant, { roles: ['customer_administrator'] })
  expect(await invite(own, tenant, 'own', 'customer_user')).toBe(201)
  const people = await own.browser.call('GET', `/o/${tenant.handle}/people`)
  expect(people.body['items']).toHaveLength(4)
  expect(people.body['items']).toMatchObject([{ can: { manage: { ok: true } } }, {}, {}, {}])
  const seenAbove = await admin.browser.call('GET', `/o/${ahlers.handle}/people?q=mueller.example`)
  expect(seenAbove.body['items']).toMatchObject(
    Array.from({ length: 3 }, () => ({ organization: { id: tenant.id }, can: { manage: { ok: true } } })),
  )
})
