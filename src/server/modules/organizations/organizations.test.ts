import { beforeAll, expect, test } from 'vitest'
import {
  makeCustomer,
  makeMembership,
  makeOperator,
  makePartner,
  type Organization,
} from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'

const portal = portalFixture()
const { operator, partner: ahlers } = partnerFixture(portal, beforeAll)
let site: Organization
let tenant: Organization

beforeAll(async () => {
  site = await makePartner(portal.owner, operator, { name: 'Ahlers Kiel', parent: ahlers.id, site: true })
  tenant = await makePartner(portal.owner, operator, { name: 'Müller Druck', parent: ahlers.id, kind: 'customer' })
  const customer = await makeCustomer(portal.owner, ahlers)
  await portal.owner.query('update customers set organization_id = $1 where id = $2', [tenant.id, customer])
})

const contextOf = async (member: Member, { handle }: { handle: string }) =>
  (await member.browser.call('GET', `/o/${handle}/context`)).body
const treeOf = async (member: Member, { handle }: { handle: string }, q = '') =>
  (await member.browser.call('GET', `/o/${handle}/organizations${q && `?q=${encodeURIComponent(q)}`}`)).body

test('the context names organisation, operator, roles, permissions and modules', async () => {
  const buyer = await makeMember(portal, ahlers, { roles: ['buyer'], visibility: 'own' })
  expect(await contextOf(buyer, ahlers)).toMatchObject({
    organization: { handle: ahlers.handle, kind: 'partner', edition: 'standard_paid', site: false },
    operator: { name: 'Nordlicht Software AG', currency: 'EUR' },
    home: null,
    viewAs: null,
    roles: ['buyer'],
    visibility: 'own',
    permissions: ['customers.read', 'customers.create', 'customers.update', 'people.read', 'roles.read'],
    modules: ['customers'],
    across: false,
  })
})

test('ACC-3 while working as somebody, the context names the home, whose rights go along', async () => {
  const staff = await makeMember(portal, operator, { roles: ['support'] })
  expect(await contextOf(staff, ahlers)).toMatchObject({
    organization: { handle: ahlers.handle },
    home: { handle: operator.handle },
    roles: ['support'],
    permissions: ['customers.read', 'people.read', 'roles.read', 'tenants.work_as'],
    across: false,
  })
})

test('ACC-5 a closed module is absent, with its permissions', async () => {
  const market = await makeOperator(portal.owner, { name: 'Hanse', preset: 'marketplace' })
  const reseller = await makePartner(portal.owner, market, { edition: 'basic' })
  const manager = await contextOf(await makeMember(portal, reseller, { roles: ['management'] }), reseller)
  expect(manager).toMatchObject({
    modules: [],
    permissions: ['people.read', 'people.manage', 'roles.read', 'organizations.brand', 'audit.read', 'views.share'],
  })
  expect(await contextOf(await makeMember(portal, reseller, { roles: ['buyer'] }), reseller)).toMatchObject({
    modules: ['customers'],
  })
})

test('ACC-10 listing across is offered to members of several organisations of one operator', async () => {
  const member = await makeMember(portal, ahlers)
  await makeMembership(portal.owner, await makePartner(portal.owner, await makeOperator(portal.owner)), member.person)
  expect(await contextOf(member, ahlers)).toMatchObject({ across: false })
  await makeMembership(portal.owner, await makePartner(portal.owner, operator), member.person)
  expect(await contextOf(member, ahlers)).toMatchObject({ across: true })
})

test('ACC-11a the tree has the acting organisation and those below, and how the reader gets in', async () => {
  const member = await makeMember(portal, ahlers, { visibility: 'own' })
  expect(await treeOf(member, ahlers)).toEqual({
    items: [
      {
        id: ahlers.id,
        handle: ahlers.handle,
        name: 'Ahlers IT',
        kind: 'partner',
        site: false,
        parent: operator.id,
        status: 'active',
        entry: 'member',
        visibility: 'own',
      },
      {
        id: site.id,
        handle: site.handle,
        name: 'Ahlers Kiel',
        kind: 'partner',
        site: true,
        parent: ahlers.id,
        status: 'active',
        entry: 'work_as',
        visibility: 'own',
      },
    ],
    tenants: 0,
  })
  const buyer = await makeMember(portal, ahlers, { roles: ['buyer'] })
  expect(await treeOf(buyer, ahlers)).toMatchObject({
    items: [{ entry: 'member' }, { entry: 'none', visibility: null }],
  })
})

test('ACC-10 a nearer membership decides what the tree says of a site', async () => {
  const member = await makeMember(portal, ahlers)
  await makeMembership(portal.owner, site, member.person, { visibility: 'none', roles: ['buyer'] })
  expect(await treeOf(member, ahlers)).toMatchObject({
    items: [{ visibility: 'all' }, { id: site.id, entry: 'member', visibility: 'none' }],
  })
})

test('ACC-3 customer tenants are found by name, by who sees their customer', async () => {
  const everything = await makeMember(portal, ahlers)
  const found = await treeOf(everything, ahlers, 'mueller')
  expect(found).toMatchObject({
    items: [{ id: tenant.id, kind: 'customer', parent: ahlers.id, entry: 'work_as', visibility: 'all' }],
    tenants: 1,
  })
  expect(await treeOf(await makeMember(portal, ahlers, { visibility: 'own' }), ahlers, 'mueller')).toEqual({
    items: [],
    tenants: 0,
  })
  expect(await treeOf(await makeMember(portal, ahlers, { visibility: 'none' }), ahlers, 'mueller')).toEqual({
    items: [],
    tenants: 0,
  })
  const buyer = await treeOf(await makeMember(portal, ahlers, { roles: ['buyer'] }), ahlers, 'mueller')
  expect(buyer).toMatchObject({ items: [{ id: tenant.id, entry: 'none', visibility: null }] })
  expect(await treeOf(everything, tenant)).toMatchObject({ items: [{ id: tenant.id, entry: 'work_as' }] })
})

test('ACC-11a a search finds organisations of the scope, with every word', async () => {
  const staff = await makeMember(portal, operator)
  expect(await treeOf(staff, operator, 'kiel ahl')).toMatchObject({ items: [{ id: site.id }] })
  expect(await treeOf(await makeMember(portal, site), site, 'ahlers it')).toMatchObject({ items: [] })
  expect(await treeOf(staff, operator, '100%')).toMatchObject({ items: [] })
})
