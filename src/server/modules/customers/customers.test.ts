import { beforeEach, expect, test } from 'vitest'
import { makeCustomer, makeMembership, makePartner, makePerson } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)
let admin: Member
let path: string

beforeEach(async () => {
  admin = await makeMember(portal, partner, { name: 'Anna Ahlers' })
  path = `/o/${partner.handle}/customers`
})

const whole = {
  name: 'Müller Druck GmbH',
  status: 'customer',
  email: 'info@mueller.example',
  street: 'Am Markt 1',
  postalCode: '24103',
  city: 'Kiel',
  country: 'DE',
}

async function create(by: Member, more: object = {}): Promise<string> {
  const { status, body } = await by.browser.call('POST', path, { ...whole, ...more })
  expect([status, body['fields']]).toEqual([201, undefined])
  return String(body['id'])
}

const revision = (number: number) => ({ 'if-match': `"${number}"` })
const locked = (...fields: string[]) => ({
  status: 422,
  body: { code: 'access.attribute_locked', fields: fields.map((field) => ({ path: field, code: 'locked' })) },
})

/** Sets what the administrators of the partner may not read, or not write. */
async function lock(...attributes: string[]): Promise<void> {
  await portal.owner.query(
    `update roles set read_only_attributes = $2 where operator_id = $1 and key = 'administration'`,
    [operator.id, attributes.map((attribute) => `customer.${attribute}`)],
  )
}

test('CUS-2 a new customer: missing and wrong fields are named, and the stored form is tidy', async () => {
  const refused = await admin.browser.call('POST', path, {
    name: 'Neu AG',
    status: 'customer',
    country: 'DE',
    postalCode: '1',
  })
  expect(refused).toMatchObject({ status: 422, body: { code: 'fields.invalid' } })
  const fields = refused.body['fields'] as { path: string; code: string }[]
  expect(fields.map(({ path: at, code }) => `${at} ${code}`).toSorted()).toEqual([
    'city missing',
    'email missing',
    'postalCode postal_code_de',
    'street missing',
  ])
  const id = await create(admin, { phone: '0431/123456' })
  expect((await admin.browser.call('GET', `${path}/${id}`)).body).toMatchObject({
    phone: '+49 431 123456',
    owner: { id: partner.id },
  })
})

test('ACC-14 a customer tenant changes its address, and not what the partner keeps about it', async () => {
  const id = await create(admin, { externalId: 'D-1' })
  const tenant = await makePartner(portal.owner, operator, { name: 'Müller', parent: partner.id, kind: 'customer' })
  await portal.owner.query('update customers set organization_id = $1 where id = $2', [tenant.id, id])
  const at = `/o/${tenant.handle}/customers/${id}`
  // a second role of theirs opens nothing
  for (const roles of [['customer_administrator'], ['customer_administrator', 'customer_user']]) {
    const head = await makeMember(portal, tenant, { roles })
    const { body } = await head.browser.call('GET', at)
    expect(body).not.toHaveProperty('externalId')
    const now = revision(Number(body['revision']))
    for (const [field, value] of Object.entries({
      externalId: 'D-2',
      status: 'prospect',
      customerSince: '2020-01-01',
    })) {
      const reply = await head.browser.call('PATCH', at, { [field]: value }, now)
      expect([field, reply.status >= 400 && reply.status < 500]).toEqual([field, true])
    }
    expect((await head.browser.call('PATCH', at, { street: `Am Markt ${roles.length + 1}` }, now)).status).toBe(200)
  }
  expect((await admin.browser.call('GET', `${path}/${id}`)).body).toMatchObject({
    externalId: 'D-1',
    status: 'customer',
  })
})

test('CUS-2 a country without postal codes needs none, and a new country must fit what stands', async () => {
  const abroad = await admin.browser.call('POST', path, { ...whole, postalCode: undefined, country: 'AE' })
  expect(abroad.status).toBe(201)
  const id = await create(admin, { state: 'Schleswig-Holstein' })
  const moved = await admin.browser.call('PATCH', `${path}/${id}`, { country: 'GB' }, revision(1))
  expect(moved).toMatchObject({
    status: 422,
    body: {
      fields: [
        { path: 'postalCode', code: 'postal_code_invalid' },
        { path: 'state', code: 'invalid' },
      ],
    },
  })
  const change = { country: 'GB', postalCode: 'SW1A 1AA', state: null }
  expect((await admin.browser.call('PATCH', `${path}/${id}`, change, revision(1))).status).toBe(200)
  const back = await admin.browser.call('PATCH', `${path}/${String(abroad.body['id'])}`, { country: 'DE' }, revision(1))
  expect(back).toMatchObject({ status: 422, body: { fields: [{ path: 'postalCode', code: 'missing' }] } })
})

test('CUS-2 the dialog finds owners and contacts beyond those it shows', async () => {
  const values = Array.from(
    { length: 205 },
    (_, at) =>
      `(new_id(), $1, $1, 'partner', false, 'p-${operator.handle}-${at}', 'Partner ${at + 1000}', 'standard_paid', 'active')`,
  )
  await portal.owner.query(
    `insert into organizations (id, operator_id, parent_id, kind, site, handle, name, edition, status) values ${values.join(', ')}`,
    [operator.id],
  )
  const staff = await makeMember(portal, operator)
  const ask = async (query: string) =>
    (await staff.browser.call('GET', `/o/${operator.handle}/customers/form?${query}`)).body
  const first = await ask('')
  expect([(first['owners'] as object[]).length, first['moreOwners']]).toEqual([200, true])
  const found = (await ask('q=partner 1204'))['owners'] as { id: string; name: string }[]
  const last = found.find(({ name }) => name === 'Partner 1204')
  expect(found).toHaveLength(2)
  expect(((await ask(`owner=${last?.id}`))['owners'] as object[])[0]).toEqual(last)
})

test('CUS-3 a prospect becomes a customer by hand, and the history says so', async () => {
  const id = await create(admin, { status: 'prospect' })
  expect((await admin.browser.call('PATCH', `${path}/${id}`, { status: 'customer' }, revision(1))).status).toBe(200)
  const { body } = await admin.browser.call('GET', `${path}/${id}/history`)
  expect(body['items']).toMatchObject([
    {
      action: 'changed',
      person: 'Anna Ahlers',
      changes: [{ attribute: 'status', before: 'prospect', after: 'customer' }],
    },
    { action: 'created' },
  ])
})

test('CUS-5 the second of two editors is told what stands and who wrote it; a repeated write happens once', async () => {
  const id = await create(admin)
  const other = await makeMember(portal, partner, { name: 'Bodo Brandt' })
  const once = { ...revision(1), 'idempotency-key': 'a1' }
  for (const attempt of ['first', 'again']) {
    const reply = await other.browser.call('PATCH', `${path}/${id}`, { city: 'Lübeck' }, once)
    expect(reply, attempt).toMatchObject({
      status: 200,
      body: { city: 'Lübeck', revision: 2 },
      headers: { etag: '"2"' },
    })
  }
  const refused = await admin.browser.call('PATCH', `${path}/${id}`, { city: 'Husum' }, revision(1))
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'request.revision_stale',
      current: { city: 'Lübeck', changedBy: { id: other.person.id, name: 'Bodo Brandt' } },
    },
  })
})

test('CUS-7 assigning needs the permission; a repeat is answered also where the customer is out of sight by then', async () => {
  const own = await makeMember(portal, partner, { visibility: 'own' })
  const id = await create(own)
  const buyer = await makeMember(portal, partner, { roles: ['buyer'] })
  const ask = { contact: admin.person.id }
  expect((await buyer.browser.call('PUT', `${path}/${id}/contact`, ask, revision(1))).status).toBe(403)
  for (const attempt of ['first', 'again']) {
    const reply = await own.browser.call('PUT', `${path}/${id}/contact`, ask, {
      ...revision(1),
      'idempotency-key': 'b1',
    })
    const body = { visible: false, contact: { id: admin.person.id, name: 'Anna Ahlers' }, revision: 2 }
    expect(reply, attempt).toMatchObject({ status: 200, body })
  }
})

test('ACC-8a who creates under own becomes the contact, operator staff the account manager; under none nothing is created', async () => {
  const own = await makeMember(portal, partner, { visibility: 'own' })
  const id = await create(own)
  expect((await own.browser.call('GET', `${path}/${id}`)).body['contact']).toMatchObject({ id: own.person.id })
  const staff = await makeMember(portal, operator, { visibility: 'own' })
  const at = `/o/${operator.handle}/customers`
  const made = await staff.browser.call('POST', at, { ...whole, owner: partner.id })
  expect((await staff.browser.call('GET', `${at}/${String(made.body['id'])}`)).body).toMatchObject({
    manager: { id: staff.person.id },
    contact: null,
  })
  const none = await makeMember(portal, partner, { visibility: 'none' })
  expect(await none.browser.call('POST', path, whole)).toMatchObject({
    status: 403,
    body: { code: 'access.visibility_none' },
  })
})

test('ACC-12 an external id tells nothing of invisible customers: only who sees all of the owner writes it', async () => {
  await create(admin, { externalId: 'E1' })
  const taken = await admin.browser.call('POST', path, { ...whole, externalId: 'E1' })
  expect(taken).toMatchObject({ status: 409, body: { code: 'customers.external_id_taken' } })
  const own = await makeMember(portal, partner, { visibility: 'own' })
  for (const externalId of ['E1', 'E2']) {
    expect(await own.browser.call('POST', path, { ...whole, externalId })).toMatchObject(locked('externalId'))
  }
  const id = await create(own)
  const { body } = await own.browser.call('GET', `${path}/${id}`)
  expect(body['writable']).toContain('email')
  expect(body['writable']).not.toContain('externalId')
  expect(await own.browser.call('PATCH', `${path}/${id}`, { externalId: 'E1' }, revision(1))).toMatchObject(
    locked('externalId'),
  )
  expect((await own.browser.call('GET', `${path}/${await makeCustomer(portal.owner, partner)}`)).status).toBe(404)
})

test('ACC-12 a grantee with a write share cannot try external ids out either', async () => {
  const id = await makeCustomer(portal.owner, partner)
  const grantee = await makePartner(portal.owner, operator, { name: 'Brandt IT' })
  await portal.owner.query(
    `insert into shares (operator_id, object_type, object_id, giver_id, grantee_id, level) values ($1, 'customer', $2, $3, $4, 'write')`,
    [operator.id, id, partner.id, grantee.id],
  )
  const member = await makeMember(portal, grantee)
  const shared = `/o/${grantee.handle}/customers/${id}`
  expect((await member.browser.call('GET', shared)).body['writable']).not.toContain('externalId')
  expect(await member.browser.call('PATCH', shared, { externalId: 'E1' }, revision(1))).toMatchObject(
    locked('externalId'),
  )
})

test('ACC-16 a locked contact or owner is refused by name when creating too', async () => {
  await lock('contact', 'owner')
  const chosen = { ...whole, contact: admin.person.id, owner: partner.id }
  const refused = await admin.browser.call('POST', path, chosen)
  expect(refused).toMatchObject({ status: 422, body: { code: 'access.attribute_locked' } })
  expect((refused.body['fields'] as { path: string }[]).map((field) => field.path).toSorted()).toEqual([
    'contact',
    'owner',
  ])
  const colleague = await makePerson(portal.owner)
  await makeMembership(portal.owner, partner, colleague)
  expect((await admin.browser.call('GET', `${path}/form`)).body).toMatchObject({ contacts: [], mayAssign: false })
  await create(admin)
})
