import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import {
  makeCustomer,
  makeMembership,
  makePartner,
  makePerson,
  type Person,
} from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture({ worker: true })
const { operator, partner } = partnerFixture(portal, beforeEach)
let admin: Member
let jan: Person
let path: string

beforeEach(async () => {
  admin = await makeMember(portal, partner, { name: 'Anna Ahlers' })
  jan = await makePerson(portal.owner, { name: 'Jan Jessen', password: null })
  await makeMembership(portal.owner, partner, jan, { visibility: 'own', roles: ['licensing'] })
  path = `/o/${partner.handle}/customers`
})

interface Item {
  id: string
  ok: boolean
  code?: string
  message?: string
  revision?: number
}

async function makeThree(): Promise<[string, string, string]> {
  const make = (name: string) => makeCustomer(portal.owner, partner, { name })
  return [await make('Alster'), await make('Bille'), await make('Elbe')]
}

const asked = (contact: string | null, ...ids: string[]) => ids.map((id) => ({ id, revision: 1, contact }))

async function assign(items: object[], headers: Record<string, string> = {}, by = admin): Promise<Item[]> {
  const { status, body } = await by.browser.call('POST', `${path}/contact-assignments`, { items }, headers)
  expect([status, body['code']]).toEqual([200, undefined])
  return body['items'] as Item[]
}

async function contactsOf(...ids: string[]): Promise<(string | null)[]> {
  const { rows } = await portal.owner.query<{ id: string; contact_id: string | null }>(
    'select id, contact_id from customers where id = any ($1)',
    [ids],
  )
  return ids.map((id) => rows.find((row) => row.id === id)?.contact_id ?? null)
}

const told = async (kind: string) =>
  (await portal.owner.query(`select payload from outbox where operator_id = $1 and kind = $2`, [operator.id, kind]))
    .rows

test('LST-8 CUS-7 each customer of a batch is told: the ones that can are assigned, the others say why', async () => {
  const [one, two, stale] = await makeThree()
  const elsewhere = await makeCustomer(portal.owner, await makePartner(portal.owner, operator), { name: 'Weser' })
  await portal.owner.query(`update customers set city = 'Kiel' where id = $1`, [stale])
  const nobody = randomUUID()
  const items = await assign(asked(jan.id, elsewhere, one, nobody, stale, two))
  expect(items).toEqual([
    { id: elsewhere, ok: false, code: 'access.not_found', message: expect.stringContaining('nicht sichtbar') },
    { id: one, ok: true, revision: 2 },
    // foreign and missing ones are told alike (ACC-12)
    { id: nobody, ok: false, code: 'access.not_found', message: items[0]?.message },
    {
      id: stale,
      ok: false,
      code: 'request.revision_stale',
      message: expect.stringContaining('geändert'),
      revision: 2,
    },
    { id: two, ok: true, revision: 2 },
  ])
  expect(await contactsOf(one, two, stale, elsewhere)).toEqual([jan.id, jan.id, null, null])
})

test('CUS-7 a batch is one event, and none where nothing changed', async () => {
  const ids = (await makeThree()).slice(1)
  await assign(asked(randomUUID(), ...ids))
  expect(await told('customers.assignments_moved')).toEqual([])
  await assign(asked(jan.id, ...ids))
  expect(await told('customers.assignments_moved')).toHaveLength(1)
  expect(await told('customer.contact_assigned')).toEqual([])
})

test('CUS-7 an account manager is told once of a batch, however many of its customers are theirs', async () => {
  const manager = await makeMember(portal, operator, { name: 'Mona Manager', roles: ['channel_manager'] })
  const ids = await makeThree()
  await portal.owner.query('update customers set manager_id = $2 where id = any ($1)', [ids, manager.person.id])
  await assign(ids.map((id) => ({ id, revision: 2, contact: jan.id })))
  const mails = async () =>
    (await portal.owner.query('select person_id, template from mails where operator_id = $1', [operator.id])).rows
  await expect
    .poll(mails, { timeout: 15_000 })
    .toEqual([{ person_id: manager.person.id, template: 'contacts_assigned' }])
})

test('a batch repeated under its key writes nothing and says the same of every item', async () => {
  const ids = (await makeThree()).slice(1)
  const items = asked(jan.id, ...ids, randomUUID())
  const key = { 'idempotency-key': randomUUID() }
  const first = await assign(items, key)
  expect(await assign(items, key)).toEqual(first)
  expect(await contactsOf(...ids)).toEqual([jan.id, jan.id])
  expect(await told('customers.assignments_moved')).toHaveLength(1)
  const { rows } = await portal.owner.query('select id from history where object_id = any ($1) and action = $2', [
    ids,
    'changed',
  ])
  expect(rows).toHaveLength(2)
})

test('an assignment is undone by the versions that the batch answered', async () => {
  const id = await makeCustomer(portal.owner, partner, { contact: admin.person.id })
  const [done] = await assign(asked(jan.id, id))
  const back = await assign([{ id, revision: done?.revision, contact: admin.person.id }])
  expect(back).toMatchObject([{ ok: true, revision: 3 }])
  expect(await contactsOf(id)).toEqual([admin.person.id])
})

test('spec/access-sql.md customers that leave the sight of whoever assigns them are assigned, and have no version to undo by', async () => {
  const owned = await makeMember(portal, partner, { name: 'Otto Own', visibility: 'own' })
  const id = await makeCustomer(portal.owner, partner, { contact: owned.person.id })
  expect(await assign(asked(jan.id, id), {}, owned)).toEqual([{ id, ok: true }])
  expect(await contactsOf(id)).toEqual([jan.id])
})

test('nothing of a batch is written for who may not assign; an odd batch is refused by name', async () => {
  const buyer = await makeMember(portal, partner, { roles: ['buyer'] })
  const id = await makeCustomer(portal.owner, partner)
  const call = (items: object[], by = admin) => by.browser.call('POST', `${path}/contact-assignments`, { items })
  expect((await call(asked(jan.id, id), buyer)).status).toBe(403)
  const twice = await call([...asked(jan.id, id), ...asked(null, id)])
  expect(twice).toMatchObject({ status: 422, body: { fields: [{ path: 'items', code: 'repeated' }] } })
  const many = Array.from({ length: 501 }, () => randomUUID())
  expect((await call(asked(null, ...many))).status).toBe(422)
  expect((await call([])).status).toBe(422)
  expect(await contactsOf(id)).toEqual([null])
})

test('CUS-7 candidates of several customers say for which of them they can be contact', async () => {
  const site = await makePartner(portal.owner, operator, { name: 'Ahlers Süd', parent: partner.id, site: true })
  const local = await makePerson(portal.owner, { name: 'Lea Lokal', password: null })
  await makeMembership(portal.owner, site, local, { roles: ['licensing'] })
  const [own, south] = [await makeCustomer(portal.owner, partner), await makeCustomer(portal.owner, site)]
  const foreign = await makeCustomer(portal.owner, await makePartner(portal.owner, operator))
  const { body } = await admin.browser.call(
    'GET',
    `${path}/contact-assignments/candidates?customers=${[own, south, foreign].join()}`,
  )
  const items = body['items'] as { name: string; customers: string[] }[]
  expect(items.map(({ name, customers }) => [name, customers.toSorted()])).toEqual([
    ['Anna Ahlers', [own, south].toSorted()],
    ['Jan Jessen', [own, south].toSorted()],
    ['Lea Lokal', [south]],
  ])
  const searched = await admin.browser.call('GET', `${path}/contact-assignments/candidates?customers=${own}&q=jess`)
  expect(searched.body['items']).toMatchObject([{ name: 'Jan Jessen' }])
  const odd = await admin.browser.call('GET', `${path}/contact-assignments/candidates?customers=${'-'.repeat(36)}`)
  expect(odd).toMatchObject({ status: 400, body: { fields: [{ path: 'customers' }] } })
})
