import { beforeAll, expect, test } from 'vitest'
import type { ResultOf } from '../../../api/endpoint.ts'
import { search as endpoint } from '../../../api/home.ts'
import {
  makeCustomer,
  makeMembership,
  makeOperator,
  makePartner,
  type Operator,
  type Organization,
} from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
let operator: Operator
let partner: Organization
let admin: Member

type Found = ResultOf<typeof endpoint>

beforeAll(async () => {
  operator = await makeOperator(portal.owner)
  partner = await makePartner(portal.owner, operator, { name: 'Hafen IT' })
  await makePartner(portal.owner, operator, { name: 'Hafen Süd', parent: partner.id, site: true })
  admin = await makeMember(portal, partner, { name: 'Hanna Hafen' })
  for (const name of ['Am Hafen GmbH', 'Hafenlager', 'Zum Hafen']) await makeCustomer(portal.owner, partner, { name })
  await portal.owner.query(`update customers set city = 'Kiel' where operator_id = $1`, [operator.id])
  await portal.owner.query(
    `insert into imports (operator_id, id, organization_id, maker_id, file_name, status, encoding, delimiter, columns)
       values ($1, new_id(), $2, $3, 'kunden-hafen.csv', 'checked', 'utf-8', ';', '[]')`,
    [operator.id, partner.id, admin.person.id],
  )
})

async function search(q: string, by = admin, at: { handle: string } = partner, more = {}): Promise<Found> {
  const { status, body } = await by.browser.call(
    'GET',
    `/o/${at.handle}/search?${new URLSearchParams({ q, ...more }).toString()}`,
  )
  expect([status, body['code']]).toEqual([200, undefined])
  return endpoint.replies[200].parse(body)
}

const names = (found: { items: readonly { name: string }[] } | undefined) => found?.items.map(({ name }) => name)

test('every kind is found by the rules of its list, names that begin with the text first', async () => {
  const found = await search('hafen')
  expect(names(found.customers)).toEqual(['Hafenlager', 'Am Hafen GmbH', 'Zum Hafen'])
  expect(names(found.people)).toEqual(['Hanna Hafen'])
  expect(names(found.organizations)).toEqual(['Hafen IT', 'Hafen Süd'])
  expect(found.imports?.items.map(({ file }) => file)).toEqual(['kunden-hafen.csv'])
})

test('LST-1 several words must all match; nothing typed finds nothing; signs are what they are', async () => {
  expect(names((await search('lager kiel')).customers)).toEqual(['Hafenlager'])
  for (const q of ['', '  ', '%', '\\u0000', "'"]) {
    const found = await search(q)
    const rows = [names(found.customers), names(found.people), names(found.organizations)]
    expect.soft(rows.flat(), q).toEqual([])
  }
})

test('ACC-9 ACC-11a everybody finds what their lists show', async () => {
  const own = await makeMember(portal, partner, { name: 'Otto Own', visibility: 'own', roles: ['licensing'] })
  const found = await search('hafen', own)
  expect(names(found.customers)).toEqual([])
  expect(names(found.people)).toEqual(['Hanna Hafen'])
  // importing is not theirs, and a site that they can't act in is none to go to
  expect(found.imports).toBeUndefined()
  expect(names(found.organizations)).toEqual(['Hafen IT'])
})

test('ACC-12 nothing of another partner is found', async () => {
  const other = await makePartner(portal.owner, operator, { name: 'Werft IT' })
  const found = await search('hafen', await makeMember(portal, other), other)
  expect([found.customers?.items, found.people?.items, found.organizations?.items, found.imports?.items]).toEqual([
    [],
    [],
    [],
    [],
  ])
})

test('ACC-5 of a closed module nothing is found, and its kinds are absent', async () => {
  const market = await makeOperator(portal.owner, { preset: 'marketplace' })
  const shop = await makePartner(portal.owner, market, { name: 'Hafen Markt' })
  await makeCustomer(portal.owner, shop, { name: 'Hafenkunde' })
  const found = await search('hafen', await makeMember(portal, shop, { name: 'Mia Hafen' }), shop)
  expect(Object.keys(found).toSorted()).toEqual(['organizations', 'people'])
  expect(names(found.people)).toEqual(['Mia Hafen'])
})

test('a few rows of each, and that there are more', async () => {
  for (let n = 0; n < 8; n += 1) await makeCustomer(portal.owner, partner, { name: `Reihe ${n}` })
  const { customers } = await search('reihe')
  expect(customers?.items).toHaveLength(6)
  expect(customers?.more).toBe(true)
  expect((await search('reihe 7')).customers).toMatchObject({ more: false, items: [{ name: 'Reihe 7' }] })
})

test('ACC-10 across finds what the lists of every membership show, once, and says which decides it; nothing else', async () => {
  const elsewhere = await makePartner(portal.owner, operator, { name: 'Werft Kiel' })
  await makeCustomer(portal.owner, elsewhere, { name: 'Werftlager' })
  await makeCustomer(portal.owner, partner, { name: 'Werftplatz' })
  await makeMembership(portal.owner, elsewhere, admin.person)
  const across = await search('werft', admin, partner, { across: 'memberships' })
  expect(Object.keys(across)).toEqual(['customers'])
  const rows = across.customers?.items.map(({ name, owner, decidedBy }) => [name, owner?.name, decidedBy])
  expect(rows).toEqual([
    ['Werftlager', 'Werft Kiel', elsewhere.id],
    ['Werftplatz', 'Hafen IT', null],
  ])
  expect(names((await search('werft')).customers)).toEqual(['Werftplatz'])

  // what the other membership sees nothing of is not found through this one
  await portal.owner.query(`update memberships set visibility = 'none' where organization_id = $1`, [elsewhere.id])
  expect(names((await search('werft', admin, partner, { across: 'memberships' })).customers)).toEqual(['Werftplatz'])
})
