import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCustomer } from '../../src/api/customers.ts'
import { type Endpoint, inOrganization } from '../../src/api/endpoint.ts'
import { endpoints, lists } from '../../src/api/index.ts'
import { invitePerson } from '../../src/api/organizations.ts'
import { ask, codeOf, fieldsOf, type Given, type Reply } from './ask.ts'
import { exampleOf } from './examples.ts'
import { sceneFixture } from './scene.ts'

const scene = sceneFixture()
const { server, world } = scene

// not for sign-in and uploads; nor for opening a mail, whose link is kept nowhere (NTF-3): each opening makes another
const writes = endpoints.filter(
  (e) => inOrganization(e) && e.method !== 'get' && e.media !== 'multipart' && e.name !== 'notifications.openMail',
)
const versioned = [
  'customers.update',
  'customers.assignContact',
  'organizations.changeMembership',
  ...lists.map(({ updateView }) => updateView.name),
]

const withKey = (given: Given, key: string): Given => ({
  ...given,
  headers: { ...given.headers, 'idempotency-key': key },
})

/** How many things have happened: every write leaves something in one of these. */
async function traces(): Promise<string> {
  const { rows } = await server.owner.query<{ n: string }>(
    `select concat_ws(' ', (select count(*) from customers), (select count(*) from memberships), (select count(*) from outbox),
       (select count(*) from audit), (select count(*) from history), (select sum(attempt) from imports),
       (select concat(count(*), sum(revision)) from saved_views)) as n`,
  )
  return rows[0]?.n ?? ''
}

const said = ({ status, text }: Reply) => `${status} ${text}`

test('a write that is repeated under its key happens once, and is answered the same', async () => {
  for (const endpoint of writes) {
    const given = withKey(await exampleOf(endpoint, scene), randomUUID())
    const first = await ask(server.server, endpoint, given)
    expect.soft(first.status, `${endpoint.name} ${first.text}`).toBeLessThan(300)
    const after = await traces()
    for (let n = 0; n < 2; n += 1) {
      expect.soft(said(await ask(server.server, endpoint, given)), endpoint.name).toBe(said(first))
    }
    expect.soft(await traces(), endpoint.name).toBe(after)
  }
})

test('a key belongs to one request: another body or record is refused, another key or route is another request', async () => {
  for (const endpoint of [createCustomer, invitePerson]) {
    const key = randomUUID()
    const one = await exampleOf(endpoint, scene)
    const other = { ...one, body: { ...(one.body as object), name: 'Ganz anders' } }
    const first = await ask(server.server, endpoint, withKey(one, key))
    const reused = await ask(server.server, endpoint, withKey(other, key))
    expect.soft([reused.status, codeOf(reused)], endpoint.name).toEqual([422, 'request.key_reused'])
    if (endpoint === invitePerson) continue
    const again = await ask(server.server, endpoint, withKey(one, randomUUID()))
    expect.soft(again.status).toBe(201)
    expect.soft(again.text).not.toBe(first.text)
  }
})

test('a key is of one person and one organisation', async () => {
  const key = randomUUID()
  const given = withKey(await exampleOf(createCustomer, scene), key)
  const administrator = await server.signIn(world.administrator.login)
  const replies = [
    await ask(server.server, createCustomer, given),
    await ask(server.server, createCustomer, { ...given, organization: world.partner.handle }),
    await ask(server.server, createCustomer, { ...given, organization: world.partner.handle, cookie: administrator }),
  ]
  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(replies.map(({ text }) => text)).size).toBe(3)
})

test('of ten at once under one key one happens, and all are told the same', async () => {
  for (const endpoint of [createCustomer, invitePerson]) {
    const given = withKey(await exampleOf(endpoint, scene), randomUUID())
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(server.server, endpoint, given)))
    expect.soft(new Set(replies.map(said)).size, endpoint.name).toBe(1)
    expect.soft(replies[0]?.status, endpoint.name).toBe(201)
    const [{ id }] = replies.map(({ json }) => json) as [{ id: string }]
    const { rows } = await server.owner.query<{ n: number }>(
      `select count(*)::int as n from outbox
       where kind in ('membership.invited', 'customers.created') and (payload ->> 'membershipId' = $1 or payload -> 'items' -> 0 ->> 'id' = $1)`,
      [id],
    )
    expect.soft(rows[0]?.n, endpoint.name).toBe(1)
  }
})

test('a request that failed frees its key; a key is kept for a day', async () => {
  const key = randomUUID()
  const given = withKey(await exampleOf(createCustomer, scene), key)
  const wrong = { ...given, body: { ...(given.body as object), postalCode: '2146' } }
  expect((await ask(server.server, createCustomer, wrong)).status).toBe(422)
  const first = await ask(server.server, createCustomer, given)
  expect(first.status).toBe(201)
  await server.owner.query(`update idempotency_keys set created_at = now() - interval '23 hours' where key = $1`, [key])
  expect((await ask(server.server, createCustomer, given)).text).toBe(first.text)
  await server.owner.query(`update idempotency_keys set created_at = now() - interval '25 hours' where key = $1`, [key])
  const later = await ask(server.server, createCustomer, { ...given, body: { ...(given.body as object), name: 'Neu' } })
  expect(later.status).toBe(201)
  expect(later.text).not.toBe(first.text)
})

test('ACC-4 a repeat is answered by the rights of now', async () => {
  const given = withKey(await exampleOf(createCustomer, scene), randomUUID())
  const cookie = await server.signIn(world.administrator.login)
  const asked = { ...given, cookie, organization: world.partner.handle }
  expect((await ask(server.server, createCustomer, asked)).json).toMatchObject({ visible: true })
  const set = (visibility: string) =>
    server.owner.query('update memberships set visibility = $2 where person_id = $1', [
      world.administrator.id,
      visibility,
    ])
  await set('none')
  expect((await ask(server.server, createCustomer, asked)).json).toMatchObject({ visible: false, number: '' })
  await set('all')
})

test('an odd key is refused', async () => {
  const given = await exampleOf(createCustomer, scene)
  for (const key of ['', ' ', 'a b', 'x'.repeat(201), 'ä', '"\u007f']) {
    const reply = await ask(server.server, createCustomer, withKey(given, key))
    expect.soft([reply.status, fieldsOf(reply)], key).toEqual([400, ['Idempotency-Key invalid']])
  }
})

const inFact = (name: string): Endpoint => {
  const endpoint = endpoints.find((one) => one.name === name)
  if (!endpoint) throw new Error(`there is no ${name}`)
  return endpoint
}

test('CUS-5 a change without the version it is about is refused; one of an older version is told what stands now', async () => {
  for (const endpoint of versioned.map(inFact)) {
    const given = await exampleOf(endpoint, scene)
    for (const headers of [
      {},
      { 'if-match': '*' },
      { 'if-match': '1' },
      { 'if-match': '"x"' },
      { 'if-match': '"-1"' },
    ] as Record<string, string>[]) {
      const missing = await ask(server.server, endpoint, { ...given, headers })
      expect.soft([missing.status, codeOf(missing)], endpoint.name).toEqual([428, 'request.revision_missing'])
    }
    const first = await ask(server.server, endpoint, given)
    expect.soft(first.status, `${endpoint.name} ${first.text}`).toBe(200)
    const { revision } = first.json as { revision: number }
    expect.soft(first.headers['etag'], endpoint.name).toBe(`"${revision}"`)
    for (const version of [String(revision - 1), String(revision + 1), '999999999']) {
      const stale = await ask(server.server, endpoint, { ...given, headers: { 'if-match': `"${version}"` } })
      expect.soft([stale.status, codeOf(stale)], endpoint.name).toEqual([409, 'request.revision_stale'])
      expect.soft((stale.json as { current?: object }).current, endpoint.name).toMatchObject({ revision })
    }
    expect
      .soft((await ask(server.server, endpoint, { ...given, headers: { 'if-match': `W/"${revision}"` } })).status)
      .toBe(200)
  }
})

test('CUS-5 of ten changes of one version at once one wins', async () => {
  for (const endpoint of versioned.map(inFact)) {
    const given = await exampleOf(endpoint, scene)
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(server.server, endpoint, given)))
    const statuses = replies.map(({ status }) => status).toSorted((a, b) => a - b)
    expect.soft(statuses, endpoint.name).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  }
})
