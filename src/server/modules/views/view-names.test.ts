import { beforeEach, expect, test } from 'vitest'
import { makeMembership } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'
import { hamburg, listPath, namesOffered, saveView, viewFixture } from '../../../../test/support/views.ts'

const portal = portalFixture()
const scene = viewFixture(portal)
let maker: Member
let colleague: Member

beforeEach(async () => {
  maker = await makeMember(portal, scene.partner)
  colleague = await makeMember(portal, scene.partner)
})

const create = ({ browser }: Member, name: string, shared = false, of: { handle: string } = scene.partner) =>
  browser.call('POST', listPath(of, '/views'), { name, shared, state: hamburg })
const change = ({ browser }: Member, id: string, body: object, revision = 1) =>
  browser.call('PATCH', listPath(scene.partner, `/views/${id}`), body, { 'if-match': `"${revision}"` })

const taken = { status: 409, body: { code: 'views.name_taken', fields: [{ path: 'name', code: 'view_name_taken' }] } }
const sharedTaken = {
  status: 409,
  body: { code: 'views.shared_name_taken', fields: [{ path: 'name', code: 'shared_view_name_taken' }] },
}

test('LST-6 a name stands once among the private views of a person in a list, whatever its case, accents, spaces and invisible characters', async () => {
  await saveView(maker, scene.partner, { name: 'Größe  A' })
  const alike = ['Größe  A', 'größe a', ' GRÖSSE A ', 'Gro\u0308ße\u00a0A', 'Größe A\u0301', 'Größe\u2800A']
  const invisible = [
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u2060',
    '\u034f',
    '\u061c',
    '\u180e',
    '\ufe0f',
    '\u{e0061}',
  ]
  for (const name of [...alike, ...invisible.map((sign) => `Grö${sign}ße A`)]) {
    expect.soft(await create(maker, name), JSON.stringify(name)).toMatchObject(taken)
  }
  expect((await create(maker, 'Größe B')).status).toBe(201)
  // of somebody else, of another list, and where the same person belongs to another organisation
  expect((await create(colleague, 'Größe A')).status).toBe(201)
  const people = `/o/${scene.partner.handle}/people/views`
  expect((await maker.browser.call('POST', people, { name: 'Größe A', shared: false, state: {} })).status).toBe(201)
  await makeMembership(portal.owner, scene.site, maker.person)
  expect((await create(maker, 'Größe A', false, scene.site)).status).toBe(201)
})

test('LST-6 a name stands once among the shared views of an organisation, whoever made them', async () => {
  await saveView(maker, scene.partner, { name: 'Hamburg', shared: true })
  expect(await create(colleague, 'HAMBURG', true)).toMatchObject(sharedTaken)
  // a private one beside it, and one of the organisation above
  expect((await create(colleague, 'Hamburg')).status).toBe(201)
  expect((await create(scene.staff, 'Hamburg', true, scene.operator)).status).toBe(201)
})

test('LST-6 sharing, taking back and renaming meet the names that stand there; the own name can be kept', async () => {
  const shared = await saveView(maker, scene.partner, { name: 'Hamburg', shared: true })
  const mine = await saveView(maker, scene.partner, { name: 'Hamburg' })
  const other = await saveView(maker, scene.partner, { name: 'Kiel' })
  expect(await change(maker, mine.id, { shared: true })).toMatchObject(sharedTaken)
  expect(await change(maker, shared.id, { shared: false })).toMatchObject(taken)
  expect(await change(maker, other.id, { name: 'hamburg' })).toMatchObject(taken)
  expect(await change(maker, mine.id, { name: 'HAMBURG' })).toMatchObject({ status: 200, body: { name: 'HAMBURG' } })
  expect((await change(maker, shared.id, { name: 'Hamburg' })).status).toBe(200)
  // both in one go
  expect((await change(maker, mine.id, { name: 'Hamburg und umzu', shared: true }, 2)).status).toBe(200)
})

test('LST-6 a removed view holds no name; restored it meets the one that took it', async () => {
  const { id } = await saveView(maker, scene.partner)
  await maker.browser.call('DELETE', listPath(scene.partner, `/views/${id}`))
  const next = await saveView(maker, scene.partner)
  const restore = () => maker.browser.call('POST', listPath(scene.partner, `/views/${id}/restoration`))
  expect(await restore()).toMatchObject(taken)
  expect((await change(maker, next.id, { name: 'Kiel' })).status).toBe(200)
  expect((await restore()).status).toBe(204)
  expect((await namesOffered(maker, scene.partner)).toSorted()).toEqual(['Hamburg', 'Kiel'])
})

test('LST-6 of many who save under one name at once, one does', async () => {
  const replies = await Promise.all([maker, colleague, maker, colleague].map((member) => create(member, 'Kiel', true)))
  expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409, 409])
  expect(await namesOffered(maker, scene.partner)).toEqual(['Kiel'])
})
