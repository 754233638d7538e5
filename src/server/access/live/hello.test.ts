import { beforeEach, expect, test } from 'vitest'
import { makeCustomer } from '../../../../test/support/factories.ts'
import { partnerFixture } from '../../../../test/support/fixtures.ts'
import { type Listener, listeningFixture, makeListener, settle } from '../../../../test/support/listeners.ts'
import { type OpenStream, quiet, soon } from '../../../../test/support/live.ts'
import type { MemberGiven } from '../../../../test/support/members.ts'
import { openBrowser } from '../../../../test/support/portal.ts'

// A stream greets with how long ago something changed last: what was asked for since then need not be asked for again.

// its figures are read by its own machine
const portal = listeningFixture({ env: { KONTOR_URL: 'http://localhost:3000' } })
const { operator, partner } = partnerFixture(portal, beforeEach)

const member = (given?: MemberGiven) => makeListener(portal, partner, given)
const rename = (id: string) => portal.owner.query(`update customers set name = name || '.' where id = $1`, [id])

async function greeting(stream: OpenStream) {
  await expect.poll(() => stream.hello()).not.toBeNull()
  return stream.hello() ?? { customers: -1, people: -1 }
}

// what a stream that is open has told has reached the server, and is known to whoever comes next
test('LST-10 the greeting tells when a row in sight has changed, and nothing of others (ACC-12)', async () => {
  const reader = await member()
  const own = await member({ visibility: 'own' })
  const id = await makeCustomer(portal.owner, partner, {})
  await quiet()
  const begun = Date.now()
  await rename(id)
  await expect.poll(() => reader.stream.rows('customers').changed).toEqual([id])
  const opened = Date.now()
  const { customers, people } = await greeting(await reader.listen())
  expect(customers).toBeLessThanOrEqual(Date.now() - begun)
  expect(people).toBeGreaterThan(opened - begun)
  const outOfSight = await greeting(await own.listen())
  expect(outOfSight.customers).toBeGreaterThan(opened - begun)
  // what goes is a change too, for those who saw it
  await quiet()
  const gone = Date.now()
  await portal.owner.query('delete from customers where id = $1', [id])
  await expect.poll(() => reader.stream.rows('customers').gone).toEqual([id])
  expect((await greeting(await reader.listen())).customers).toBeLessThanOrEqual(Date.now() - gone)
}, 30_000)

test('LST-10 changed rights are told by the greeting too: what was read before was read with others', async () => {
  const reader = await member({ roles: ['licensing'] })
  const other = await member({ roles: ['buyer'] })
  await quiet()
  const begun = Date.now()
  await portal.owner.query(
    `update roles set hidden_attributes = '{customer.email}' where operator_id = $1 and key = 'licensing'`,
    [operator.id],
  )
  await expect.poll(() => reader.stream.names()).toContain('rights')
  const opened = Date.now()
  const changed = await greeting(await reader.listen())
  for (const age of Object.values(changed)) expect(age).toBeLessThanOrEqual(Date.now() - begun)
  const same = await greeting(await other.listen())
  for (const age of Object.values(same)) expect(age).toBeGreaterThan(opened - begun)
}, 30_000)

test('LST-10 a change that is begun before a stream is open, and done afterwards, is told by it', async () => {
  const reader = await member()
  const id = await makeCustomer(portal.owner, partner, {})
  await quiet()
  await portal.owner.query('begin')
  await rename(id)
  const stream = await reader.listen()
  await greeting(stream)
  await portal.owner.query('commit')
  await expect.poll(() => stream.rows('customers').changed).toEqual([id])
}, 30_000)

test('LST-10 no change falls between the reply of a list and the stream, whenever it comes', async () => {
  const reader = await member()
  const id = await makeCustomer(portal.owner, partner, {})
  for (let delay = 0; delay < 40; delay += 2) {
    const asked = Date.now()
    const before = await reader.browser.call('GET', `/o/${partner.handle}/customers?ids=${id}`)
    const change = new Promise((resolve) => setTimeout(resolve, delay)).then(() => rename(id))
    const stream = await reader.listen()
    const { customers } = await greeting(stream)
    const isAskedAgain = asked < Date.now() - customers
    await change
    const now = await reader.browser.call('GET', `/o/${partner.handle}/customers?ids=${id}`)
    expect(now.body).not.toEqual(before.body)
    const isTold = () => isAskedAgain || stream.names().length > 0
    await expect.poll(isTold, { timeout: 2_000, message: `after ${delay} ms` }).toBe(true)
    stream.close()
  }
}, 60_000)

test('ACC-4 the windows of two sessions of one person share their looks, and end by their own session alone', async () => {
  const first = await member()
  const second = openBrowser(portal.server)
  await second.signIn(first.person.login, first.person.password ?? '')
  const elsewhere: Listener = { ...first, browser: second, stream: await first.listenAs(second.cookie) }
  const id = await makeCustomer(portal.owner, partner, {})
  await settle(first, elsewhere)
  const looks = async () =>
    Number(/^kontor_live_looks_total (\d+)$/m.exec((await portal.server.inject('/metrics')).payload)?.[1] ?? Number.NaN)
  const before = await looks()
  await rename(id)
  for (const { stream } of [first, elsewhere]) await expect.poll(() => stream.rows('customers').changed).toEqual([id])
  expect((await looks()) - before).toBe(1)
  await first.browser.call('DELETE', '/session')
  await expect.poll(() => first.stream.ended(), soon).toBe(true)
  await rename(id)
  await expect.poll(() => elsewhere.stream.rows('customers').changed).toEqual([id, id])
  expect(elsewhere.stream.ended()).toBe(false)
}, 30_000)
