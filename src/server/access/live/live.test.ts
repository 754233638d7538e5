import { beforeEach, expect, test } from 'vitest'
import { makeCustomer, makeOperator, makePartner } from '../../../../test/support/factories.ts'
import { partnerFixture } from '../../../../test/support/fixtures.ts'
import {
  type ListenerGiven,
  listeningFixture,
  makeListener,
  noRows,
  settle,
} from '../../../../test/support/listeners.ts'
import { quiet, soon } from '../../../../test/support/live.ts'
import { rolesOf } from '../../../../test/support/members.ts'

const portal = listeningFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)

const member = ({ of = partner, ...given }: ListenerGiven = {}) => makeListener(portal, of, given)

const rename = (id: string, name: string) =>
  portal.owner.query('update customers set name = $2 where id = $1', [id, name])
const assign = (id: string, contact: string | null) =>
  portal.owner.query('update customers set contact_id = $2 where id = $1', [id, contact])

test('LST-10 who sees a row is told that it came, changed and left; nobody else is told anything', async () => {
  const all = await member()
  const own = await member({ visibility: 'own' })
  const none = await member({ visibility: 'none' })
  const other = await member({ of: await makePartner(portal.owner, operator, { name: 'Nachbar GmbH' }) })
  const above = await member({ of: operator })

  await settle(all, own, none, other, above)
  const id = await makeCustomer(portal.owner, partner, { contact: own.person.id })
  for (const { stream } of [all, own, above]) {
    await expect.poll(() => stream.rows('customers'), { interval: 10 }).toEqual({ ...noRows, added: [id] })
  }
  await settle(all, own, above)

  await rename(id, 'Müller Offset')
  await quiet()
  for (const { stream } of [all, own, above]) expect(stream.rows('customers')).toEqual({ ...noRows, changed: [id] })
  own.stream.forget()

  await assign(id, all.person.id)
  await quiet()
  expect(own.stream.rows('customers')).toEqual({ ...noRows, gone: [id] })
  expect(all.stream.rows('customers').gone).toEqual([])
  own.stream.forget()

  await rename(id, 'Müller Druck und Offset')
  await quiet()
  for (const { stream } of [own, none, other]) expect(stream.text()).toBe('')
}, 30_000)

test('LST-10 an id that a reader never could see is never told, also where the row passes through their organisation', async () => {
  const neighbour = await makePartner(portal.owner, operator, { name: 'Nachbar GmbH' })
  const id = await makeCustomer(portal.owner, neighbour, {})
  const own = await member({ visibility: 'own' })
  const all = await member()
  await settle(own, all)
  await portal.owner.query('begin')
  await portal.owner.query('update customers set owner_id = $2 where id = $1', [id, partner.id])
  await portal.owner.query('update customers set owner_id = $2 where id = $1', [id, neighbour.id])
  await portal.owner.query('commit')
  await quiet()
  expect(own.stream.text()).toBe('')
  await portal.owner.query('update customers set owner_id = $2 where id = $1', [id, partner.id])
  await quiet()
  expect(own.stream.text()).toBe('')
  expect(all.stream.rows('customers').added).toEqual([id])
}, 30_000)

test('LST-10 a row that is removed goes for those who saw it, and for nobody else', async () => {
  const all = await member()
  const own = await member({ visibility: 'own' })
  const id = await makeCustomer(portal.owner, partner, {})
  await settle(all, own)
  await portal.owner.query('delete from customers where id = $1', [id])
  await expect.poll(() => all.stream.rows('customers')).toEqual({ ...noRows, gone: [id] })
  await quiet()
  expect(own.stream.text()).toBe('')
})

test('LST-10 a thousand rows at once are told as many, to those alone who see one of them', async () => {
  const all = await member()
  const own = await member({ visibility: 'own' })
  await settle(all, own)
  const insert = (contact: string | null) =>
    portal.owner.query(
      `insert into customers (operator_id, owner_id, contact_id, status, name)
        select $1, $2, $3, 'customer', 'Kunde ' || n from generate_series(1, 1000) n`,
      [operator.id, partner.id, contact],
    )
  await insert(null)
  await quiet()
  expect(all.stream.text()).toBe('event: many\ndata: {"kind":"customers"}\n\n')
  expect(own.stream.text()).toBe('')
  await insert(own.person.id)
  await quiet()
  expect(own.stream.names()).toEqual(['many'])
  // what leaves is told by where it stood
  own.stream.forget()
  await portal.owner.query('update customers set contact_id = null where contact_id = $1', [own.person.id])
  await quiet()
  expect(own.stream.text()).toBe('event: many\ndata: {"kind":"customers"}\n\n')
}, 30_000)

test('ACC-15 a stream carries ids and kinds, whatever has changed and whoever reads', async () => {
  const roles = await rolesOf(portal, operator)
  const hidden = await member({ roles: ['licensing'] })
  await portal.owner.query(`update roles set hidden_attributes = '{customer.email,customer.contact}' where id = $1`, [
    roles['licensing'],
  ])
  await quiet()
  hidden.stream.forget()
  const id = await makeCustomer(portal.owner, partner, { name: 'Kanarienvogel', contact: hidden.person.id })
  await quiet()
  await portal.owner.query(`update customers set email = 'kanari@vogel.example' where id = $1`, [id])
  await quiet()
  const told = { kind: 'customers', changed: [], added: [id], gone: [] }
  expect(hidden.stream.text()).toBe(
    [told, { ...told, changed: [id], added: [] }]
      .map((one) => `event: rows\ndata: ${JSON.stringify(one)}\n\n`)
      .join(''),
  )
}, 30_000)

test('ACC-4 a stream ends when its session or its membership does', async () => {
  const signingOut = await member()
  const leaving = await member()
  const staying = await member()
  await settle(signingOut, leaving, staying)
  await signingOut.browser.call('DELETE', '/session')
  await portal.owner.query(`update memberships set status = 'ended' where id = $1`, [leaving.membership])
  await expect.poll(() => [signingOut.stream.ended(), leaving.stream.ended()], soon).toEqual([true, true])
  expect(signingOut.stream.text()).toMatch(/event: end\ndata: {"code":"session.missing"}\n\n$/)
  expect(leaving.stream.text()).toBe('event: end\ndata: {"code":"access.organization_not_found"}\n\n')
  await quiet()
  expect(staying.stream.ended()).toBe(false)
  await expect(signingOut.listen()).rejects.toThrow('401')
  await expect(leaving.listen()).rejects.toThrow('404')
}, 30_000)

test('ACC-4 changed rights are told without ids, and hold for what is told afterwards', async () => {
  const reader = await member()
  const colleague = await member()
  const id = await makeCustomer(portal.owner, partner, {})
  await settle(reader, colleague)
  await portal.owner.query('begin')
  await portal.owner.query(`update memberships set visibility = 'own' where id = $1`, [reader.membership])
  await rename(id, 'Müller Offset')
  await portal.owner.query('commit')
  await quiet()
  expect(reader.stream.text()).toBe('event: rights\ndata: {}\n\n')
  expect(colleague.stream.names()).toContain('rows')
  reader.stream.forget()
  await rename(id, 'Müller Druck')
  await quiet()
  expect(reader.stream.text()).toBe('')
}, 30_000)

test('ACC-4 ACC-5 roles, closed modules and suspended partners reach every stream of the operator', async () => {
  const reader = await member({ roles: ['licensing'] })
  const elsewhere = await makeOperator(portal.owner)
  const stranger = await member({ of: elsewhere })
  await settle(reader, stranger)
  const expectRights = async (what: string) => {
    await expect.poll(() => reader.stream.names(), { ...soon, message: what }).toContain('rights')
    await quiet()
    reader.stream.forget()
  }
  await portal.owner.query(
    `update roles set permissions = '{customers.read}' where operator_id = $1 and key = 'licensing'`,
    [operator.id],
  )
  await expectRights('role')
  await portal.owner.query('delete from module_access where operator_id = $1', [operator.id])
  await expectRights('module')
  await makeCustomer(portal.owner, partner, {})
  await quiet()
  expect(reader.stream.text()).toBe('')
  await portal.owner.query(`update organizations set status = 'suspended' where id = $1`, [partner.id])
  await expect.poll(() => reader.stream.ended(), soon).toBe(true)
  expect(stranger.stream.text()).toBe('')
}, 30_000)

test('PPL-6 a stream is no sign of life of its session, and ends with it though nobody says so', async () => {
  const reader = await member()
  await portal.owner.query(`update sessions set last_seen_at = now() - interval '40 minutes' where person_id = $1`, [
    reader.person.id,
  ])
  // some seconds before the time is over
  await portal.owner.query(`update sessions set idle_seconds = 2405 where person_id = $1`, [reader.person.id])
  await quiet()
  expect(reader.stream.ended()).toBe(false)
  await expect.poll(() => reader.stream.ended(), { timeout: 10_000 }).toBe(true)
  const { rows } = await portal.owner.query<{ idle: boolean }>(
    `select last_seen_at < now() - interval '40 minutes' as idle from sessions where person_id = $1`,
    [reader.person.id],
  )
  expect(rows).toEqual([{ idle: true }])
}, 30_000)
