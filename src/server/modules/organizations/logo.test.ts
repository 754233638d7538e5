import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { makePartner, type Organization } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { putLogo } from '../../../../test/support/logos.ts'
import { makeMember, type Member } from '../../../../test/support/members.ts'
import { colourAt, pngOf, jpegOf } from '../../../../test/support/pictures.ts'
import { overSlowFiles } from '../../../../test/support/slow-files.ts'
import { tidyLogos } from './logo-files.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)
let site: Organization
let administrator: Member

beforeEach(async () => {
  site = await makePartner(portal.owner, operator, { name: 'Ahlers Kiel', parent: partner.id, site: true })
  administrator = await makeMember(portal, partner)
})

const set = (member: Member, { handle }: { handle: string }, content: Buffer) =>
  putLogo(portal.server, member.browser.cookie, handle, content)
const picture = ({ browser }: Member, handle: string, id: string) =>
  portal.server.inject({ url: `/api/v1/o/${handle}/logos/${id}`, headers: { cookie: browser.cookie } })
const remove = (member: Member, { handle }: { handle: string }) => member.browser.call('DELETE', `/o/${handle}/logo`)

async function shown({ browser }: Member, { handle }: { handle: string }): Promise<unknown> {
  const { body } = await browser.call('GET', `/o/${handle}/context`)
  return (body['organization'] as { logo: unknown }).logo
}

async function brandable({ browser }: Member, { handle }: { handle: string }): Promise<{ ok: boolean }> {
  const { body } = await browser.call('GET', `/o/${handle}/context`)
  return (body['organization'] as { can: { brand: { ok: boolean } } }).can.brand
}

async function files(): Promise<string[]> {
  const stored = await portal.services.files.list(`logos/${operator.id}`)
  return stored.map(({ key }) => key.slice(key.lastIndexOf('/') + 1))
}

test('TEN-2 a logo is kept as PNG, shown with its size, and its picture may be kept by the browser alone', async () => {
  expect(await shown(administrator, partner)).toBeNull()
  const { status, logo } = await set(administrator, partner, await jpegOf(200, 60))
  expect(status).toBe(200)
  expect(logo).toMatchObject({ width: 200, height: 60, organization: { id: partner.id, name: partner.name } })
  expect(await shown(administrator, partner)).toEqual(logo)
  const reply = await picture(administrator, partner.handle, logo?.id ?? '')
  expect(reply.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  const [red] = await colourAt(reply.rawPayload, 190, 30)
  expect(red).toBeGreaterThan(200)
})

test('BRA-1 below, the nearest logo shows until an own one stands; without it, it shows again', async () => {
  const kiel = await makeMember(portal, site, { roles: ['administration'] })
  const staff = await makeMember(portal, operator, { roles: ['operator_administration'] })
  const ofOperator = (await set(staff, operator, await pngOf(30, 30))).logo
  expect(await shown(kiel, site)).toEqual(ofOperator)
  const ofPartner = (await set(administrator, partner, await pngOf(40, 20))).logo
  expect(await shown(kiel, site)).toEqual(ofPartner)
  expect((await picture(kiel, site.handle, ofPartner?.id ?? '')).statusCode).toBe(200)
  // what is no longer shown has no address there
  expect((await picture(kiel, site.handle, ofOperator?.id ?? '')).statusCode).toBe(404)
  const own = (await set(kiel, site, await pngOf(50, 20))).logo
  expect(await shown(kiel, site)).toEqual(own)
  expect(await shown(administrator, partner)).toEqual(ofPartner)
  expect((await remove(kiel, site)).status).toBe(204)
  expect(await shown(kiel, site)).toEqual(ofPartner)
  // nothing to remove, and nobody else's goes
  expect((await remove(kiel, site)).status).toBe(204)
  expect(await shown(administrator, partner)).toEqual(ofPartner)
})

test('BRA-1 nobody sees the logo of a stranger', async () => {
  const { logo } = await set(administrator, partner, await pngOf(40, 20))
  const other = await makePartner(portal.owner, operator, { name: 'Brandt' })
  const stranger = await makeMember(portal, other, { roles: ['administration'] })
  expect(await shown(stranger, other)).toBeNull()
  for (const handle of [other.handle, partner.handle])
    expect((await picture(stranger, handle, logo?.id ?? '')).statusCode).toBe(404)
  expect((await set(stranger, partner, await pngOf(10, 10))).status).toBe(404)
})

test('ACC-7 who may not brand neither sets nor removes a logo, and sees it nevertheless', async () => {
  const { logo } = await set(administrator, partner, await pngOf(40, 20))
  for (const role of ['licensing', 'collaboration', 'buyer']) {
    const member = await makeMember(portal, partner, { roles: [role] })
    expect(await set(member, partner, await pngOf(10, 10)), role).toMatchObject({
      status: 403,
      code: 'access.permission_missing',
    })
    expect((await remove(member, partner)).status, role).toBe(403)
    expect(await shown(member, partner)).toEqual(logo)
    expect(await brandable(member, partner)).toEqual({ ok: false, why: 'access.permission_missing' })
  }
  expect(await brandable(administrator, partner)).toEqual({ ok: true })
  const manager = await makeMember(portal, partner, { roles: ['management'] })
  expect((await remove(manager, partner)).status).toBe(204)
})

test('ACC-10 the membership that decides an organisation decides its logo', async () => {
  // may at the parent, and works as the site, where a nearer membership may not
  await portal.owner.query(
    `with m as (insert into memberships (operator_id, organization_id, person_id, visibility, status)
        values ($1, $2, $3, 'all', 'active') returning operator_id, id)
      insert into membership_roles (operator_id, membership_id, role_id)
        select m.operator_id, m.id, r.id from m join roles r on r.operator_id = m.operator_id and r.key = 'buyer'`,
    [operator.id, site.id, administrator.person.id],
  )
  expect((await set(administrator, site, await pngOf(10, 10))).status).toBe(403)
  expect((await brandable(administrator, site)).ok).toBe(false)
  const other = await makePartner(portal.owner, operator, { name: 'Ahlers Jena', parent: partner.id, site: true })
  expect((await set(administrator, other, await pngOf(10, 10))).status).toBe(200)
})

test('ACC-1 beneath the application the policy lets nobody write another logo, and nothing but the logo', async () => {
  const write = async (organization: string, target: string, change: string, by = administrator) => {
    return portal.services.database.outside(async (tx) => {
      await sql`select access.enter_person(${by.person.id}, ${organization}, null, false, null)`.execute(tx)
      const result = await sql`update organizations set ${sql.raw(change)} where id = ${target}`.execute(tx)
      return Number(result.numAffectedRows ?? 0n)
    })
  }
  const logo = 'logo = new_id(), logo_width = 1, logo_height = 1'
  expect(await write(partner.id, partner.id, logo)).toBe(1)
  for (const target of [operator.id, site.id]) expect(await write(partner.id, target, logo), target).toBe(0)
  const buyer = await makeMember(portal, partner, { roles: ['buyer'] })
  expect(await write(partner.id, partner.id, logo, buyer)).toBe(0)
  for (const column of ["name = 'Fremd'", "status = 'closed'", 'parent_id = null', 'revision = 9'])
    await expect(write(partner.id, partner.id, column), column).rejects.toThrow('permission denied')
  await expect(write(partner.id, partner.id, 'logo_width = 401')).rejects.toThrow('logo_width')
  await expect(write(partner.id, partner.id, 'logo = null')).rejects.toThrow('logo_whole')
})

test('BRA-1 a replaced or removed logo takes its file along, once the change stands', async () => {
  const first = await set(administrator, partner, await pngOf(40, 20))
  expect(await files()).toEqual([first.logo?.id])
  const second = await set(administrator, partner, await pngOf(60, 20))
  expect(second.logo?.id).not.toBe(first.logo?.id)
  expect(await files()).toEqual([second.logo?.id])
  // a refused one leaves the other alone
  expect((await set(administrator, partner, await pngOf(401, 20))).status).toBe(422)
  expect(await files()).toEqual([second.logo?.id])
  expect((await picture(administrator, partner.handle, first.logo?.id ?? '')).statusCode).toBe(404)
  await remove(administrator, partner)
  expect(await files()).toEqual([])
})

test('BRA-1 a file that stays behind blocks nothing, and goes at night', async () => {
  const { logo } = await set(administrator, partner, await pngOf(40, 20))
  const { files: store } = portal.services
  await store.put(`logos/${operator.id}/01900000-0000-7000-8000-000000000000`, Buffer.from('stray'))
  const failing = { ...store, remove: () => Promise.reject(new Error('the store is away')) }
  portal.services.files = failing
  expect((await set(administrator, partner, await pngOf(60, 20))).status).toBe(200)
  portal.services.files = store
  expect(portal.log.splice(0).join('')).toContain('stays for now')
  expect(await files()).toHaveLength(3)
  expect(await files()).toContain(logo?.id)
  await tidyLogos(portal.services)
  // an upload may be at work on them
  expect(await files()).toHaveLength(3)
  await tidyLogos({ ...portal.services, now: () => new Date(Date.now() + 2 * 86_400_000) })
  expect(await files()).toEqual([((await shown(administrator, partner)) as { id: string }).id])
})

test('BRA-1 two who replace at once leave one logo and one file', async () => {
  const sent = await Promise.all([30, 40].map(async (width) => set(administrator, partner, await pngOf(width, 20))))
  expect(sent.map(({ status }) => status)).toEqual([200, 200])
  const { id } = (await shown(administrator, partner)) as { id: string }
  expect(await files()).toEqual([id])
})

test('a logo whose file is missing is a picture that is not there, not a failure', async () => {
  const { logo } = await set(administrator, partner, await pngOf(40, 20))
  await portal.services.files.remove(`logos/${operator.id}/${logo?.id}`)
  expect((await picture(administrator, partner.handle, logo?.id ?? '')).statusCode).toBe(404)
  expect(portal.log.splice(0).join('')).toContain('is missing')
})

test('BRA-1 a picture that is replaced while it is asked for is not there, and nobody is warned', async () => {
  const { logo } = await set(administrator, partner, await pngOf(40, 20))
  const { files: store } = portal.services
  async function* replaced(key: string): AsyncGenerator<Buffer> {
    portal.services.files = store
    await set(administrator, partner, await pngOf(60, 20))
    yield* store.open(key) as AsyncIterable<Buffer>
  }
  portal.services.files = { ...store, open: (key) => Readable.from(replaced(key)) }
  expect((await picture(administrator, partner.handle, logo?.id ?? '')).statusCode).toBe(404)
  expect(portal.log).toEqual([])
})

test('TEN-2 a slow store of files holds no connection while a logo is stored or read', async () => {
  const content = await pngOf(40, 20)
  const stored = await overSlowFiles(portal.services, () => set(administrator, partner, content))
  expect([stored.result.status, stored.lent]).toEqual([200, [0]])
  const read = await overSlowFiles(portal.services, () =>
    picture(administrator, partner.handle, stored.result.logo?.id ?? ''),
  )
  expect([read.result.statusCode, read.lent]).toEqual([200, [0]])
})

test('ACC-3 what happens to a logo is in the audit, and counts as a change of the organisation', async () => {
  const staff = await makeMember(portal, operator, { name: 'Lea Voß', roles: ['operator_administration'] })
  await set(staff, partner, await pngOf(40, 20))
  await remove(staff, partner)
  await remove(staff, partner)
  const { rows } = await portal.owner.query(
    `select action, person_name, object_name, acting_id, home_id from audit where object_id = $1 and action like 'organization.logo%' order by id`,
    [partner.id],
  )
  const by = { person_name: 'Lea Voß', object_name: partner.name, acting_id: partner.id, home_id: operator.id }
  expect(rows).toEqual([
    { action: 'organization.logo_set', ...by },
    { action: 'organization.logo_removed', ...by },
  ])
  const { rows: changed } = await portal.owner.query('select revision, changed_by from organizations where id = $1', [
    partner.id,
  ])
  expect(changed).toEqual([{ revision: 3, changed_by: staff.person.id }])
})
