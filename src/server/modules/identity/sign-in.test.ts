import { beforeEach, expect, test } from 'vitest'
import { makeMembership, makePartner, makePerson, type Person } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { visitorsOf } from '../../../../test/support/portal.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)
let anna: Person
const visitor = visitorsOf(portal)

beforeEach(async () => {
  anna = await makePerson(portal.owner)
  await makeMembership(portal.owner, partner, anna)
})

test('PPL-1 sign in with the address or the login name, in any case', async () => {
  for (const login of [anna.email, anna.email.toUpperCase(), anna.login, ` ${anna.login} `]) {
    const reply = await visitor().signIn(login, anna.password ?? '')
    expect(reply).toMatchObject({
      status: 201,
      body: { person: { id: anna.id, name: anna.name }, landing: partner.handle },
    })
  }
})

test('PPL-1 me shows the memberships; signing out ends it', async () => {
  const browser = visitor()
  await browser.signIn(anna.login, anna.password ?? '')
  const me = await browser.call('GET', '/me')
  expect(me.body).toMatchObject({
    person: { login: anna.login, email: anna.email, language: 'de', timeZone: 'Europe/Berlin' },
    memberships: [
      {
        organization: { id: partner.id, name: partner.name, parent: operator.name },
        operator: { name: operator.name },
        roles: ['administration'],
        status: 'active',
      },
    ],
    landing: partner.handle,
  })
  const site = await makePartner(portal.owner, operator, { name: 'Ahlers Hamburg', parent: partner.id, site: true })
  await makeMembership(portal.owner, site, anna)
  const { memberships } = (await browser.call('GET', '/me')).body
  expect(memberships).toMatchObject([
    { organization: { id: site.id, kind: 'partner', site: true } },
    { organization: { id: partner.id, kind: 'partner', site: false } },
  ])
  const stolen = browser.cookie
  expect((await browser.call('DELETE', '/session')).status).toBe(204)
  browser.cookie = stolen
  expect((await browser.call('GET', '/me')).status).toBe(401)
})

test('PPL-1 the login name can be changed to a free one only', async () => {
  const other = await makePerson(portal.owner)
  const browser = visitor()
  await browser.signIn(anna.login, anna.password ?? '')
  expect(await browser.call('PATCH', '/me', { login: other.login.toUpperCase() })).toMatchObject({
    status: 409,
    body: { code: 'identity.login_taken' },
  })
  expect(await browser.call('PATCH', '/me', { login: 'anna@firma.example' })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'login' }] },
  })
  expect(await browser.call('PATCH', '/me', { timeZone: 'Mond/Krater' })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'timeZone' }] },
  })
  const login = `neu.${anna.login}`
  expect(await browser.call('PATCH', '/me', { login, language: 'en' })).toMatchObject({
    status: 200,
    body: { person: { login, language: 'en', name: anna.name } },
  })
  expect((await visitor().signIn(login, anna.password ?? '')).status).toBe(201)
})

test('PPL-4 unknown login, wrong password and account without password read the same and are all compared', async () => {
  const invited = await makePerson(portal.owner, { password: null })
  const replies = []
  for (const [login, password] of [
    ['nobody@firma.example', 'x'],
    [anna.email, 'wrong password'],
    [invited.email, 'x'],
  ] as const) {
    const reply = await visitor().signIn(login, password)
    replies.push({ ...reply.body, requestId: '', status: reply.status })
  }
  expect(replies[0]).toMatchObject({ status: 401, code: 'session.wrong' })
  expect(replies[1]).toEqual(replies[0])
  expect(replies[2]).toEqual(replies[0])
})

test('PPL-4 tries at one account are slowed down, whether it exists or not, and from whatever address', async () => {
  for (const login of [anna.email, `nobody.${anna.login}`]) {
    const statuses = []
    for (let n = 0; n < 6; n += 1) statuses.push((await visitor().signIn(login, 'wrong')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  }
  const refused = await visitor().signIn(anna.email, anna.password ?? '')
  expect(refused).toMatchObject({ status: 429, body: { code: 'request.too_many' } })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  await portal.owner.query(`update throttles set since = since - interval '10 seconds'`)
  expect((await visitor().signIn(anna.email, anna.password ?? '')).status).toBe(201)
})

test('PPL-4 the login name and the address of a person are one account', async () => {
  const statuses = []
  for (const login of [anna.login, anna.login, anna.login, anna.email, anna.email, anna.email]) {
    statuses.push((await visitor().signIn(login, 'wrong')).status)
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  for (const login of [anna.login, anna.email]) {
    expect((await visitor().signIn(login, anna.password ?? '')).status).toBe(429)
  }
})

test('PPL-4 many tries at the same time get no further than one after the other', async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => visitor().signIn(anna.email, 'wrong')))
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(15)
})

test('PPL-4 tries from one address are slowed down', async () => {
  const browser = visitor()
  const statuses = []
  for (let n = 0; n < 31; n += 1) statuses.push((await browser.signIn(`nobody${n}.${anna.login}`, 'wrong')).status)
  expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true)
  expect(statuses[30]).toBe(429)
})

test('PPL-4 the table of throttles holds no logins', async () => {
  await visitor().signIn(anna.email, 'wrong')
  const { rows } = await portal.owner.query<{ key: string }>('select key from throttles')
  expect(rows.every(({ key }) => /^[a-z_]+:[0-9a-f]{64}$/.test(key))).toBe(true)
})

test('PPL-6 sessions are listed with device and address, and revoked one by one', async () => {
  const [first, second] = [visitor(), visitor()]
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0'
  await first.call('POST', '/session', { login: anna.login, password: anna.password }, { 'user-agent': agent })
  await second.signIn(anna.login, anna.password ?? '')
  const { body } = await second.call('GET', '/me/sessions')
  const items = body['items'] as { id: string; device: string; address: string; current: boolean }[]
  expect(items).toMatchObject([
    { current: true },
    { current: false, device: 'Firefox, Windows', address: expect.stringMatching(/^10\.0\./) },
  ])
  const other = await makePerson(portal.owner)
  const stranger = visitor()
  await stranger.signIn(other.login, other.password ?? '')
  expect((await stranger.call('DELETE', `/me/sessions/${items[1]?.id}`)).status).toBe(404)
  expect((await second.call('DELETE', `/me/sessions/${items[1]?.id}`)).status).toBe(204)
  expect((await first.call('GET', '/me')).status).toBe(401)
  expect((await second.call('GET', '/me')).status).toBe(200)
})

test('PPL-6 the cookie is for the server alone', async () => {
  const reply = await visitor().signIn(anna.login, anna.password ?? '')
  expect(reply.headers['set-cookie']).toMatch(
    /^kontor_session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test.each([
  ['idle', `update sessions set last_seen_at = now() - interval '12 hours 1 minute'`],
  ['absolute', `update sessions set expires_at = now() - interval '1 second'`],
])('PPL-6 sessions end by the %s limit', async (_, aging) => {
  const browser = visitor()
  await browser.signIn(anna.login, anna.password ?? '')
  expect((await browser.call('GET', '/me')).status).toBe(200)
  await portal.owner.query(aging)
  expect((await browser.call('GET', '/me')).status).toBe(401)
  expect((await browser.call('GET', `/o/${partner.handle}/context`)).status).toBe(401)
})

test('PPL-6 last seen is written once a minute at most', async () => {
  const browser = visitor()
  await browser.signIn(anna.login, anna.password ?? '')
  const seen = async () =>
    (await portal.owner.query('select last_seen_at, xmin from sessions where person_id = $1', [anna.id])).rows
  const before = await seen()
  await browser.call('GET', '/me')
  expect(await seen()).toEqual(before)
  await portal.owner.query(`update sessions set last_seen_at = now() - interval '61 seconds'`)
  const aged = await seen()
  await browser.call('GET', '/me')
  expect(await seen()).not.toEqual(aged)
})

test('PPL-6 changing the password ends the other sessions; a wrong one is counted', async () => {
  const [first, second] = [visitor(), visitor()]
  for (const browser of [first, second]) await browser.signIn(anna.login, anna.password ?? '')
  const next = 'Kürbis-Lotse-Quarz-Tinte'
  expect(await first.call('PUT', '/me/password', { current: 'wrong', next })).toMatchObject({
    status: 422,
    body: { code: 'identity.password_wrong' },
  })
  expect(
    await first.call('PUT', '/me/password', { current: anna.password, next: 'Ahlers IT Ahlers IT' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'identity.password_weak', fields: [{ path: 'next', code: 'password_names' }] },
  })
  expect((await first.call('PUT', '/me/password', { current: anna.password, next })).status).toBe(204)
  expect((await first.call('GET', '/me')).status).toBe(200)
  expect((await second.call('GET', '/me')).status).toBe(401)
  expect((await visitor().signIn(anna.login, anna.password ?? '')).status).toBe(401)
  expect((await visitor().signIn(anna.login, next)).status).toBe(201)
  for (let n = 0; n < 5; n += 1) await first.call('PUT', '/me/password', { current: 'wrong', next })
  expect((await first.call('PUT', '/me/password', { current: next, next })).status).toBe(429)
})
