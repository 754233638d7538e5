import { beforeEach, expect, inject, test } from 'vitest'
import { makeMembership, makePartner } from '../../../../test/support/factories.ts'
import { partnerFixture } from '../../../../test/support/fixtures.ts'
import {
  type ListenerGiven,
  listeningFixture,
  makeListener,
  noRows,
  settle,
} from '../../../../test/support/listeners.ts'
import { listenOn, quiet } from '../../../../test/support/live.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { openPortal, type Portal } from '../../../../test/support/portal.ts'
import { withClient } from '../../platform/db/with-client.ts'

const portal = listeningFixture()
/** another process on the same database */
const beside = listeningFixture(() => ({ database: portal.database }))
const { operator, partner } = partnerFixture(portal, beforeEach)

const member = ({ of = partner, at = portal, ...given }: ListenerGiven & { at?: Portal } = {}) =>
  makeListener(at, of, given)

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
  const there = await member({ at: beside })
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
  const third = await openPortal({ database: portal.database })
  await listenOn(third.server)
  const { stream } = await member({ at: third })
  const begun = performance.now()
  await third.close()
  expect(performance.now() - begun).toBeLessThan(2_000)
  await expect.poll(() => stream.ended()).toBe(true)
}, 30_000)
