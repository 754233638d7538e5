import { beforeAll, expect, test } from 'vitest'
import { makeCustomer, makePartner } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeAll)
let author: Member

beforeAll(async () => {
  author = await makeMember(portal, ahlers, { name: 'Anna Ahlers' })
})

const auditOf = async (member: Member, { handle }: { handle: string }, query = '') =>
  (await member.browser.call('GET', `/o/${handle}/audit${query}`)).body['items'] as Record<string, unknown>[]

async function note(
  about: { type: string; id: string } | null,
  given: { acting?: string; home?: string; person?: string } = {},
): Promise<void> {
  const { acting = ahlers.id, home = acting, person = author.person.name } = given
  await portal.owner.query(
    `insert into audit (operator_id, person_name, home_id, acting_id, action, object_type, object_id, object_name, details)
       values ($1, $2, $3, $4, 'customer.changed', $5, $6, 'Müller Druck GmbH', '{"attributes": "city"}')`,
    [operator.id, person, home, acting, about?.type, about?.id],
  )
}

test('ACC-11a an entry about a record out of sight shows who, what and when, and nothing of the record', async () => {
  await note({ type: 'customer', id: await makeCustomer(portal.owner, ahlers, { contact: author.person.id }) })
  const entry = {
    action: 'customer.changed',
    person: 'Anna Ahlers',
    organization: { id: ahlers.id, name: 'Ahlers IT' },
  }
  const seeing = await makeMember(portal, ahlers)
  expect(await auditOf(seeing, ahlers)).toMatchObject([
    {
      ...entry,
      object: { type: 'customer', name: 'Müller Druck GmbH' },
      redacted: false,
      details: { attributes: 'city' },
    },
  ])
  const blind = await makeMember(portal, ahlers, { visibility: 'none' })
  expect(await auditOf(blind, ahlers)).toMatchObject([{ ...entry, object: null, redacted: true, details: {} }])
  const csv = await portal.server.inject({
    url: `/api/v1/o/${ahlers.handle}/audit.csv`,
    headers: { cookie: blind.browser.cookie },
  })
  expect(csv.body).toContain('nicht sichtbar')
  expect(csv.body).not.toContain('Müller')
})

test('ACC-17 a record of a type that nobody answers for counts as unseen', async () => {
  await note({ type: 'riddle', id: ahlers.id }, { person: 'Rita Riddle' })
  const [entry] = await auditOf(author, ahlers, '?q=riddle')
  expect(entry).toMatchObject({ object: null, redacted: true, details: {} })
})

test('ACC-3 the organisation worked in reads who worked there, and from where', async () => {
  await note(null, { home: operator.id, person: 'Olga Operator' })
  expect(await auditOf(author, ahlers, '?q=olga')).toMatchObject([
    { home: { id: operator.id, name: 'Nordlicht Software AG' }, object: null, redacted: false },
  ])
})

test('ACC-11a the audit reaches downward only, and to who may read it', async () => {
  const brandt = await makePartner(portal.owner, operator, { name: 'Brandt' })
  const site = await makePartner(portal.owner, operator, { name: 'Brandt Kiel', parent: brandt.id, site: true })
  await note(null, { acting: brandt.id, person: 'Above' })
  await note(null, { acting: site.id, person: 'Below' })
  expect((await auditOf(await makeMember(portal, brandt), brandt)).map((entry) => entry['person'])).toEqual([
    'Below',
    'Above',
  ])
  expect((await auditOf(await makeMember(portal, site), site)).map((entry) => entry['person'])).toEqual(['Below'])
  const buyer = await makeMember(portal, brandt, { roles: ['buyer'] })
  expect((await buyer.browser.call('GET', `/o/${brandt.handle}/audit`)).status).toBe(403)
})
