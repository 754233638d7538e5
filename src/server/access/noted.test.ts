import { beforeEach, expect, test } from 'vitest'
import { makeCustomer, makePartner, type Organization } from '../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../test/support/fixtures.ts'
import { lockAwaited } from '../../../test/support/locks.ts'
import { makeMember, type Member } from '../../../test/support/members.ts'

// What entering notes: who works as an organisation or views as somebody, and when a session was seen.

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeEach)
let admin: Member
let buyer: Member
let site: Organization

beforeEach(async () => {
  admin = await makeMember(portal, ahlers, { name: 'Anna Ahlers' })
  buyer = await makeMember(portal, ahlers, { name: 'Bernd Buyer', roles: ['buyer'] })
  site = await makePartner(portal.owner, operator, { name: 'Ahlers Kiel', parent: ahlers.id, site: true })
})

const look = (what = 'context') => admin.browser.call('GET', `/o/${ahlers.handle}/${what}?viewAs=${buyer.person.id}`)
const work = () => admin.browser.call('GET', `/o/${site.handle}/context`)
const noted = async () =>
  (await admin.browser.call('GET', `/o/${ahlers.handle}/audit?sort=at`)).body['items'] as unknown[]
const sleep = () => portal.owner.query(`update sessions set last_seen_at = now() - interval '5 minutes'`)

test('ACC-3, ACC-19 viewing as somebody and working as an organisation are audited once an hour', async () => {
  for (const ask of [look, look, work, work]) expect((await ask()).status).toBe(200)
  const view = {
    action: 'view_as.started',
    person: 'Anna Ahlers',
    home: null,
    organization: { id: ahlers.id },
    object: { name: 'Bernd Buyer' },
  }
  const start = {
    action: 'work_as.started',
    person: 'Anna Ahlers',
    home: { id: ahlers.id },
    organization: { id: site.id },
    object: { name: 'Ahlers Kiel' },
  }
  expect(await noted()).toMatchObject([view, start])
  await portal.owner.query("update entries_noted set at = at - interval '61 minutes'")
  await Promise.all([look(), look(), work()])
  expect(await noted()).toHaveLength(4)
})

test('ACC-19 who views as somebody is noted before anything is read, and sees nothing where that fails', async () => {
  await portal.owner.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`)
  await portal.owner.query(
    'create constraint trigger refuse after insert on audit deferrable initially deferred for each row execute function refuse()',
  )
  try {
    expect((await look('customers')).status).toBe(500)
  } finally {
    await portal.owner.query('drop function refuse cascade')
  }
  expect(portal.log.splice(0)).toEqual([expect.stringContaining('a request failed')])
  expect(await noted()).toEqual([])
  expect((await look('audit')).status).toBe(403)
  expect(await noted()).toMatchObject([{ action: 'view_as.started' }])
})

test('ACC-19, PPL-6 of requests at once, by a session not seen for a while, one notes the look and all are answered', async () => {
  for (let round = 1; round <= 8; round += 1) {
    await sleep()
    await portal.owner.query('delete from entries_noted')
    const answers = await Promise.all(Array.from({ length: 8 }, () => look()))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect(await noted()).toHaveLength(round)
  }
})

test('ACC-19 nobody looks until the look is kept that another request notes', async () => {
  await portal.owner.query('begin')
  await portal.owner.query(
    `insert into entries_noted (session_id, action, about_id) select id, 'view_as.started', $2 from sessions where person_id = $1`,
    [admin.person.id, buyer.membership],
  )
  const answer = look()
  await lockAwaited(portal.owner)
  await portal.owner.query('commit')
  expect((await answer).status).toBe(200)
  expect(await noted()).toEqual([])
})

test('ACC-19, PPL-6 a session that ends while its look is noted has not looked', async () => {
  await portal.owner.query('begin')
  await portal.owner.query('delete from sessions where person_id = $1', [admin.person.id])
  const answer = look()
  await lockAwaited(portal.owner)
  await portal.owner.query('commit')
  expect(await answer).toMatchObject({ status: 401, body: { code: 'session.missing' } })
})

test('ACC-3, PPL-6 what is under way holds neither its session nor its note', async () => {
  const customer = await makeCustomer(portal.owner, site, {})
  await sleep()
  await portal.owner.query('begin')
  await portal.owner.query('select from customers where id = $1 for update', [customer])
  const change = admin.browser.call(
    'PATCH',
    `/o/${site.handle}/customers/${customer}`,
    { city: 'Kiel' },
    { 'if-match': '"1"' },
  )
  await lockAwaited(portal.owner)
  const free = await portal.owner.query(
    `select s.id from sessions s join entries_noted n on n.session_id = s.id
       where s.person_id = $1 and s.last_seen_at > now() - interval '1 minute' for update nowait`,
    [admin.person.id],
  )
  await portal.owner.query('commit')
  expect([free.rowCount, (await change).status]).toEqual([1, 200])
})
