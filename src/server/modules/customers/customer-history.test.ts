import { beforeEach, expect, test } from 'vitest'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)
let admin: Member
let at: string

beforeEach(async () => {
  admin = await makeMember(portal, partner)
  const path = `/o/${partner.handle}/customers`
  const { body } = await admin.browser.call('POST', path, {
    name: 'Müller Druck GmbH',
    status: 'prospect',
    email: 'info@mueller.example',
    street: 'Am Markt 1',
    postalCode: '24103',
    city: 'Kiel',
    country: 'DE',
  })
  at = `${path}/${String(body['id'])}`
})

/** Changes the customer, whose revision is told. */
async function change(fields: object, revision: number): Promise<void> {
  const reply = await admin.browser.call('PATCH', at, fields, { 'if-match': `"${revision}"` })
  expect(reply.status).toBe(200)
}

/** From now on the administrators of the partner may not read the telephone number. */
async function hidePhone(): Promise<void> {
  await portal.owner.query(
    `update roles set hidden_attributes = '{customer.phone}' where operator_id = $1 and key = 'administration'`,
    [operator.id],
  )
}

test('ACC-14, ACC-15 history pages are full where attributes are hidden, and texts kept from hidden fields are not shown', async () => {
  for (const revision of [1, 2, 3, 4, 5]) await change({ phone: `0431 12345${revision}` }, revision)
  const id = at.split('/').at(-1)
  await portal.owner.query(
    `update customers set imported = '{"Telefon": "n/a", "Bemerkung": "x"}', imported_fields = '{"Telefon": ["phone"]}' where id = $1`,
    [id],
  )
  await hidePhone()
  expect((await admin.browser.call('GET', at)).body['imported']).toEqual({ Bemerkung: 'x' })
  const { body } = await admin.browser.call('GET', `${at}/history?limit=2`)
  expect(body).toMatchObject({
    more: false,
    items: [{ changes: [{ attribute: 'imported.Bemerkung' }] }, { action: 'created' }],
  })
  expect(JSON.stringify(body)).not.toContain('n/a')
  await portal.owner.query(`update customers set imported = '{"Bemerkung": "x"}' where id = $1`, [id])
  expect((await admin.browser.call('GET', `${at}/history?limit=2`)).body).toEqual(body)
})

test('ACC-15 an entry of history about a hidden and a readable attribute tells the readable one alone', async () => {
  await change({ phone: '0431 777777', city: 'Schleswig' }, 1)
  await hidePhone()
  const { body } = await admin.browser.call('GET', `${at}/history`)
  expect(body).toMatchObject({
    items: [{ changes: [{ attribute: 'city', after: 'Schleswig' }] }, { action: 'created' }],
  })
  expect((body['items'] as { changes: unknown[] }[])[0]?.changes).toHaveLength(1)
  expect(JSON.stringify(body)).not.toContain('777777')
})
