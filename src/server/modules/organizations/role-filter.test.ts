import { beforeAll, expect, test } from 'vitest'
import { makeMembership, makePerson } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member, rolesOf } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeAll)
let admin: Member
let path: string
let roles: Record<string, string>

beforeAll(async () => {
  roles = await rolesOf(portal, operator)
  path = `/o/${ahlers.handle}/people`
  admin = await makeMember(portal, ahlers, { name: 'Anna Ahlers' })
  for (const [name, held] of [
    ['Bernd Buyer', ['buyer']],
    ['Carla Collab', ['collaboration', 'buyer']],
    ['Dora Drei', ['licensing', 'collaboration']],
    ['Egon Ohne', []],
  ] as const)
    await makeMembership(portal.owner, ahlers, await makePerson(portal.owner, { name }), { roles: held })
})

async function found(values: (string | null)[]): Promise<string[]> {
  const filter = encodeURIComponent(JSON.stringify({ roles: { in: values } }))
  const { body } = await admin.browser.call('GET', `${path}?filter=${filter}`)
  return (body['items'] as { name: string }[]).map(({ name }) => name)
}

test('PPL-7, LST-2 people are found by any of the roles they hold', async () => {
  expect(await found([roles['buyer'] ?? ''])).toEqual(['Bernd Buyer', 'Carla Collab'])
  expect(await found([roles['licensing'] ?? '', roles['administration'] ?? ''])).toEqual(['Anna Ahlers', 'Dora Drei'])
  expect(await found([null])).toEqual(['Egon Ohne'])
  expect(await found([null, roles['collaboration'] ?? ''])).toEqual(['Carla Collab', 'Dora Drei', 'Egon Ohne'])
})

test('LST-2 the roles to choose from are those that somebody holds, in the words of the reader', async () => {
  const offered = async (search = '') => {
    const { body } = await admin.browser.call('GET', `${path}/choices/roles?search=${search}`)
    const items = body['items'] as { value: string | null; label: string; count: number }[]
    return items.map(({ value, label, count }) => [value, label, count])
  }
  expect(await offered()).toEqual([
    [roles['buyer'], 'Einkauf', 2],
    [roles['collaboration'], 'Kollaboration', 2],
    [roles['administration'], 'Administration', 1],
    [roles['licensing'], 'Lizenzierung', 1],
    [null, '', 1],
  ])
  expect(await offered('eink')).toEqual([[roles['buyer'], 'Einkauf', 2]])
  await portal.owner.query(`update persons set language = 'en' where id = $1`, [admin.person.id])
  expect(await offered('eink')).toEqual([])
  expect(await offered('buy')).toMatchObject([[roles['buyer'], expect.stringMatching(/^Buy/), 2]])
  await portal.owner.query(`update persons set language = 'de' where id = $1`, [admin.person.id])
})

test('LST-9 in an export the roles of somebody stand in one cell', async () => {
  const url = `/api/v1${path}.csv?columns=name,roles`
  const { payload } = await portal.server.inject({ url, headers: { cookie: admin.browser.cookie } })
  expect(payload.split('\r\n').slice(1, -1)).toEqual([
    'Anna Ahlers;Administration',
    'Bernd Buyer;Einkauf',
    'Carla Collab;Einkauf, Kollaboration',
    'Dora Drei;Kollaboration, Lizenzierung',
    'Egon Ohne;',
  ])
})
