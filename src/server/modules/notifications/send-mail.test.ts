import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeMembership, makePerson, type Person } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { type MailServer, startMailServer, tokenIn } from '../../../../test/support/mail-server.ts'
import { openBrowser } from '../../../../test/support/portal.ts'

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
let anna: Person

beforeAll(async () => {
  // tests do not wait as long as mail servers do
  await portal.owner.query(`update pgboss.queue set retry_delay = 1, retry_backoff = false where name = 'mail'`)
})

beforeEach(async () => {
  mails.reset()
  anna = await makePerson(portal.owner)
  await makeMembership(portal.owner, partner, anna)
})
afterEach(() => {
  for (const line of portal.log.splice(0)) expect(line).toContain('a job has failed and is tried again')
})

async function askForLink(login: string): Promise<void> {
  expect((await openBrowser(portal.server).call('POST', '/password-links', { login })).status).toBe(202)
}

async function stands(): Promise<{ status: string; attempts: number; last_error: string | null }[]> {
  return (
    await portal.owner.query('select status, attempts, last_error from mails where operator_id = $1', [operator.id])
  ).rows
}

function becomes(expected: object): Promise<void> {
  return expect.poll(stands, { timeout: 20_000, interval: 50 }).toEqual([expected])
}

const statusOf = async (token: string) =>
  (await openBrowser(portal.server).call('POST', '/password-links/status', { token })).body['usable']

test('NTF-3 a link is made while its mail is sent, and stands in no table', async () => {
  await askForLink(anna.email)
  await becomes({ status: 'sent', attempts: 1, last_error: null })
  const [mail] = mails.delivered
  expect(mail).toMatchObject({
    to: anna.email,
    messageId: expect.stringMatching(/^<[0-9a-f-]{36}@portal\.example\.org>$/),
  })
  expect(mail?.text).toContain('multipart/alternative')
  const token = tokenIn(mail)
  expect(token).not.toBe('')
  expect(await statusOf(token)).toBe(true)
  for (const table of ['mails', 'outbox', 'pgboss.job', 'password_links']) {
    const { rows } = await portal.owner.query(`select t::text as row from ${table} t`)
    expect(rows.every(({ row }) => !row.includes(token))).toBe(true)
  }
  // whoever may read the Outbox does not get the link of a mail that is delivered
  const staff = await makePerson(portal.owner)
  await makeMembership(portal.owner, operator, staff)
  const browser = openBrowser(portal.server)
  await browser.signIn(staff.login, staff.password ?? '')
  const list = (await browser.call('GET', `/o/${operator.handle}/outbox`)).body as {
    server: boolean
    items: { id: string; status: string }[]
  }
  expect(list).toMatchObject({ server: true, items: [{ status: 'sent' }] })
  const opened = await browser.call('POST', `/o/${operator.handle}/outbox/${list.items[0]?.id}/opening`)
  expect(opened.status).toBe(200)
  expect(JSON.stringify(opened.body)).not.toContain('password#')
  expect(await statusOf(token)).toBe(true)
})

test('NTF-2 a server that refuses for now gets the mail later', async () => {
  mails.moods = ['refuse for now', 'refuse for now']
  await askForLink(anna.email)
  await becomes({ status: 'sent', attempts: 3, last_error: null })
  expect(mails.delivered).toHaveLength(1)
})

test('NTF-2 a server that drops the connection after taking a mail gets the same mail again, and both links work', async () => {
  mails.moods = ['drop after taking']
  await askForLink(anna.email)
  await becomes({ status: 'sent', attempts: 2, last_error: null })
  expect(new Set(mails.delivered.map(({ messageId }) => messageId)).size).toBe(1)
  const tokens = mails.delivered.map(tokenIn)
  expect(await Promise.all(tokens.map(statusOf))).toEqual([true, true])
  const reply = await openBrowser(portal.server).call('POST', '/password-links/use', {
    token: tokens[0],
    password: 'Kürbis-Lotse-Quarz-Tinte',
  })
  expect(reply.status).toBe(200)
  expect(await statusOf(tokens[1] ?? '')).toBe(false)
})

test('PPL-3 a link that is tried again after signing in with the old password does not arrive', async () => {
  mails.moods = ['drop after taking']
  await portal.owner.query(`update pgboss.queue set retry_delay = 4 where name = 'mail'`)
  await askForLink(anna.email)
  await becomes({ status: 'queued', attempts: 1, last_error: expect.any(String) })
  const [first] = mails.delivered
  await openBrowser(portal.server).signIn(anna.login, anna.password ?? '')
  expect(await statusOf(tokenIn(first))).toBe(false)
  await becomes({ status: 'withdrawn', attempts: 1, last_error: expect.any(String) })
  await portal.owner.query(`update pgboss.queue set retry_delay = 1 where name = 'mail'`)
  expect(mails.delivered).toHaveLength(1)
})

test('PPL-3 an older mail that is tried again does not end the link of a newer one', async () => {
  mails.moods = ['refuse for now']
  await portal.owner.query(`update pgboss.queue set retry_delay = 4 where name = 'mail'`)
  await askForLink(anna.email)
  await becomes({ status: 'queued', attempts: 1, last_error: '451' })
  await askForLink(anna.login)
  await expect
    .poll(async () => (await stands()).map(({ status }) => status).toSorted(), { timeout: 20_000 })
    .toEqual(['sent', 'withdrawn'])
  await portal.owner.query(`update pgboss.queue set retry_delay = 1 where name = 'mail'`)
  expect(mails.delivered).toHaveLength(1)
  const [newer] = mails.delivered
  expect(await statusOf(tokenIn(newer))).toBe(true)
})

test('NTF-2 an address that does not exist is not tried again', async () => {
  const nobody = await makePerson(portal.owner)
  mails.unknown.add(nobody.email)
  await makeMembership(portal.owner, partner, nobody)
  await askForLink(nobody.email)
  await becomes({ status: 'failed', attempts: 1, last_error: '550' })
})

test('ACC-4 a mail whose recipient lost the membership meanwhile is withdrawn', async () => {
  mails.moods = ['refuse for now']
  await askForLink(anna.email)
  await becomes({ status: 'queued', attempts: 1, last_error: '451' })
  await portal.owner.query(`update memberships set status = 'ended' where person_id = $1`, [anna.id])
  await becomes({ status: 'withdrawn', attempts: 1, last_error: '451' })
  expect(mails.delivered).toEqual([])
})

test('ACC-8a a suspended partner gets no mail', async () => {
  await portal.owner.query(`update organizations set status = 'suspended' where id = $1`, [partner.id])
  await askForLink(anna.email)
  const events = await portal.owner.query(
    `select from outbox where operator_id = $1 and kind = 'password_link.requested'`,
    [operator.id],
  )
  expect(events.rowCount).toBe(0)
})
