import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import {
  makeCustomer,
  makeMembership,
  makeOperator,
  makePerson,
  type Person,
} from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { type Browser, openBrowser } from '../../../../test/support/portal.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import { writeMails } from './write-mails.ts'

interface Row {
  id: string
  to: string
  template: string
  subject: string
  status: string
  hasLink: boolean
}

const portal = portalFixture({ worker: true })
const { operator, partner } = partnerFixture(portal, beforeEach)
let staff: Person
let admin: Person
let outbox: Browser

beforeEach(async () => {
  staff = await makePerson(portal.owner, { name: 'Olaf Betreiber' })
  admin = await makePerson(portal.owner, { name: 'Anna Ahlers' })
  await makeMembership(portal.owner, operator, staff)
  await makeMembership(portal.owner, partner, admin)
  outbox = await signedIn(staff)
})

async function signedIn(person: Person): Promise<Browser> {
  const browser = openBrowser(portal.server)
  await browser.signIn(person.login, person.password ?? '')
  return browser
}

async function mails(browser = outbox, path = `/o/${operator.handle}/outbox`): Promise<Row[]> {
  return (await browser.call('GET', path)).body['items'] as Row[]
}

async function arrived(count: number): Promise<Row[]> {
  await expect.poll(async () => (await mails()).length, { timeout: 15_000, interval: 50 }).toBe(count)
  return mails()
}

async function open(id = '') {
  const { status, body } = await outbox.call('POST', `/o/${operator.handle}/outbox/${id}/opening`)
  const text = String(body['text'])
  return {
    status,
    text,
    html: String(body['html']),
    code: body['code'],
    token: /\/password#([\w-]+)/.exec(text)?.[1] ?? '',
  }
}

async function invite(email: string, name = 'Bärbel Öz'): Promise<void> {
  const role = await portal.owner.query(`select id from roles where operator_id = $1 and key = 'collaboration'`, [
    operator.id,
  ])
  const body = { name, email, roles: [role.rows[0].id], visibility: 'own' }
  expect((await (await signedIn(admin)).call('POST', `/o/${partner.handle}/people`, body)).status).toBe(201)
}

function tell(kind: string, payload: Record<string, string>): Promise<void> {
  return portal.services.database.outside(async (tx) => {
    await sql`select access.enter_system(${operator.id})`.execute(tx)
    await emit(tx, portal.services, { operatorId: operator.id, kind, payload })
  })
}

test('NTF-3 an invitation is kept without link; opening it makes one, ends earlier ones, and is audited', async () => {
  const email = `baerbel.${admin.email}`
  await invite(email)
  const [mail] = await arrived(1)
  expect(mail).toMatchObject({
    to: email,
    template: 'invitation',
    subject: 'Einladung zu Ahlers IT',
    status: 'kept',
    hasLink: true,
  })
  expect(
    (
      await portal.owner.query('select from password_links l join persons p on p.id = l.person_id where p.email = $1', [
        email,
      ])
    ).rowCount,
  ).toBe(0)
  const [first, second] = [await open(mail?.id), await open(mail?.id)]
  expect(first.text).toContain('Guten Tag Bärbel Öz,')
  expect(first.text).toContain(
    'Anna Ahlers lädt Sie ein, im Partnerportal von Nordlicht Software AG für Ahlers IT zu arbeiten.',
  )
  expect(first.text).toContain(
    'Niemand von Nordlicht Software AG oder Ahlers IT wird Sie jemals nach Ihrem Passwort fragen.',
  )
  expect(first.text).toContain(`https://portal.example.org/password#${first.token}`)
  const use = (token: string) =>
    openBrowser(portal.server).call('POST', '/password-links/use', { token, password: 'Kürbis-Lotse-Quarz-Tinte' })
  expect((await use(first.token)).status).toBe(410)
  expect((await use(second.token)).status).toBe(200)
  const { rows } = await portal.owner.query(
    `select person_name, object_name, details from audit where operator_id = $1 and action = 'mail.opened'`,
    [operator.id],
  )
  expect(rows).toEqual(
    Array.from({ length: 2 }, () => ({
      person_name: 'Olaf Betreiber',
      object_name: 'Bärbel Öz',
      details: { template: 'invitation' },
    })),
  )
  // accepted by using the link: there is nothing to invite to any more
  expect(await open(mail?.id)).toMatchObject({ status: 409, code: 'mails.withdrawn' })
})

test('NTF-3 no administrator gets a password link of somebody who is invited by another operator too', async () => {
  const email = `beide.${admin.email}`
  await invite(email)
  const [mail] = await arrived(1)
  const early = (await open(mail?.id)).token
  const { rows } = await portal.owner.query('select id from persons where email = $1', [email])
  const elsewhere = await makeOperator(portal.owner, { name: 'Hanse Distribution GmbH' })
  const theirs = await makeMembership(portal.owner, elsewhere, rows[0], { status: 'invited' })
  const opened = await open(mail?.id)
  expect(opened).toMatchObject({ status: 200, token: '' })
  expect(opened.text).toContain('Kein Passwort-Link: Diese Adresse gehört auch zu einem anderen Betreiber.')
  // and none was made: the earlier one, from before the other invitation, is the only one, and accepts its own alone
  const used = await openBrowser(portal.server).call('POST', '/password-links/use', {
    token: early,
    password: 'Kürbis-Lotse-Quarz-Tinte',
  })
  expect(used.status).toBe(200)
  const status = (await portal.owner.query('select status from memberships where id = $1', [theirs])).rows
  expect(status).toEqual([{ status: 'invited' }])
})

test('NTF-3 somebody who has an account is asked to sign in, under the name the inviter wrote', async () => {
  const known = await makePerson(portal.owner, { name: 'Dr. Geheim Name', language: 'en' })
  await invite(known.email, 'G. Name')
  const [mail] = await arrived(1)
  expect(mail).toMatchObject({
    template: 'invitation_to_further',
    subject: 'Invitation to Ahlers IT',
    hasLink: false,
  })
  const { text } = await open(mail?.id)
  expect(text).toContain('Hello G. Name,')
  expect(text).toContain('https://portal.example.org/account')
  expect(text).not.toContain('Geheim')
})

test('NTF-3 the Outbox is for the operator administration alone', async () => {
  await invite(`x.${admin.email}`)
  const [mail] = await arrived(1)
  const browser = await signedIn(admin)
  expect((await browser.call('GET', `/o/${partner.handle}/outbox`)).status).toBe(403)
  const stranger = await makePerson(portal.owner)
  const elsewhere = await makeOperator(portal.owner, { name: 'Hanse Distribution GmbH' })
  await makeMembership(portal.owner, elsewhere, stranger)
  const foreign = await signedIn(stranger)
  expect(await mails(foreign, `/o/${elsewhere.handle}/outbox`)).toEqual([])
  expect((await foreign.call('POST', `/o/${elsewhere.handle}/outbox/${mail?.id}/opening`)).status).toBe(404)
  // working as a partner, the operator's staff reads none either
  expect(await mails(outbox, `/o/${partner.handle}/outbox`)).toEqual([])
  expect((await outbox.call('POST', `/o/${partner.handle}/outbox/${mail?.id}/opening`)).status).toBe(404)
})

test('NTF-3 the Outbox pages by id, newest first', async () => {
  for (const n of [1, 2, 3]) await invite(`p${n}.${admin.email}`)
  const all = await arrived(3)
  const page = await outbox.call('GET', `/o/${operator.handle}/outbox?limit=2`)
  expect(page.body).toMatchObject({ more: true, server: false, items: all.slice(0, 2) })
  expect(await mails(outbox, `/o/${operator.handle}/outbox?before=${all[1]?.id}`)).toEqual(all.slice(2))
  expect(all.map(({ to }) => to)).toEqual([3, 2, 1].map((n) => `p${n}.${admin.email}`))
})

test('ACC-4 who lost the membership gets nothing', async () => {
  const email = `gone.${admin.email}`
  await invite(email)
  const [mail] = await arrived(1)
  await portal.owner.query(`update memberships set status = 'ended' where email = $1`, [email])
  expect(await open(mail?.id)).toMatchObject({ status: 409, code: 'mails.withdrawn' })
})

test('PPL-3 a replacement link that was asked for', async () => {
  await openBrowser(portal.server).call('POST', '/password-links', { login: admin.email })
  const [mail] = await arrived(1)
  expect(mail).toMatchObject({ template: 'password_link', subject: 'Link für Ihr Passwort', to: admin.email })
  const { text } = await open(mail?.id)
  expect(text).toContain('Ihr bisheriges Passwort gilt, bis Sie den Link benutzen.')
})

test('ACC-9 who raises the own visibility is named to the other administrators', async () => {
  const other = await makePerson(portal.owner, { name: 'Birte Brandt' })
  await makeMembership(portal.owner, partner, other, { roles: ['management'] })
  const buyer = await makePerson(portal.owner)
  await makeMembership(portal.owner, partner, buyer, { roles: ['buyer'] })
  const rising = await makePerson(portal.owner, { name: 'Rolf Riese' })
  const membershipId = await makeMembership(portal.owner, partner, rising, { visibility: 'none' })
  const browser = await signedIn(rising)
  const reply = await browser.call(
    'PATCH',
    `/o/${partner.handle}/people/${membershipId}`,
    { visibility: 'all' },
    { 'if-match': '"1"' },
  )
  expect(reply.status).toBe(200)
  const told = await arrived(2)
  expect(told.map(({ to }) => to).toSorted()).toEqual([admin.email, other.email].toSorted())
  expect((await open(told[0]?.id)).text).toContain(
    'Rolf Riese hat in Ahlers IT die eigene Sichtbarkeit von Kundendaten auf „Alle“ erhöht.',
  )
})

test('CUS-7, NTF-2 the account manager is told of a new contact, as long as they see the customer', async () => {
  const customerId = await makeCustomer(portal.owner, partner, {
    name: 'Müller <Druck> & Söhne',
    contact: admin.id,
    manager: staff.id,
  })
  await tell('customer.contact_assigned', { customerId })
  const [mail] = await arrived(1)
  const { text, html } = await open(mail?.id)
  expect(text).toMatch(/Partner-Kontakt von Müller <Druck> & Söhne \(K\d+\) ist jetzt Anna Ahlers\./)
  expect(text).toContain(`https://portal.example.org/o/${operator.handle}/customers/${customerId}`)
  expect(html).toContain('Müller &lt;Druck&gt; &amp; Söhne')
  // the reader of the Outbox is still who they were
  expect((await outbox.call('GET', `/o/${operator.handle}/context`)).body).toMatchObject({
    organization: { id: operator.id },
  })
  await portal.owner.query(
    `update roles set hidden_attributes = '{customer.contact}' where operator_id = $1 and key = 'operator_administration'`,
    [operator.id],
  )
  expect((await open(mail?.id)).text).toMatch(/Der Partner-Kontakt von .* hat sich geändert\./)
  const reader = await makePerson(portal.owner)
  await makeMembership(portal.owner, operator, reader)
  await portal.owner.query(`update memberships set visibility = 'none' where person_id = $1`, [staff.id])
  outbox = await signedIn(reader)
  expect(await open(mail?.id)).toMatchObject({ status: 409 })
})

test('NTF-2 an event that is worked off twice writes its mails once', async () => {
  await invite(`twice.${admin.email}`)
  await arrived(1)
  const { rows } = await portal.owner.query('select id from outbox where operator_id = $1 and kind = $2', [
    operator.id,
    'membership.invited',
  ])
  await writeMails(portal.services, operator.id, rows[0].id)
  expect(await mails()).toHaveLength(1)
})

test('ACC-11a mails are changed by the operator where it acts itself, and nothing is written by who only looks', async () => {
  const params = { operator_id: operator.id, organization_id: partner.id, person_id: admin.id }
  await portal.owner.query(
    "insert into mails (operator_id, organization_id, person_id, template) values ($1, $2, $3, 'password_link')",
    Object.values(params),
  )
  const change = (organization: string, looking: boolean) =>
    portal.services.database.outside(async (tx) => {
      await sql`select access.enter_person(${staff.id}, ${organization}, null, false, null)`.execute(tx)
      if (looking) await sql`select access.put('read_only', 't')`.execute(tx)
      return (await sql`update mails set last_error = 'seen'`.execute(tx)).numAffectedRows
    })
  expect(await change(operator.handle, false)).toBe(1n)
  expect(await change(operator.handle, true)).toBe(0n)
  expect(await change(partner.handle, false)).toBe(0n)
  const telling = portal.services.database.outside(async (tx) => {
    await sql`select access.enter_person(${staff.id}, ${operator.handle}, null, false, null), access.put('read_only', 't')`.execute(
      tx,
    )
    await tx.insertInto('outbox').values({ operator_id: operator.id, kind: 'x', payload: {} }).execute()
  })
  await expect(telling).rejects.toThrow('row-level security')
})
