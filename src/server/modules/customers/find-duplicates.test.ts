import { beforeAll, expect, test } from 'vitest'
import { makeCustomer, makePartner } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeAll)
let admin: Member

beforeAll(async () => {
  admin = await makeMember(portal, partner)
  for (const name of ['Müller Druck GmbH & Co. KG', 'Müller Druckerei', 'Haag', 'IT', 'Straßenbau Groß e.K.'])
    await makeCustomer(portal.owner, partner, { name })
  const id = await makeCustomer(portal.owner, partner, { name: 'Nordsee Fisch AG' })
  await portal.owner.query(
    `update customers set email = 'Post@Fisch.example', vat_id = 'DE136695976', city = 'Büsum' where id = $1`,
    [id],
  )
  const free = await makeCustomer(portal.owner, partner, { name: 'Kiosk' })
  await portal.owner.query(`update customers set email = 'kiosk@gmx.de' where id = $1`, [free])
})

async function alike(typed: Record<string, string>, by = admin, at = partner): Promise<string[]> {
  const { status, body } = await by.browser.call(
    'GET',
    `/o/${at.handle}/customers/duplicates?${new URLSearchParams(typed).toString()}`,
  )
  expect(status).toBe(200)
  return (body['items'] as { name: string; reasons: string[] }[]).map(
    ({ name, reasons }) => `${name}: ${reasons.join('+')}`,
  )
}

test.each([
  ['Müller Druck', 'Müller Druck GmbH & Co. KG'],
  ['MUELLER DRUCK GMBH', 'Müller Druck GmbH & Co. KG'],
  ['muller druck ag', 'Müller Druck GmbH & Co. KG'],
  ['Müller-Druck', 'Müller Druck GmbH & Co. KG'],
  ['Strassenbau Gross', 'Straßenbau Groß e.K.'],
  ['Haag GmbH', 'Haag'],
  ['Haag', 'Haag'],
  ['IT', 'IT'],
])('CUS-2 the name %j is that of %j, whatever case, accents and legal form', async (name, expected) => {
  expect(await alike({ name })).toEqual([`${expected}: name`])
})

test('CUS-2 another name, a part of one and nothing typed are no duplicates', async () => {
  for (const name of ['Müller', 'Druck', 'Müller Drucksachen', 'GmbH', '%', '', '   ', '&'])
    expect.soft(await alike({ name }), name).toEqual([])
})

test('CUS-2 the domain of an e-mail address and the VAT id are compared, free providers are not', async () => {
  expect(await alike({ email: 'einkauf@fisch.example' })).toEqual(['Nordsee Fisch AG: email'])
  expect(await alike({ vatId: '136 695 976', country: 'DE' })).toEqual(['Nordsee Fisch AG: vatId'])
  expect(await alike({ email: 'laden@gmx.de' })).toEqual([])
  expect(await alike({ email: 'einkauf@isch.example' })).toEqual([])
  expect(await alike({ email: '@fisch.example', vatId: 'DE136695977' })).toEqual([])
  expect(await alike({ name: 'Nordsee Fisch', email: 'a@fisch.example', vatId: 'DE136695976' })).toEqual([
    'Nordsee Fisch AG: name+email+vatId',
  ])
})

test('CUS-2 ACC-12 a customer out of sight is not told, whatever it has in common', async () => {
  const typed = { name: 'Nordsee Fisch', email: 'a@fisch.example', vatId: 'DE136695976' }
  const own = await makeMember(portal, partner, { visibility: 'own' })
  const other = await makePartner(portal.owner, operator, { name: 'Behrens IT' })
  const rival = await makeMember(portal, other)
  expect(await alike(typed, own)).toEqual([])
  expect(await alike(typed, rival, other)).toEqual([])
  // the operator sees all of them
  const staff = await makeMember(portal, operator)
  expect(await alike(typed, staff, { ...partner, handle: operator.handle })).toHaveLength(1)
})

test('CUS-2 at most five are told, the nearest first, and that there are more', async () => {
  const site = await makePartner(portal.owner, operator, { name: 'Viele' })
  const member = await makeMember(portal, site)
  for (let n = 0; n < 7; n += 1) {
    const id = await makeCustomer(portal.owner, site, { name: n === 3 ? 'Kette' : `Filiale ${n}` })
    await portal.owner.query(`update customers set email = 'filiale@kette.example' where id = $1`, [id])
  }
  const { body } = await member.browser.call(
    'GET',
    `/o/${site.handle}/customers/duplicates?name=Kette&email=neu@kette.example`,
  )
  expect(body).toMatchObject({ more: true })
  expect(body['items']).toHaveLength(5)
  expect((body['items'] as object[])[0]).toMatchObject({ name: 'Kette', reasons: ['name', 'email'] })
})
