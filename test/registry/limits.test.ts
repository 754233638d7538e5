import { afterAll, beforeAll, expect, test } from 'vitest'
import { lists } from '../../src/api/index.ts'
import type { ListAccess } from '../../src/api/lists.ts'
import { moduleOf } from '../../src/api/permissions.ts'
import { makeMembership, makeOperator, makePartner, makePerson, type Organization } from '../support/factories.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ask } from './ask.ts'

let server: TestServer
let partner: Organization

beforeAll(async () => {
  server = await startTestServer()
  partner = await makePartner(server.owner, await makeOperator(server.owner))
  const administrator = await makePerson(server.owner, { name: 'Anna Ahlers', password: null })
  await makeMembership(server.owner, partner, administrator)
})
afterAll(() => server.close())

test.each([
  ['all', { limit: 'none', administrators: [], mayRaise: false }],
  ['own', { limit: 'own', administrators: ['Anna Ahlers'], mayRaise: false }],
  ['none', { limit: 'nothing', administrators: ['Anna Ahlers'], mayRaise: false }],
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
      const expected = moduleOf(list.can) ? limits : { limit: 'none', administrators: [], mayRaise: false }
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
