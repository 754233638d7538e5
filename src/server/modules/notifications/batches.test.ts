import { beforeEach, expect, test } from 'vitest'
import { makeCustomer, makeMembership } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam, type Team } from '../../../../test/support/import-team.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture({ worker: true })
let team: Team
let manager: Member
let operator: { id: string }

beforeEach(async () => {
  team = await makeTeam(portal)
  operator = { id: team.organization.operator }
  manager = await makeMember(portal, operator, { name: 'Vera Betreuerin' })
})

interface Mail {
  id: string
  to: string
  template: string
}

async function mails(): Promise<Mail[]> {
  return (await manager.browser.call('GET', `/o/${operator.id}/outbox`)).body['items'] as Mail[]
}

/** What stands in the Outbox once every event is worked off. */
async function told(events: number): Promise<Mail[]> {
  const settled = async () =>
    (
      await portal.owner.query(
        `select from outbox o join pgboss.job j on j.name = 'events' and j.data ->> 'event' = o.id::text
           where o.operator_id = $1 and o.kind in ('import.ended', 'customers.assignments_moved') and j.state = 'completed'`,
        [operator.id],
      )
    ).rowCount
  await expect.poll(settled, { timeout: 15_000, interval: 50 }).toBe(events)
  return mails()
}

async function textOf({ id }: Mail): Promise<{ status: number; text: string }> {
  const { status, body } = await manager.browser.call('POST', `/o/${operator.id}/outbox/${id}/opening`)
  return { status, text: String(body['text']) }
}

const setManager = (person: string, where = 'true') =>
  portal.owner.query(`update customers set manager_id = $2 where owner_id = $1 and ${where}`, [
    team.organization.id,
    person,
  ])

test('CUS-7, LST-10 an import is told to each account manager in one mail, with those they see when it is sent', async () => {
  const ids = Array.from({ length: 8 }, (_, at) => `K${at + 1}`)
  await team.commit((await team.check(file(...ids.map((id) => line(id))))).id)
  // who came with the import has no account manager yet
  expect(await told(1)).toEqual([])
  const blind = await makeMember(portal, operator, { name: 'Blinder Betreuer' })
  await setManager(manager.person.id)
  await setManager(blind.person.id, "external_id = 'K8'")
  const changed = ids.map((id) => line(id, { Ansprechpartner: id === 'K7' ? 'Zoe Weiss' : 'Jürgen Groß' }))
  await team.commit((await team.check(file(...changed))).id)
  const sent = await told(2)
  expect(sent.map(({ to, template }) => `${to} ${template}`).toSorted()).toEqual(
    [blind, manager].map(({ person }) => `${person.email} contacts_assigned`).toSorted(),
  )
  const of = (member: Member) => sent.find(({ to }) => to === member.person.email) ?? { id: '', to: '', template: '' }
  const { text } = await textOf(of(manager))
  expect(text).toContain('Bei 6 Kunden, die Sie betreuen, hat sich der Partner-Kontakt geändert:')
  expect(text).toMatch(/Firma K1 KG \(K\d+\), Firma K2 KG .*, Firma K5 KG \(K\d+\) und ein weiterer/)
  expect(text).not.toMatch(/Firma K[678] KG/)
  expect(text).toContain('/customers')
  // no longer theirs, no longer named
  await setManager(blind.person.id, "external_id in ('K1', 'K2')")
  expect((await textOf(of(manager))).text).toContain('Bei 4 Kunden')
  await portal.owner.query(`update persons set language = 'en' where id = $1`, [manager.person.id])
  expect((await textOf(of(manager))).text).toContain('The partner contact of 4 customers you look after has changed:')
  await portal.owner.query(`update memberships set visibility = 'none' where person_id = $1`, [blind.person.id])
  expect((await textOf(of(blind))).status).toBe(409)
})

test('CUS-7 an import that changes no contact, or is of the account manager, tells nobody', async () => {
  await team.commit((await team.check(file(line('K1')))).id)
  await setManager(manager.person.id)
  await team.commit((await team.check(file(line('K1', { Ort: 'Kiel', PLZ: '24103' })))).id)
  await setManager(team.maker.person.id)
  await makeMembership(portal.owner, operator, team.maker.person)
  await team.commit((await team.check(file(line('K1', { Ansprechpartner: 'Jürgen Groß' })))).id)
  expect(await told(3)).toEqual([])
})

test('CUS-7 an import that is cancelled, or fails, has told what it took over', async () => {
  const ids = ['K1', 'K2']
  await team.commit((await team.check(file(...ids.map((id) => line(id))))).id)
  await setManager(manager.person.id)
  const { id } = await team.check(file(...ids.map((one) => line(one, { Ansprechpartner: 'Jürgen Groß' }))))
  await team.commit(id)
  await told(2)
  // as if it had been stopped behind its only part
  await portal.owner.query(`delete from mails where operator_id = $1`, [operator.id])
  await portal.owner.query(`update imports set status = 'running' where id = $1`, [id])
  expect((await team.maker.browser.call('POST', `${team.path}/${id}/cancellation`)).status).toBe(200)
  expect((await told(3)).map(({ template }) => template)).toContain('contacts_assigned')
})

test('CUS-7, PPL-7 assignments that move to a successor, or to nobody, are one event and one mail', async () => {
  const partner = team.organization
  const leaver = await makeMember(portal, partner, { name: 'Lea Fort', roles: ['buyer'] })
  const successor = await makeMember(portal, partner, { name: 'Sina Nach', roles: ['buyer'] })
  for (const name of ['Adler', 'Bader', 'Cramer'])
    await makeCustomer(portal.owner, partner, { name, contact: leaver.person.id, manager: manager.person.id })
  await makeCustomer(portal.owner, partner, { name: 'Dorn', contact: leaver.person.id })
  const removal = `/o/${partner.handle}/people/${leaver.membership}/removal`
  expect((await team.maker.browser.call('POST', removal, { successor: successor.person.id })).status).toBe(204)
  const [first, ...others] = await told(1)
  expect([first?.to, others]).toEqual([manager.person.email, []])
  const { text } = await textOf(first ?? { id: '', to: '', template: '' })
  expect(text).toMatch(/Bei 3 Kunden, .*:\n\nAdler \(K\d+\), Bader \(K\d+\) und Cramer \(K\d+\)\n/)
  expect((await successor.browser.call('DELETE', `/me/memberships/${successor.membership}`)).status).toBe(204)
  expect((await told(2)).map(({ to }) => to)).toEqual([manager.person.email, manager.person.email])
  // who was responsible for nothing leaves without a word
  const idle = await makeMember(portal, partner, { roles: ['buyer'] })
  expect((await idle.browser.call('DELETE', `/me/memberships/${idle.membership}`)).status).toBe(204)
  expect(await told(2)).toHaveLength(2)
})
