import { beforeAll, expect, test } from 'vitest'
import { customerList } from '../../src/api/customers.ts'
import { lists } from '../../src/api/index.ts'
import type { ListAccess } from '../../src/api/lists.ts'
import { moduleOf } from '../../src/api/permissions.ts'
import { makeMembership, makeOperator, makePartner, makePerson } from '../support/factories.ts'
import { partnerFixture, serverFixture } from '../support/fixtures.ts'
import { ask } from './ask.ts'

const server = serverFixture()
const { partner } = partnerFixture(server, beforeAll)

beforeAll(async () => {
  const administrator = await makePerson(server.owner, { name: 'Anna Ahlers', password: null })
  await makeMembership(server.owner, partner, administrator)
})

test.each([
  ['all', { limit: 'none', organizations: [], administrators: [], mayRaise: false }],
  ['own', { limit: 'own', organizations: [], administrators: ['Anna Ahlers'], mayRaise: false }],
  ['none', { limit: 'nothing', organizations: [], administrators: ['Anna Ahlers'], mayRaise: false }],
] as const)(
  'ACC-13 a list of what visibility %s limits explains itself, and no other list does',
  async (visibility, limits) => {
    const { rows } = await server.owner.query<{ key: string }>(
      `insert into roles (operator_id, key, audience, name, permissions) values ($1, $2, 'partner', $2, $3) returning key`,
      [partner.operator, `rolle-${visibility}`, lists.map(({ can }) => can)],
    )
    const person = await makePerson(server.owner, { name: 'Rita Leser', password: null })
    await makeMembership(server.owner, partner, person, { visibility, roles: rows.map(({ key }) => key) })
    const given = { cookie: await server.signIn(person.login), organization: partner.handle }
    for (const list of lists) {
      const { access } = (await ask(server.server, list.page, given)).json as { access: ListAccess }
      const expected = moduleOf(list.can)
        ? limits
        : { limit: 'none', organizations: [], administrators: [], mayRaise: false }
      expect.soft(access, list.key).toEqual(expected)
    }
  },
)

test('ACC-13 who manages people is told that they may raise their own visibility', async () => {
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, partner, person, { visibility: 'own' })
  const given = { cookie: await server.signIn(person.login), organization: partner.handle }
  for (const list of lists.filter(({ can }) => moduleOf(can))) {
    const { access } = (await ask(server.server, list.page, given)).json as { access: ListAccess }
    expect.soft(access, list.key).toMatchObject({ limit: 'own', mayRaise: true })
  }
})

test('ACC-13 where it differs, the organisations are named with what is seen in each', async () => {
  const operator = await makeOperator(server.owner)
  const above = await makePartner(server.owner, operator, { name: 'Ahlers Gruppe' })
  const site = (name: string) => makePartner(server.owner, operator, { name, parent: above.id, site: true })
  const [jena, kiel, ulm] = [await site('Ahlers Jena'), await site('Ahlers Kiel'), await site('Ahlers Ulm')]
  const elsewhere = await makePartner(server.owner, operator, { name: 'Brandt' })
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, above, person)
  await makeMembership(server.owner, jena, person, { visibility: 'own' })
  await makeMembership(server.owner, kiel, person, { visibility: 'none' })
  await makeMembership(server.owner, ulm, person, { visibility: 'all' })
  await makeMembership(server.owner, elsewhere, person, { visibility: 'own' })
  const cookie = await server.signIn(person.login)
  const named = async (query: Record<string, string>) => {
    const reply = await ask(server.server, customerList.page, { cookie, organization: above.handle, query })
    return (reply.json as { access: ListAccess }).access
  }
  const below = [
    { id: above.id, name: 'Ahlers Gruppe', sees: 'all' },
    { id: jena.id, name: 'Ahlers Jena', sees: 'own' },
    { id: kiel.id, name: 'Ahlers Kiel', sees: 'nothing' },
    { id: ulm.id, name: 'Ahlers Ulm', sees: 'all' },
  ]
  expect(await named({})).toMatchObject({ limit: 'partly', organizations: below })
  expect(await named({ across: 'memberships' })).toMatchObject({
    limit: 'partly',
    organizations: [...below, { id: elsewhere.id, name: 'Brandt', sees: 'own' }],
  })
  // a closed module shows nothing, whatever the visibility
  await server.owner.query(`update module_access set variant = 'basic' where operator_id = $1 and kind = 'partner'`, [
    operator.id,
  ])
  await server.owner.query(`update organizations set edition = 'basic' where id = $1`, [elsewhere.id])
  expect((await named({ across: 'memberships' })).organizations.map(({ sees }) => sees)).toEqual([
    'nothing',
    'nothing',
    'nothing',
    'nothing',
    'own',
  ])
})

test('ACC-11, ACC-13 a membership in a customer organisation limits nothing', async () => {
  const operator = await makeOperator(server.owner)
  const ahlers = await makePartner(server.owner, operator)
  const tenant = await makePartner(server.owner, operator, { name: 'Druck', parent: ahlers.id, kind: 'customer' })
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, ahlers, person)
  await makeMembership(server.owner, tenant, person, { visibility: 'none' })
  const given = {
    cookie: await server.signIn(person.login),
    organization: ahlers.handle,
    query: { across: 'memberships' },
  }
  const { access } = (await ask(server.server, customerList.page, given)).json as { access: ListAccess }
  expect(access).toMatchObject({ limit: 'none', organizations: [] })
})
