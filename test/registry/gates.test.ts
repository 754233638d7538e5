import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { gateOf, inOrganization } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { permissions } from '../../src/api/permissions.ts'
import { makeMembership, makePartner, makePerson } from '../support/factories.ts'
import { serverFixture } from '../support/fixtures.ts'
import { ask, codeOf, withoutId } from './ask.ts'
import { makeRegistryWorld, type RegistryWorld, storeLogo } from './registry-world.ts'
import { bodyFor } from './sample.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let home: RegistryWorld
let foreign: RegistryWorld
let cookie: string

beforeAll(async () => {
  home = await makeRegistryWorld(server.owner, { mark: 'Nordlicht' })
  foreign = await makeRegistryWorld(server.owner, { mark: 'Fremdling' })
  cookie = await server.signIn(home.staff.login)
  await storeLogo(server, home.operator.id, home.ids['logoId'])
})

const behindSignIn = endpoints.filter(({ can }) => can !== 'public')
const inside = endpoints.filter(inOrganization)
const permitted = inside.filter(({ can }) => gateOf(can).permission)
const gated = inside.filter(({ can }) => gateOf(can).module)
const plain = { 'content-type': 'text/plain' }
const broken = '{"name":'

/** A role of the operator with these permissions, and a cookie of somebody who has it alone. */
async function signInWith(held: readonly string[]): Promise<string> {
  const { rows } = await server.owner.query<{ key: string }>(
    `insert into roles (operator_id, key, audience, name, permissions) values ($1, $2, 'operator', $2, $3) returning key`,
    [home.operator.id, `rolle-${randomUUID()}`, held],
  )
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, home.operator, person, { roles: rows.map(({ key }) => key) })
  return server.signIn(person.login)
}

test('signed out, every endpoint but the public ones answers 401, whatever else is wrong', async () => {
  for (const endpoint of behindSignIn) {
    for (const given of [
      {},
      { organization: home.operator.handle, params: home.ids, cookie: 'kontor_session=unknown' },
      { query: { unknown: '1' }, ...(endpoint.body && { payload: broken }) },
    ]) {
      const reply = await ask(server.server, endpoint, given)
      expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([401, 'session.missing'])
    }
  }
})

test('ACC-4 a session that has ended is no session', async () => {
  const ended = await server.signIn(home.administrator.login)
  await server.owner.query(`update sessions set expires_at = now() - interval '1 second' where person_id = $1`, [
    home.administrator.id,
  ])
  for (const endpoint of behindSignIn) {
    const reply = await ask(server.server, endpoint, { cookie: ended, organization: home.partner.handle })
    expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([401, 'session.missing'])
  }
})

test('ACC-12 an organisation of another operator is answered like one that does not exist', async () => {
  const addresses = [foreign.operator.id, foreign.operator.handle, foreign.partner.id, foreign.partner.handle]
  for (const endpoint of inside) {
    const nothing = await ask(server.server, endpoint, { cookie, organization: randomUUID(), params: home.ids })
    expect.soft([nothing.status, codeOf(nothing)], endpoint.name).toEqual([404, 'access.organization_not_found'])
    for (const organization of [...addresses, 'nobody-k3f9x2', 'ä', '%', "' or 1=1", '../me', randomUUID()]) {
      const reply = await ask(server.server, endpoint, { cookie, organization, params: foreign.ids })
      expect.soft(withoutId(reply), `${endpoint.name} ${organization}`).toBe(withoutId(nothing))
    }
  }
})

test('an outsider with a broken request learns no more than one with a whole request', async () => {
  for (const endpoint of inside) {
    const nothing = await ask(server.server, endpoint, { cookie, organization: randomUUID() })
    const requests = [
      { query: { unknown: '1' } },
      { params: { customerId: 'x' } },
      ...(endpoint.body ? [{ payload: broken }, { body: { unknown: 1 } }, { payload: 'x', headers: plain }] : []),
    ]
    for (const request of requests) {
      const reply = await ask(server.server, endpoint, { cookie, organization: foreign.partner.handle, ...request })
      expect.soft(withoutId(reply), endpoint.name).toBe(withoutId(nothing))
    }
  }
})

test('ACC-5 a closed module answers 404 on every one of its endpoints, and on no other', async () => {
  const market = await makeRegistryWorld(server.owner, { mark: 'Markt', preset: 'marketplace' })
  const member = await server.signIn(market.administrator.login)
  await storeLogo(server, market.operator.id, market.ids['logoId'])
  for (const endpoint of inside) {
    const given = { cookie: member, organization: market.partner.handle, params: market.ids }
    const reply = await ask(server.server, endpoint, { ...given, ...(endpoint.body && { payload: broken }) })
    const closed = reply.status === 404 && codeOf(reply) === 'access.module_closed'
    expect.soft(closed, `${endpoint.name} ${reply.status}`).toBe(gated.includes(endpoint))
  }
})

test('a role without the permission of an endpoint answers 403, also to a request that is broken', async () => {
  for (const permission of permissions) {
    const without = await signInWith(permissions.filter((held) => held !== permission))
    for (const endpoint of permitted.filter(({ can }) => can === permission)) {
      const given = { cookie: without, organization: home.operator.handle, params: home.ids }
      for (const request of [{}, { query: { unknown: '1' } }, ...(endpoint.body ? [{ payload: broken }] : [])]) {
        const reply = await ask(server.server, endpoint, { ...given, ...request })
        expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([403, 'access.permission_missing'])
      }
    }
  }
})

test('a person without any role passes no gate that asks for a permission', async () => {
  const none = await signInWith([])
  for (const endpoint of permitted) {
    const reply = await ask(server.server, endpoint, { cookie: none, organization: home.operator.handle })
    expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([403, 'access.permission_missing'])
  }
})

test('ACC-12 a foreign record is answered like one that does not exist, in every path parameter', async () => {
  for (const endpoint of endpoints) {
    for (const name of Object.keys(endpoint.params.shape)) {
      if (name === 'column') continue
      const id = foreign.ids[name]
      if (!id) throw new Error(`the registry world has no record for ${name}`)
      const given = {
        cookie,
        organization: home.operator.handle,
        headers: { 'if-match': '"1"' },
        ...bodyFor(endpoint),
      }
      const nothing = await ask(server.server, endpoint, { ...given, params: { ...home.ids, [name]: randomUUID() } })
      const reply = await ask(server.server, endpoint, { ...given, params: { ...home.ids, [name]: id } })
      expect.soft([nothing.status, codeOf(nothing)], endpoint.name).toEqual([404, 'access.not_found'])
      expect.soft(withoutId(reply), endpoint.name).toBe(withoutId(nothing))
      const odd = await ask(server.server, endpoint, { ...given, params: { ...home.ids, [name]: "x' or 1=1" } })
      expect.soft(withoutId(odd), endpoint.name).toBe(withoutId(nothing))
    }
  }
})

test('ACC-12 a record of another partner is none for a partner, though the operator sees both', async () => {
  const other = await makePerson(server.owner, { password: null })
  const partner = await makePartner(server.owner, home.operator, { name: 'Nachbar GmbH' })
  await makeMembership(server.owner, partner, other)
  const neighbour = await server.signIn(other.login)
  for (const endpoint of inside.filter(
    ({ params, can }) => Object.keys(params.shape).length > 0 && can !== 'mails.read',
  )) {
    // the logo of the operator shows below it (BRA-1)
    const names = Object.keys(endpoint.params.shape).filter((name) => name !== 'column' && name !== 'logoId')
    for (const name of names) {
      const given = { cookie: neighbour, organization: partner.handle, headers: { 'if-match': '"1"' } }
      const reply = await ask(server.server, endpoint, { ...given, ...bodyFor(endpoint), params: home.ids })
      expect.soft([reply.status, codeOf(reply)], `${endpoint.name} ${name}`).toEqual([404, 'access.not_found'])
    }
  }
})
