import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  makeCustomer,
  makeMembership,
  makeOperator,
  makePartner,
  makePerson,
} from '../../../../test/support/factories.ts'
import type { Operator, Organization } from '../../../../test/support/factories.ts'
import { SavedView } from '../../../api/views.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'
import { openBrowser, openPortal, type Portal } from '../../../../test/support/portal.ts'

let portal: Portal
let operator: Operator
let partner: Organization
let site: Organization
let staff: Member

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())
beforeEach(async () => {
  operator = await makeOperator(portal.owner)
  partner = await makePartner(portal.owner, operator)
  site = await makePartner(portal.owner, operator, { parent: partner.id, site: true })
  staff = await makeMember(portal, operator)
})

const state = {
  filter: { city: { contains: 'Ham' } },
  sort: '-city',
  columns: [{ key: 'name', width: 300 }, { key: 'city' }],
}
const body = { name: 'Hamburg', shared: false, state }

const at = (of: { handle: string }, rest: string) => `/o/${of.handle}/customers${rest}`

async function save({ browser }: Member, of: { handle: string }, change: object = {}): Promise<SavedView> {
  const reply = await browser.call('POST', at(of, '/views'), { ...body, ...change })
  expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  return SavedView.parse(reply.body)
}

async function offered({ browser }: Member, of: { handle: string }): Promise<SavedView[]> {
  const { body: found } = await browser.call('GET', at(of, '/views'))
  return SavedView.array().parse(found['items'])
}

const namesOf = async (member: Member, of: { handle: string }) => (await offered(member, of)).map(({ name }) => name)

/** Somebody of the partner with a role of their own that hides these attributes. */
async function makeReader(
  visibility: 'all' | 'own' | 'none',
  hidden: readonly string[] = [],
  language: 'de' | 'en' = 'de',
): Promise<Member> {
  const key = `rolle-${visibility}-${hidden.join('-')}`
  await portal.owner.query(
    `insert into roles (operator_id, key, audience, name, permissions, hidden_attributes)
       values ($1, $2, 'partner', $2, '{customers.read}', $3)`,
    [operator.id, key, hidden.map((attribute) => `customer.${attribute}`)],
  )
  const person = await makePerson(portal.owner, { language })
  const membership = await makeMembership(portal.owner, partner, person, { visibility, roles: [key] })
  const browser = openBrowser(portal.server)
  await browser.signIn(person.login, person.password ?? '')
  return { person, membership, browser }
}

describe('settings of a list (LST-5)', () => {
  test('are kept per membership and list, and stand on every device', async () => {
    const { person, browser } = await makeMember(portal, partner)
    await makeMembership(portal.owner, site, person)
    const mine = { columns: [{ key: 'city', width: 180 }, { key: 'name' }], pinned: 1, sort: '-city', limit: 50 }
    expect((await browser.call('PUT', at(partner, '/settings'), mine)).status).toBe(204)
    const second = openBrowser(portal.server)
    await second.signIn(person.login, person.password ?? '')
    expect((await second.call('GET', at(partner, '/settings'))).body).toMatchObject({ state: mine, view: null })
    expect((await second.call('GET', at(site, '/settings'))).body).toMatchObject({ state: {} })
    expect((await second.call('GET', `/o/${partner.handle}/audit/settings`)).body).toMatchObject({ state: {} })
  })

  test('an address beats them, keeps the columns and stores nothing', async () => {
    const { browser } = await makeMember(portal, partner)
    const mine = { filter: { city: { contains: 'Ham' } }, columns: [{ key: 'name', width: 333 }, { key: 'city' }] }
    await browser.call('PUT', at(partner, '/settings'), mine)
    const open = async (search: string) => (await browser.call('GET', at(partner, `/settings${search}`))).body['state']
    expect(await open('?sort=-name')).toEqual({ sort: '-name', columns: mine.columns })
    expect(await open('?filter=status:in=prospect')).toMatchObject({ filter: { status: { in: ['prospect'] } } })
    expect(await open('?columns=phone,name')).toEqual({
      ...mine,
      columns: [{ key: 'phone' }, { key: 'name', width: 333 }],
    })
    expect(await open('')).toEqual(mine)
  })

  test('a view that was opened is followed until it is changed', async () => {
    const member = await makeMember(portal, partner)
    const { id } = await save(member, partner)
    const open = async (search = '') => (await member.browser.call('GET', at(partner, `/settings${search}`))).body
    expect(await open(`?view=${id}`)).toMatchObject({ state, view: id })
    await member.browser.call('PUT', at(partner, '/settings'), { view: id })
    expect(await open()).toMatchObject({ state, view: id })
    const kept = { sort: 'name', columns: [{ key: 'name', width: 500 }] }
    await member.browser.call('PUT', at(partner, '/settings'), { view: id, ...kept })
    expect(await open()).toMatchObject({ state: kept, view: id })
    expect(await open(`?view=${id}&sort=-name`)).toMatchObject({ state: { ...kept, sort: '-name' }, view: id })
    await member.browser.call('DELETE', at(partner, `/views/${id}`))
    expect(await open()).toMatchObject({ state: kept, view: null })
    expect((await member.browser.call('GET', at(partner, `/settings?view=${id}`))).status).toBe(404)
  })

  test('ACC-19 seen as somebody the list opens as theirs, and stores nothing', async () => {
    const viewer = await makeMember(portal, partner)
    const { person, browser } = await makeMember(portal, partner, { roles: ['buyer'] })
    await browser.call('PUT', at(partner, '/settings'), { sort: '-city' })
    const path = at(partner, `/settings?viewAs=${person.id}`)
    expect((await viewer.browser.call('GET', path)).body).toMatchObject({ state: { sort: '-city' } })
    const refused = await viewer.browser.call('PUT', path, { sort: 'name' })
    expect([refused.status, refused.body['code']]).toEqual([403, 'access.view_as_read_only'])
    expect((await viewer.browser.call('GET', at(partner, '/settings'))).body).toMatchObject({ state: {} })
  })

  test('ACC-3 while working as, settings and views are those of the home membership', async () => {
    await staff.browser.call('PUT', at(operator, '/settings'), { sort: '-city' })
    await save(staff, operator)
    const colleague = await makeMember(portal, partner)
    await save(colleague, partner, { name: 'Vom Partner', shared: true })
    expect((await staff.browser.call('GET', at(partner, '/settings'))).body).toMatchObject({ state: { sort: '-city' } })
    expect(await namesOf(staff, partner)).toEqual(['Hamburg'])
    await staff.browser.call('PUT', at(partner, '/settings'), { sort: 'name' })
    expect((await staff.browser.call('GET', at(operator, '/settings'))).body).toMatchObject({ state: { sort: 'name' } })
    expect((await colleague.browser.call('GET', at(partner, '/settings'))).body).toMatchObject({ state: {} })
  })

  test('LST-12 what is named by whoever stores it is refused by name', async () => {
    const { browser } = await makeReader('all', ['city'])
    for (const [given, name] of [
      [{ sort: 'city' }, 'sort.city'],
      [{ filter: { city: { contains: 'x' } } }, 'filter.city'],
      [{ columns: [{ key: 'nix' }] }, 'columns.nix'],
    ] as const) {
      const { status, body: problem } = await browser.call('PUT', at(partner, '/settings'), given)
      expect([status, problem['code'], problem['fields']]).toMatchObject([
        400,
        'lists.unknown_column',
        [{ path: name }],
      ])
    }
  })

  test('ACC-15 a column that was hidden since is dropped, and a filter by it shows no rows', async () => {
    const { browser } = await makeMember(portal, partner)
    await browser.call('PUT', at(partner, '/settings'), state)
    await portal.owner.query(`update roles set hidden_attributes = '{customer.city}' where operator_id = $1`, [
      operator.id,
    ])
    const { body: opened } = await browser.call('GET', at(partner, '/settings'))
    expect(opened['state']).toEqual({ columns: [{ key: 'name', width: 300 }] })
    expect(opened['unseen']).toBe('Diese Ansicht verwendet etwas, das Sie nicht sehen können')
    expect(JSON.stringify(opened)).not.toContain('city')
  })
})

describe('saved views (LST-6)', () => {
  test('a private one is its maker’s alone; a shared one the organisation’s and the partners’ below', async () => {
    const maker = await makeMember(portal, partner)
    const colleague = await makeMember(portal, partner, { roles: ['buyer'] })
    const below = await makeMember(portal, site, { roles: ['buyer'] })
    await save(maker, partner, { name: 'Privat' })
    await save(maker, partner, { name: 'Für alle', shared: true })
    expect(await namesOf(maker, partner)).toEqual(['Privat', 'Für alle'])
    expect(await namesOf(colleague, partner)).toEqual(['Für alle'])
    expect(await namesOf(below, site)).toEqual(['Für alle'])
    // above they are not offered
    expect(await namesOf(staff, operator)).toEqual([])
    const [view] = await offered(below, site)
    expect(view).toMatchObject({ own: false, can: { update: { ok: false, why: 'views.not_yours' } } })
  })

  test('a customer organisation is offered nothing from above', async () => {
    await save(staff, operator, { shared: true })
    const customerId = await makeCustomer(portal.owner, partner)
    const tenant = await makePartner(portal.owner, operator, { kind: 'customer', parent: partner.id })
    await portal.owner.query('update customers set organization_id = $2 where id = $1', [customerId, tenant.id])
    expect(await namesOf(await makeMember(portal, tenant), tenant)).toEqual([])
    expect(await namesOf(await makeMember(portal, partner), partner)).toEqual(['Hamburg'])
  })

  test('sharing needs views.share; whoever loses it can still take the own view back', async () => {
    const buyer = await makeMember(portal, partner, { roles: ['buyer'] })
    const refused = await buyer.browser.call('POST', at(partner, '/views'), { ...body, shared: true })
    expect([refused.status, refused.body['code']]).toEqual([403, 'access.permission_missing'])
    const view = await save(buyer, partner)
    expect(view.can).toMatchObject({ update: { ok: true }, share: { ok: false, why: 'access.permission_missing' } })
    const patch = (change: object, revision = 1) =>
      buyer.browser.call('PATCH', at(partner, `/views/${view.id}`), change, { 'if-match': `"${revision}"` })
    expect((await patch({ shared: true })).status).toBe(403)
    await portal.owner.query('update saved_views set shared = true where id = $1', [view.id])
    expect((await patch({ name: 'Neu' }, 2)).status).toBe(403)
    expect((await buyer.browser.call('DELETE', at(partner, `/views/${view.id}`))).status).toBe(403)
    expect((await patch({ shared: false }, 2)).body).toMatchObject({ shared: false, revision: 3 })
  })

  test('who may share keeps those of colleagues, but does not make them private', async () => {
    const maker = await makeMember(portal, partner)
    const colleague = await makeMember(portal, partner)
    const { id } = await save(maker, partner, { shared: true })
    const patch = (change: object, revision: number) =>
      colleague.browser.call('PATCH', at(partner, `/views/${id}`), change, { 'if-match': `"${revision}"` })
    expect((await patch({ name: 'Umbenannt' }, 1)).body).toMatchObject({ name: 'Umbenannt', revision: 2 })
    expect(await patch({ shared: false }, 2)).toMatchObject({ status: 403, body: { code: 'views.not_yours' } })
    expect(await patch({ name: 'Zu spät' }, 1)).toMatchObject({ status: 409, body: { current: { name: 'Umbenannt' } } })
    expect((await patch({ name: 'Ohne Stand' }, Number.NaN)).status).toBe(428)
  })

  test('removing can be undone for a day', async () => {
    const maker = await makeMember(portal, partner)
    const { id } = await save(maker, partner)
    const restore = () => maker.browser.call('POST', at(partner, `/views/${id}/restoration`))
    expect((await maker.browser.call('DELETE', at(partner, `/views/${id}`))).status).toBe(204)
    expect(await namesOf(maker, partner)).toEqual([])
    const other = await makeMember(portal, partner)
    expect((await other.browser.call('POST', at(partner, `/views/${id}/restoration`))).status).toBe(404)
    expect((await restore()).status).toBe(204)
    expect(await namesOf(maker, partner)).toEqual(['Hamburg'])
    await portal.owner.query(`update saved_views set removed_at = now() - interval '25 hours' where id = $1`, [id])
    expect((await restore()).status).toBe(404)
    const next = await save(maker, partner)
    await maker.browser.call('DELETE', at(partner, `/views/${next.id}`))
    const { rows } = await portal.owner.query('select id from saved_views where organization_id = $1', [partner.id])
    expect(rows).toEqual([{ id: next.id }])
  })

  test('a hundred are enough', async () => {
    const maker = await makeMember(portal, partner)
    await portal.owner.query(
      `insert into saved_views (operator_id, organization_id, person_id, list, name, state)
         select $1, $2, $3, 'customers', 'Ansicht ' || n, '{}' from generate_series(1, 100) n`,
      [operator.id, partner.id, maker.person.id],
    )
    const refused = await maker.browser.call('POST', at(partner, '/views'), body)
    expect([refused.status, refused.body['code']]).toEqual([409, 'views.too_many'])
  })
})

describe('LST-12 a view that the operator shares with everybody widens nothing', () => {
  const sentences = {
    de: 'Diese Ansicht verwendet etwas, das Sie nicht sehen können',
    en: 'This view uses something you cannot see',
  }

  async function rowsOf(member: Member, search: string) {
    const { status, body: page } = await member.browser.call('GET', at(partner, search))
    expect(status, JSON.stringify(page)).toBe(200)
    const items = page['items'] as { name: string }[]
    return { names: items.map(({ name }) => name), unseen: page['unseen'], text: JSON.stringify(page), items }
  }

  beforeEach(async () => {
    for (const [of, name, city] of [
      [partner, 'Ahlers Kunde', 'Hamburg'],
      [partner, 'Bader Kunde', 'Hameln'],
      [partner, 'Cramer Kunde', 'Kiel'],
      [operator, 'Dorn Kunde', 'Hamburg'],
    ] as const) {
      const id = await makeCustomer(portal.owner, of, { name })
      await portal.owner.query(`update customers set city = $2, email = 'geheim@firma.example' where id = $1`, [
        id,
        city,
      ])
    }
  })

  test('visibility decides the rows, whoever made the view', async () => {
    const { id } = await save(staff, operator, { shared: true, state: { ...state, columns: undefined } })
    const readers = { all: await makeReader('all'), own: await makeReader('own'), none: await makeReader('none') }
    await portal.owner.query(`update customers set contact_id = $1 where name = 'Bader Kunde' and operator_id = $2`, [
      readers.own.person.id,
      operator.id,
    ])
    expect((await rowsOf(readers.all, `?view=${id}`)).names).toEqual(['Bader Kunde', 'Ahlers Kunde'])
    expect((await rowsOf(readers.own, `?view=${id}`)).names).toEqual(['Bader Kunde'])
    expect((await rowsOf(readers.none, `?view=${id}`)).names).toEqual([])
    for (const reader of Object.values(readers)) {
      expect((await rowsOf(reader, `?view=${id}`)).unseen).toBeUndefined()
      const total = (await reader.browser.call('GET', at(partner, `/total?view=${id}`))).body['value']
      expect(total).toBe((await rowsOf(reader, `?view=${id}`)).names.length)
    }
  })

  test('hidden columns and sorts are dropped; the rows are those of the same request without them', async () => {
    const asked = {
      filter: { status: { in: ['customer'] } },
      sort: '-email,name',
      columns: [{ key: 'name' }, { key: 'email', width: 200 }],
    }
    const { id } = await save(staff, operator, { shared: true, state: asked })
    const reader = await makeReader('all', ['email'])
    const [view] = await offered(reader, partner)
    expect(view).toMatchObject({ unseen: null, state: { sort: 'name', columns: [{ key: 'name' }] } })
    const page = await rowsOf(reader, `?view=${id}`)
    expect(page.items).toEqual((await rowsOf(reader, '?filter=status:in=customer&sort=name&columns=name')).items)
    const csv = await portal.server.inject({
      url: `/api/v1${at(partner, `.csv?view=${id}`)}`,
      headers: { cookie: reader.browser.cookie },
    })
    expect(csv.payload.split('\r\n')[0]).toBe('\uFEFFFirma')
    for (const text of [page.text.replace(/"columns":\[.*?\]/, ''), JSON.stringify(view), csv.payload])
      expect(text).not.toMatch(/e-?mail|geheim/i)
  })

  test.each(['de', 'en'] as const)(
    'a filter by something hidden: no rows, and the sentence without the name (%s)',
    async (language) => {
      const { id } = await save(staff, operator, { name: 'Nach Ort', shared: true })
      const reader = await makeReader('all', ['city'], language)
      const page = await rowsOf(reader, `?view=${id}`)
      expect([page.names, page.unseen]).toEqual([[], sentences[language]])
      const [view] = await offered(reader, partner)
      const opened = (await reader.browser.call('GET', at(partner, `/settings?view=${id}`))).body
      expect(view).toMatchObject({ name: 'Nach Ort', state: null, unseen: sentences[language] })
      expect(opened).toMatchObject({ state: {}, unseen: sentences[language] })
      expect((await reader.browser.call('GET', at(partner, `/total?view=${id}`))).body).toEqual({
        value: 0,
        exact: true,
      })
      for (const text of [page.text, JSON.stringify(view), JSON.stringify(opened)]) expect(text).not.toMatch(/city|Ham/)
      // who names it is told the name; who replaces the filter has rows again
      const named = await reader.browser.call('GET', at(partner, '?filter=city:contains=Ham'))
      expect(named).toMatchObject({ status: 400, body: { fields: [{ path: 'filter.city' }] } })
      expect((await rowsOf(reader, `?view=${id}&sort=name`)).names).toEqual([
        'Ahlers Kunde',
        'Bader Kunde',
        'Cramer Kunde',
      ])
      // an address is resolved alike
      const linked = (await reader.browser.call('GET', at(partner, '/settings?filter=city:contains=Ham'))).body
      expect(linked).toMatchObject({ state: {}, unseen: sentences[language] })
    },
  )
})
