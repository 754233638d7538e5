import { beforeEach, expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { type Browser, openBrowser } from '../../../../test/support/portal.ts'
import { createOperator } from '../organizations/index.ts'
import { addDemoSignIn, fillPorts, newSetupCode } from './index.ts'

const portal = portalFixture()
let browser: Browser
let code: string

const stateOf = async () => (await portal.owner.query('select state from installation')).rows[0].state

beforeEach(async () => {
  // what a set-up has made stays: nothing of it has a name or an address in common with the next one
  await portal.owner.query("update installation set state = 'empty', demo = false")
  await portal.owner.query('truncate demo_sign_ins')
  browser = openBrowser(portal.server)
  code = (await newSetupCode(portal.services.database)) ?? ''
})

let tail = 0
function input(given: object = {}) {
  tail += 1
  return {
    code,
    operator: 'Nordlicht Software AG',
    preset: 'marketplace',
    currency: 'EUR',
    timeZone: 'Europe/Zurich',
    administrator: { name: 'Ina Müller', email: `ina${tail}@nord.example` },
    partner: {
      name: 'Ahlers IT',
      edition: 'basic',
      administrator: { name: 'Anna Ahlers', email: `anna${tail}@ahlers.example` },
    },
    ...given,
  }
}
const setUp = (given: object = {}) => browser.call('POST', '/installation/setup', input(given))

test('a clean set-up makes the operator, its first administrator and the link for the password (PPL-2)', async () => {
  const done = await setUp()
  expect(done).toMatchObject({ status: 201, body: { operator: { name: 'Nordlicht Software AG' } } })
  const [, token] = String(done.body['link']).split('https://portal.example.org/password#')
  expect((await browser.call('POST', '/password-links/use', { token, password: 'Torf Anker Zimt 47' })).status).toBe(
    200,
  )
  const { landing } = (await browser.signIn(String(done.body['login']), 'Torf Anker Zimt 47')).body
  expect(landing).toMatch(/^nordlicht-software-ag-[a-z0-9]{6}$/)
  expect((await browser.call('GET', `/o/${String(landing)}/context`)).body).toMatchObject({
    roles: ['operator_administration'],
    visibility: 'all',
    operator: { currency: 'EUR', timeZone: 'Europe/Zurich' },
  })
  expect((await browser.call('GET', '/me')).body['person']).toMatchObject({ timeZone: 'Europe/Zurich' })
  expect((await browser.call('GET', `/o/${String(landing)}/organizations`)).body['items']).toMatchObject([
    { name: 'Ahlers IT' },
    {},
  ])
  expect((await browser.call('GET', '/installation')).body).toMatchObject({ state: 'ready', demo: false })
})

test('the first partner has an administrator, who is invited', async () => {
  const { email } = input().partner.administrator
  await setUp({ partner: { name: 'Brandt', edition: 'basic', administrator: { name: 'Bert Brandt', email } } })
  const { rows } = await portal.owner.query(
    `select m.status, m.visibility, o.edition from memberships m join organizations o on o.id = m.organization_id
       join outbox e on e.payload ->> 'membershipId' = m.id::text and e.kind = 'membership.invited' where m.email = $1`,
    [email],
  )
  expect(rows).toEqual([{ status: 'invited', visibility: 'all', edition: 'basic' }])
})

test.each([
  [
    'vendor',
    [
      ['customer', '*', null],
      ['partner', '*', null],
    ],
  ],
  [
    'marketplace',
    [
      ['customer', '*', null],
      ['partner', 'basic', 'administration'],
      ['partner', 'basic', 'buyer'],
    ],
  ],
])('ACC-5 the preset %s opens the module of customers', async (preset, expected) => {
  const done = await setUp({ preset })
  const { rows } = await portal.owner.query(
    `select a.kind, a.variant, r.key from module_access a left join roles r on r.operator_id = a.operator_id and r.id = a.role_id
       where a.operator_id = $1 and a.module = 'customers' order by 1, 2, 3`,
    [(done.body['operator'] as { id: string }).id],
  )
  expect(rows.map((row) => [row.kind, row.variant, row.key])).toEqual(expected)
})

test('a set-up runs once: of two at the same time one wins, and later ones are refused', async () => {
  const both = await Promise.all([setUp(), setUp()])
  expect(both.map((reply) => reply.status)).toEqual(expect.arrayContaining([201, 409]))
  expect(await setUp()).toMatchObject({ status: 409, body: { code: 'installation.not_empty' } })
  expect(await newSetupCode(portal.services.database)).toBeNull()
})

test('the code is compared without its hyphens and capitals; ten wrong ones end it until the next start', async () => {
  const check = (given: string) => browser.call('POST', '/installation/code', { code: given })
  expect((await check(code.toLowerCase().replaceAll('-', ' '))).status).toBe(200)
  for (let n = 0; n < 10; n += 1)
    expect(await check('AAAA-AAAA-AAAA')).toMatchObject({ status: 403, body: { code: 'installation.code_wrong' } })
  expect(await check(code)).toMatchObject({ status: 403, body: { code: 'installation.code_dead' } })
  expect((await setUp()).status).toBe(403)
  const next = (await newSetupCode(portal.services.database)) ?? ''
  expect((await check(code)).status).toBe(403)
  expect((await check(next)).status).toBe(200)
})

test('a set-up with a wrong code or time zone leaves nothing behind', async () => {
  const before = await portal.owner.query('select from operators')
  expect((await setUp({ code: 'AAAA-AAAA-AAAA' })).status).toBe(403)
  expect(await setUp({ timeZone: 'Europe/Wedel' })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'timeZone' }] },
  })
  expect(await stateOf()).toBe('empty')
  expect((await portal.owner.query('select from operators')).rowCount).toBe(before.rowCount)
})

test('operators are made only while an installation is not in use', async () => {
  await setUp()
  const operator = { name: 'Late', preset: 'vendor', currency: 'EUR', timeZone: 'Europe/Berlin' } as const
  await expect(portal.services.database.outside((tx) => createOperator(tx, operator))).rejects.toMatchObject({
    code: '42501',
  })
})

test('the demo is loaded as a whole, and only it shows sign-ins', async () => {
  expect((await browser.call('GET', '/demo')).status).toBe(404)
  fillPorts({
    loadDemo: async (tx) => {
      const { handle } = await createOperator(tx, {
        name: 'Hanse',
        preset: 'vendor',
        currency: 'EUR',
        timeZone: 'Europe/Berlin',
      })
      const signIn = {
        login: 'hanna',
        password: 'x',
        person: 'Hanna Hanse',
        handle,
        organization: 'Hanse',
        roles: ['support'],
        visibility: 'own',
      } as const
      await addDemoSignIn(tx, { ...signIn, roles: [...signIn.roles] })
    },
  })
  const both = await Promise.all([
    browser.call('POST', '/installation/demo', {}),
    browser.call('POST', '/installation/demo', {}),
  ])
  expect(both.map((reply) => reply.status)).toEqual(expect.arrayContaining([201, 409]))
  expect((await browser.call('GET', '/installation')).body).toMatchObject({ state: 'ready', demo: true })
  expect((await browser.call('GET', '/demo')).body['items']).toMatchObject([
    { login: 'hanna', person: 'Hanna Hanse', organization: { name: 'Hanse' }, roles: ['support'], visibility: 'own' },
  ])
})

test('more set-ups and demos at once than there are connections wait for nothing that never comes', async () => {
  fillPorts({ loadDemo: async () => undefined })
  const demos = Array.from({ length: 30 }, () => browser.call('POST', '/installation/demo', {}))
  const replies = [...(await Promise.all(demos)), ...(await Promise.all(Array.from({ length: 30 }, () => setUp())))]
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
  expect((await browser.call('GET', '/installation')).body).toMatchObject({ state: 'ready' })
})

test('a demo that fails leaves an empty installation', async () => {
  fillPorts({ loadDemo: () => Promise.reject(new Error('no demo today')) })
  expect((await browser.call('POST', '/installation/demo', {})).status).toBe(500)
  expect(portal.log.splice(0).join('')).toContain('no demo today')
  expect(await stateOf()).toBe('empty')
})

test('a loading that was interrupted is over at the next start', async () => {
  await portal.owner.query("update installation set state = 'loading'")
  expect(await newSetupCode(portal.services.database)).not.toBeNull()
  expect(await stateOf()).toBe('empty')
})
