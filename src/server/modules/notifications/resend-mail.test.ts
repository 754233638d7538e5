import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeMembership, makeOperator, makePerson } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { type MailServer, startMailServer, tokenIn } from '../../../../test/support/mail-server.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'
import { openBrowser } from '../../../../test/support/portal.ts'
import { releaseKept } from './release-kept.ts'

let mails: MailServer
beforeAll(async () => {
  mails = await startMailServer()
})
afterAll(() => mails.close())
const portal = portalFixture(() => ({
  worker: true,
  env: { SMTP_URL: mails.url, MAIL_FROM: 'Kontor <portal@example.org>' },
}))
const { operator, partner } = partnerFixture(portal, beforeEach)
let staff: Member

beforeEach(async () => {
  mails.reset()
  staff = await makeMember(portal, operator, { name: 'Olaf Betreiber' })
})

const resend = (id: string, by = staff) => by.browser.call('POST', `/o/${operator.handle}/outbox/${id}/sending`)

async function listed() {
  const { body } = await staff.browser.call('GET', `/o/${operator.handle}/outbox`)
  return body['items'] as { id: string; status: string; can: { resend: { ok: boolean; why?: string } } }[]
}

const row = async (id: string) =>
  (await portal.owner.query('select status, attempts from mails where id = $1', [id])).rows[0]
async function becomes(id: string, expected: object): Promise<void> {
  await expect.poll(() => row(id), { timeout: 20_000, interval: 50 }).toMatchObject(expected)
}

/** A mail that stands in the table, about somebody of the partner. */
async function put(given: {
  template: string
  status: string
  person: { id: string }
  params?: object
  age?: string
}): Promise<string> {
  const { template, status, person, params = {}, age = '1 minute' } = given
  const { rows } = await portal.owner.query<{ id: string }>(
    `insert into mails (operator_id, organization_id, person_id, template, params, status, created_at)
       values ($1, $2, $3, $4, $5, $6, now() - $7::interval) returning id`,
    [operator.id, partner.id, person.id, template, params, status, age],
  )
  return rows[0]?.id ?? ''
}

async function invited(name = 'Berta Neu') {
  const person = await makePerson(portal.owner, { name, password: null })
  return {
    person,
    params: { membershipId: await makeMembership(portal.owner, partner, person, { status: 'invited' }) },
  }
}

const usable = async (token: string) =>
  (await openBrowser(portal.server).call('POST', '/password-links/status', { token })).body['usable']

test('NTF-2 a mail that was not delivered is sent again once, with a link that works, and audited', async () => {
  const { person, params } = await invited()
  mails.unknown.add(person.email)
  const id = await put({ template: 'invitation', status: 'failed', person, params })
  expect((await listed()).map(({ can }) => can)).toEqual([{ resend: { ok: true } }])
  expect(await resend(id)).toMatchObject({ status: 202, body: { accepted: true } })
  // refused again: no further try by itself
  await becomes(id, { status: 'failed', attempts: 1 })
  mails.unknown.delete(person.email)
  const replies = await Promise.all([resend(id), resend(id), resend(id)])
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409])
  await becomes(id, { status: 'sent', attempts: 2 })
  expect(mails.delivered.map(({ to }) => to)).toEqual([person.email])
  expect(await usable(tokenIn(mails.delivered[0]))).toBe(true)
  expect(await resend(id)).toMatchObject({ status: 409, body: { code: 'mails.not_failed' } })
  expect((await listed()).map(({ can }) => can)).toEqual([{ resend: { ok: false, why: 'mails.not_failed' } }])
  const audit = await portal.owner.query(
    `select person_name, object_id, details from audit where operator_id = $1 and action = 'mail.resent'`,
    [operator.id],
  )
  expect(audit.rows).toEqual(
    Array.from({ length: 2 }, () => ({
      person_name: 'Olaf Betreiber',
      object_id: id,
      details: { template: 'invitation' },
    })),
  )
})

test('PPL-3 a mail whose link a newer one has replaced is withdrawn instead', async () => {
  const { person, params } = await invited()
  const older = await put({ template: 'invitation', status: 'failed', person, params, age: '2 hours' })
  const newer = await put({ template: 'invitation', status: 'kept', person, params })
  expect((await resend(newer)).status).toBe(202)
  await becomes(newer, { status: 'sent' })
  expect((await resend(older)).status).toBe(202)
  await becomes(older, { status: 'withdrawn', attempts: 0 })
  expect(mails.delivered).toHaveLength(1)
  expect(await usable(tokenIn(mails.delivered[0]))).toBe(true)
})

test('ACC-12 only who reads the Outbox sends again, and only where it is theirs', async () => {
  const { person, params } = await invited()
  const id = await put({ template: 'invitation', status: 'failed', person, params })
  const support = await makeMember(portal, operator, { roles: ['support'] })
  expect((await resend(id, support)).status).toBe(403)
  const elsewhere = await makeOperator(portal.owner, { name: 'Hanse' })
  const stranger = await makeMember(portal, elsewhere)
  expect((await stranger.browser.call('POST', `/o/${elsewhere.handle}/outbox/${id}/sending`)).status).toBe(404)
  expect((await staff.browser.call('POST', `/o/${partner.handle}/outbox/${id}/sending`)).status).toBe(404)
  expect(await row(id)).toEqual({ status: 'failed', attempts: 0 })
})

test('NTF-3 what was kept is sent once there is a mail server, while its link would live and the person has access', async () => {
  const fresh = await invited('Frisch')
  const late = await invited('Spät')
  const gone = await invited('Fort')
  const known = await makePerson(portal.owner)
  await makeMembership(portal.owner, partner, known)
  const kept = { status: 'kept', template: 'invitation' }
  const ids = {
    fresh: await put({ ...kept, ...fresh, age: '6 days' }),
    late: await put({ ...kept, ...late, age: '8 days' }),
    gone: await put({ ...kept, ...gone }),
    // a replacement link lives for a day
    link: await put({ ...kept, template: 'password_link', person: known, age: '23 hours' }),
    oldLink: await put({ ...kept, template: 'password_link', person: known, age: '25 hours' }),
  }
  await portal.owner.query(`update memberships set status = 'ended' where person_id = $1`, [gone.person.id])
  await Promise.all([releaseKept(portal.services), releaseKept(portal.services)])
  await becomes(ids.fresh, { status: 'sent', attempts: 1 })
  await becomes(ids.link, { status: 'sent', attempts: 1 })
  await becomes(ids.gone, { status: 'withdrawn', attempts: 0 })
  expect(await row(ids.late)).toEqual({ status: 'kept', attempts: 0 })
  expect(await row(ids.oldLink)).toEqual({ status: 'kept', attempts: 0 })
  expect(mails.delivered.map(({ to }) => to).toSorted()).toEqual([fresh.person.email, known.email].toSorted())
  for (const mail of mails.delivered) expect(await usable(tokenIn(mail))).toBe(true)
  // one that is late is somebody's decision
  expect((await resend(ids.late)).status).toBe(202)
  await becomes(ids.late, { status: 'sent', attempts: 1 })
})

test('NTF-3 nobody gets a mail of a demo world', async () => {
  const { person, params } = await invited()
  const id = await put({ template: 'invitation', status: 'kept', person, params })
  await portal.owner.query('update installation set demo = true')
  await releaseKept(portal.services)
  await portal.owner.query('update installation set demo = false')
  expect(await row(id)).toEqual({ status: 'kept', attempts: 0 })
})
