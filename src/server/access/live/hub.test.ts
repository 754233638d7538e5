import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import {
  makeMembership,
  makeOperator,
  makePartner,
  type Operator,
  type Organization,
} from '../../../../test/support/factories.ts'
import { closeStreams, makeListener, noRows, settle } from '../../../../test/support/listeners.ts'
import { listenOn, quiet } from '../../../../test/support/live.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { openPortal, type Portal } from '../../../../test/support/portal.ts'
import { withClient } from '../../platform/db/with-client.ts'

let portal: Portal
/** another process on the same database */
let beside: Portal
let url: string
let otherUrl: string
let operator: Operator
let partner: Organization

beforeAll(async () => {
  portal = await openPortal()
  const { ownerUrl, runtimeUrl } = portal.database
  beside = await openPortal({ database: { ownerUrl, runtimeUrl, drop: async () => undefined } })
  url = await listenOn(portal.server)
  otherUrl = await listenOn(beside.server)
})
beforeEach(async () => {
  operator = await makeOperator(portal.owner)
  partner = await makePartner(portal.owner, operator)
})
afterEach(() => {
  closeStreams()
  expect([...portal.log, ...beside.log]).toEqual([])
})
afterAll(async () => {
  await beside.close()
  await portal.close()
})

interface Given extends NonNullable<Parameters<typeof makeListener>[3]> {
  of?: Organization | Operator
  at?: string
}

const member = ({ of = partner, at = url, ...given }: Given = {}) => makeListener(portal, at, of, given)

const rename = (id: string, name: string) =>
  portal.owner.query('update customers set name = $2 where id = $1', [id, name])

test('LST-10 people come, change and go, in the organisations whose people are in sight', async () => {
  const reader = await member()
  const buyer = await member({ roles: ['buyer'], visibility: 'none' })
  const neighbour = await makePartner(portal.owner, operator, { name: 'Nachbar GmbH' })
  const other = await member({ of: neighbour })
  const above = await member({ of: operator })
  await settle(reader, buyer, other, above)
  const colleague = await makeMember(portal, partner)
  await quiet()
  for (const { stream } of [reader, buyer, above]) expect(stream.rows('people').added).toContain(colleague.membership)
  expect(other.stream.text()).toBe('')
  for (const { stream } of [reader, above]) stream.forget()
  await portal.owner.query(`update memberships set visibility = 'own' where id = $1`, [colleague.membership])
  await quiet()
  expect(reader.stream.rows('people')).toEqual({ ...noRows, changed: [colleague.membership] })
  reader.stream.forget()
  await portal.owner.query(`update memberships set status = 'ended' where id = $1`, [colleague.membership])
  await quiet()
  expect(reader.stream.rows('people')).toEqual({ ...noRows, gone: [colleague.membership] })
  expect(other.stream.text()).toBe('')
  // who may not read people is told nothing of them
  await portal.owner.query(
    `update roles set permissions = '{customers.read}' where operator_id = $1 and key = 'buyer'`,
    [operator.id],
  )
  await quiet()
  buyer.stream.forget()
  await makeMembership(portal.owner, partner, other.person)
  await quiet()
  expect(buyer.stream.text()).toBe('')
}, 30_000)

test('two processes: what one writes, the streams of the other tell; a lost connection loses nothing', async () => {
  const here = await member()
  const there = await member({ at: otherUrl })
  const created = await here.browser.call('POST', `/o/${partner.handle}/customers`, {
    name: 'Harms Werft',
    status: 'prospect',
    email: 'post@harms.example',
    street: 'Am Kai 1',
    postalCode: '20457',
    city: 'Hamburg',
    country: 'DE',
  })
  expect(created.status).toBe(201)
  const { id } = created.body
  for (const { stream } of [here, there]) await expect.poll(() => stream.rows('customers').added).toEqual([id])
  there.stream.forget()
  const { rows } = await portal.owner.query<{ name: string }>('select current_database() as name')
  await withClient(inject('testServer').adminUrl, (admin) =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kontor notices' and datname = $1`,
      [rows[0]?.name],
    ),
  )
  await rename(String(id), 'Harms Werften')
  // what was said meanwhile may have been missed: it is all read again
  await expect.poll(() => there.stream.names(), { timeout: 3_000 }).toContain('many')
  there.stream.forget()
  await rename(String(id), 'Harms Yachten')
  await expect.poll(() => there.stream.rows('customers').changed, { timeout: 2_000 }).toEqual([id])
}, 30_000)

test('one session holds so many streams and no more; a closed one makes room', async () => {
  const reader = await member()
  const more = await Promise.all(Array.from({ length: 9 }, () => reader.listen()))
  await expect(reader.listen()).rejects.toThrow('429')
  more[0]?.close()
  await expect
    .poll(() =>
      reader.listen().then(
        () => 'open',
        (error: Error) => error.message,
      ),
    )
    .toBe('open')
}, 30_000)

test('a server that stops ends its streams and waits for none', async () => {
  const third = await openPortal({ database: { ...portal.database, drop: async () => undefined } })
  const stream = (await member({ at: await listenOn(third.server) })).stream
  const begun = performance.now()
  await third.close()
  expect(performance.now() - begun).toBeLessThan(2_000)
  await expect.poll(() => stream.ended()).toBe(true)
}, 30_000)
