import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import {
  makeMembership,
  makeOperator,
  makePartner,
  makePerson,
  type Person,
} from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { visitorsOf } from '../../../../test/support/portal.ts'
import { mintPasswordLink } from './mint-password-link.ts'
import { registerPerson } from './register-person.ts'
import { patience, strength } from '../../../../test/support/strength.ts'

const next = 'Kürbis-Lotse-Quarz-Tinte'
const portal = portalFixture()
const { partner } = partnerFixture(portal, beforeEach)
let anna: Person
const visitor = visitorsOf(portal)

beforeEach(async () => {
  anna = await makePerson(portal.owner)
  await makeMembership(portal.owner, partner, anna)
})

function mint(person: Pick<Person, 'id'>, purpose: 'first' | 'replacement' = 'replacement'): Promise<string> {
  return portal.services.database.outside((tx) => mintPasswordLink(tx, person.id, purpose))
}

const use = (token: string, password = next) => visitor().call('POST', '/password-links/use', { token, password })
const statusOf = async (token: string) => (await visitor().call('POST', '/password-links/status', { token })).body

test('PPL-2 only a hash is stored; a first link counts for seven days, a replacement for a day', async () => {
  const invited = await makePerson(portal.owner, { password: null })
  const token = await mint(invited, 'first')
  await mint(anna, 'first')
  const { rows } = await portal.owner.query(
    `select person_id, purpose, round(extract(epoch from expires_at - created_at) / 3600) as hours, encode(token_hash, 'escape') as hash
       from password_links where person_id = any ($1) order by purpose`,
    [[anna.id, invited.id]],
  )
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(JSON.stringify(rows)).not.toContain(token)
  // whoever has a password gets a replacement
  expect(rows).toMatchObject([
    { person_id: invited.id, purpose: 'first', hours: '168' },
    { person_id: anna.id, purpose: 'replacement', hours: '24' },
  ])
})

test('PPL-2 a first link opens the account and accepts its invitation, and no other', async () => {
  const { personId } = await portal.services.database.outside((tx) =>
    registerPerson(tx, { name: 'Bärbel Öz', email: `b.${anna.email}`, language: 'de', timeZone: 'Europe/Berlin' }),
  )
  const elsewhere = await makePartner(portal.owner, await makeOperator(portal.owner), { name: 'Brandt Systeme' })
  const membershipId = await makeMembership(portal.owner, partner, { id: personId }, { status: 'invited' })
  await makeMembership(portal.owner, elsewhere, { id: personId }, { status: 'invited' })
  const token = await portal.services.database.outside((tx) =>
    mintPasswordLink(tx, personId, 'first', { membershipId }),
  )
  expect(await statusOf(token)).toMatchObject({
    usable: true,
    purpose: 'first',
    name: 'Bärbel Öz',
    login: 'baerbel.oez',
  })
  expect(await use(token)).toMatchObject({ status: 200, body: { login: 'baerbel.oez' } })
  const browser = visitor()
  expect((await browser.signIn('baerbel.oez', next)).body['landing']).toBe(partner.handle)
  const { memberships } = (await browser.call('GET', '/me')).body as {
    memberships: { organization: { id: string }; status: string }[]
  }
  expect(Object.fromEntries(memberships.map((m) => [m.organization.id, m.status]))).toEqual({
    [partner.id]: 'active',
    [elsewhere.id]: 'invited',
  })
})

test('PPL-2 a link of no invitation that did not come by mail accepts none', async () => {
  const person = await makePerson(portal.owner, { password: null })
  const theirs = await makeMembership(portal.owner, partner, person, { status: 'invited' })
  expect((await use(await mint(person, 'first'))).status).toBe(200)
  const status = (await portal.owner.query('select status from memberships where id = $1', [theirs])).rows
  expect(status).toEqual([{ status: 'invited' }])
})

test('PPL-2 an invitation alone brings an operator no password link of somebody who has a password', async () => {
  const stranger = await makePerson(portal.owner)
  const elsewhere = await makeOperator(portal.owner)
  await makeMembership(portal.owner, elsewhere, stranger, { status: 'ended' })
  await makeMembership(portal.owner, partner, stranger, { status: 'invited' })
  await visitor().call('POST', '/password-links', { login: stranger.email })
  const { rows } = await portal.owner.query(
    `select from outbox where kind = 'password_link.requested' and payload ->> 'personId' = $1`,
    [stranger.id],
  )
  expect(rows).toEqual([])
})

test('PPL-2 an address that is known is the same person; names that are taken get a number', async () => {
  const register = (name: string, email: string) =>
    portal.services.database.outside((tx) =>
      registerPerson(tx, { name, email, language: 'de', timeZone: 'Europe/Berlin' }),
    )
  const first = await register('Jens Zweig', `jens.${anna.email}`)
  expect(await register('Jemand Anderes', `JENS.${anna.email}`)).toEqual({ personId: first.personId, existed: true })
  const others = await Promise.all([2, 3, 4].map((n) => register('Jens Zweig', `jens${n}.${anna.email}`)))
  const { rows } = await portal.owner.query('select login from persons where id = any ($1) order by login', [
    [first, ...others].map((p) => p.personId),
  ])
  expect(rows.map((row) => row.login)).toEqual(['jens.zweig', 'jens.zweig2', 'jens.zweig3', 'jens.zweig4'])
})

test('PPL-3 looking at a link uses nothing up; using it ends the old password, all sessions and the link', async () => {
  const browser = visitor()
  await browser.signIn(anna.login, anna.password ?? '')
  const token = await mint(anna)
  for (let n = 0; n < 3; n += 1) expect(await statusOf(token)).toMatchObject({ usable: true, purpose: 'replacement' })
  // a running session does not end the link
  expect((await browser.call('GET', '/me')).status).toBe(200)
  expect(await use(token, 'short')).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'password', code: 'password_too_short' }] },
  })
  expect(await use(token)).toMatchObject({ status: 200, body: { login: anna.login } })
  expect((await browser.call('GET', '/me')).status).toBe(401)
  expect((await visitor().signIn(anna.login, anna.password ?? '')).status).toBe(401)
  expect((await visitor().signIn(anna.login, next)).status).toBe(201)
  expect(await use(token, 'Torf-Anker-Zimt-Brille')).toMatchObject({
    status: 410,
    body: { code: 'identity.link_dead' },
  })
})

test('PPL-3 signing in with the old password ends the link; a wrong password does not', async () => {
  const token = await mint(anna)
  await visitor().signIn(anna.login, 'wrong')
  expect(await statusOf(token)).toMatchObject({ usable: true })
  await visitor().signIn(anna.login, anna.password ?? '')
  expect(await statusOf(token)).toEqual({ usable: false, purpose: null, name: null, login: null })
  expect((await use(token)).status).toBe(410)
})

test('PPL-3 a new link ends earlier ones, a changed password ends all, time ends each', async () => {
  const [first, second] = [await mint(anna), await mint(anna)]
  expect([(await statusOf(first))['usable'], (await statusOf(second))['usable']]).toEqual([false, true])
  const browser = visitor()
  await browser.signIn(anna.login, anna.password ?? '')
  const third = await mint(anna)
  await browser.call('PUT', '/me/password', { current: anna.password, next })
  expect((await statusOf(third))['usable']).toBe(false)
  const fourth = await mint(anna)
  await portal.owner.query(`update password_links set expires_at = now() - interval '1 second' where ended_at is null`)
  expect((await statusOf(fourth))['usable']).toBe(false)
  expect((await use(fourth)).status).toBe(410)
})

test('PPL-3 asking for a link answers everybody alike, and a dead link renews itself for the same person', async () => {
  const events = async () =>
    (
      await portal.owner.query(
        `select payload from outbox where kind = 'password_link.requested' and payload ->> 'personId' = $1`,
        [anna.id],
      )
    ).rowCount
  const ask = (login: string) => visitor().call('POST', '/password-links', { login })
  const replies = [await ask(anna.email), await ask(anna.login), await ask('nobody@firma.example')]
  expect(replies.map(({ status, body }) => ({ status, body }))).toEqual(
    Array.from({ length: 3 }, () => ({ status: 202, body: { accepted: true } })),
  )
  expect(await events()).toBe(2)
  const dead = await mint(anna)
  await mint(anna)
  for (const token of [dead, 'nobody-ever-had-this-token']) {
    expect(await visitor().call('POST', '/password-links/renewal', { token })).toMatchObject({
      status: 202,
      body: { accepted: true },
    })
  }
  expect(await events()).toBe(3)
})

test("PPL-4 links asked for by login name and by address are one person's", async () => {
  const replies = []
  for (const login of [anna.email, anna.email, anna.login, anna.login]) {
    replies.push((await visitor().call('POST', '/password-links', { login })).status)
  }
  expect(replies).toEqual([202, 202, 202, 202])
  const { rowCount } = await portal.owner.query(
    `select from outbox where kind = 'password_link.requested' and payload ->> 'personId' = $1`,
    [anna.id],
  )
  expect(rowCount).toBe(3)
})

test(`PPL-3 ${strength.races} races of a link against the old password: exactly one wins`, {
  timeout: patience,
}, async () => {
  const wins = { link: 0, password: 0 }
  // by so many milliseconds the link comes later; whoever has won comes later the next time, so that it stays close
  let ahead = 0
  for (let round = 0; round < strength.races; round += 1) {
    const person = await makePerson(portal.owner)
    const running = visitor()
    await running.signIn(person.login, person.password ?? '')
    await visitor().signIn(person.login, 'wrong')
    const token = await mint(person)
    await portal.owner.query(`update sessions set last_seen_at = now() - interval '2 minutes' where person_id = $1`, [
      person.id,
    ])
    const [link, password, request] = await Promise.all([
      pause(Math.max(0, ahead)).then(() => use(token)),
      pause(Math.max(0, -ahead)).then(() => visitor().signIn(person.login, person.password ?? '')),
      running.call('PATCH', '/me', { language: 'en' }),
    ])
    expect([200, 401]).toContain(request.status)
    expect([`${link.status} ${password.status}`]).toEqual([link.status === 200 ? '200 401' : '410 201'])
    const after = {
      link: (await statusOf(token))['usable'],
      old: (await visitor().signIn(person.login, person.password ?? '')).status,
    }
    expect(after).toEqual({ link: false, old: link.status === 200 ? 401 : 201 })
    wins[link.status === 200 ? 'link' : 'password'] += 1
    ahead += link.status === 200 ? 5 : -5
  }
  expect(wins.link).toBeGreaterThan(0)
  expect(wins.password).toBeGreaterThan(0)
})

test('PPL-3 the nightly tidying removes links that died 90 days ago, and none before', async () => {
  for (const days of [89, 91]) {
    await mint(anna)
    await portal.owner.query(
      'update password_links set ended_at = now() - make_interval(days => $2) where person_id = $1 and ended_at is null',
      [anna.id, days],
    )
  }
  await mint(anna)
  await portal.owner.query('select access.tidy()')
  const { rows } = await portal.owner.query(
    'select extract(day from now() - ended_at)::int as days from password_links where person_id = $1 order by ended_at',
    [anna.id],
  )
  expect(rows).toEqual([{ days: 89 }, { days: null }])
})
