import { buffer } from 'node:stream/consumers'
import { verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../test/support/fixtures.ts'
import { builtInRoles } from '../../api/permissions.ts'
import { readField } from '../modules/customers/index.ts'
import { type DemoLoader, fillPorts, loadDemoWorld } from '../modules/installation/index.ts'
import { readPictureHead } from '../platform/files/picture-head.ts'
import { loadDemo } from './index.ts'
import { makeWorld } from './world.ts'

const portal = portalFixture()

const values = async (text: string, parameters: unknown[] = []) =>
  (await portal.owner.query<{ value: unknown }>(text, parameters)).rows.map(({ value }) => value)

/** External ids of the customers that somebody sees where their sign-in leads, in order. */
async function seen(login: string, handle?: string): Promise<unknown[]> {
  await portal.owner.query('begin')
  const at = handle ?? String((await values('select handle as value from demo_sign_ins where login = $1', [login]))[0])
  const entered = await values(
    `select access.enter_person(p.id, $2, 'customers', false, null) ->> 'status' as value from persons p where p.login = $1`,
    [login, at],
  )
  expect(entered).toEqual(['200'])
  const ids = await values('select external_id as value from reach.customers order by external_id')
  await portal.owner.query('rollback')
  return ids
}

test('a load that fails leaves an empty installation', async () => {
  const failing: DemoLoader = async (tx, given) => {
    await loadDemo(tx, given)
    throw new Error('the machine stopped')
  }
  fillPorts({ loadDemo: failing })
  await expect(loadDemoWorld(portal.services)).rejects.toThrow('the machine stopped')
  fillPorts({ loadDemo })
  expect(await values('select state as value from installation')).toEqual(['empty'])
  expect(await values('select (select count(*) from persons) + (select count(*) from organizations) as value')).toEqual(
    ['0'],
  )
})

test('the demo holds both operators at their size, once, whoever loads it at the same time', async () => {
  const attempts = await Promise.allSettled([loadDemoWorld(portal.services), loadDemoWorld(portal.services)])
  expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(loadDemoWorld(portal.services)).rejects.toMatchObject({ code: 'installation.not_empty' })
  const { rows } = await portal.owner.query(
    `select o.name, (select count(*)::int from organizations p where p.operator_id = o.id and p.kind = 'partner' and not p.site) as partners,
       (select count(*)::int from customers c where c.operator_id = o.id) as customers
     from organizations o where o.kind = 'operator' order by o.name`,
  )
  expect(rows).toEqual([
    { name: 'Hanse Distribution GmbH', partners: 25, customers: 2000 },
    { name: 'Nordlicht Software AG', partners: 12, customers: 900 },
  ])
})

test('ACC-9 the scenario of the first source: User 1 sees A, B and C, User 2 none, User 3 C', async () => {
  expect(await seen('user1')).toEqual(['A', 'B', 'C'])
  expect(await seen('user2')).toEqual([])
  expect(await seen('user3')).toEqual(['C'])
  const contacts = `select c.external_id || ' ' || p.login as value from customers c join persons p on p.id = c.contact_id
    where p.login like 'user_' order by 1`
  expect(await values(contacts)).toEqual(['A user2', 'B user1', 'C user3'])
})

test('ACC-10 Jana Petersen sees all of Hamburg and Bremen, and her own of Lübeck', async () => {
  await portal.owner.query('begin')
  await portal.owner.query(
    `select access.enter_person(p.id, s.handle, 'customers', false, null) from persons p join demo_sign_ins s using (login)
     where p.login = 'jana.petersen'`,
  )
  const { rows } = await portal.owner.query(
    `select o.name, count(*)::int as seen, count(*) filter (where c.contact_id = access.person())::int as own
     from reach.customers c join organizations o on o.id = c.owner_id where o.name like 'Ahlers %' group by o.name order by o.name`,
  )
  await portal.owner.query('rollback')
  expect(rows).toMatchObject([
    { name: 'Ahlers Bremen', seen: 110 },
    { name: 'Ahlers Hamburg', seen: 180 },
    { name: 'Ahlers Lübeck', seen: 12, own: 12 },
  ])
})

test('ACC-5 of the resellers of the marketplace, those of edition basic have their customers', async () => {
  const administrators = `select s.login as value from demo_sign_ins s join organizations o on o.handle = s.handle
    join operators op on op.operator_id = o.operator_id
    where op.preset = 'marketplace' and 'administration' = any (s.roles) and (o.edition = 'basic') = $1`
  const [basic] = await values(administrators, [true])
  const [standard] = await values(administrators, [false])
  expect((await seen(String(basic))).length).toBe(240)
  expect(await seen(String(standard))).toEqual([])
})

test('CUS-7 a contact is eligible where the customer belongs, unless the partner is suspended', async () => {
  const strangers = `select o.name as value from customers c join organizations o on o.operator_id = c.operator_id and o.id = c.owner_id
    where c.contact_id is not null and o.effective and not access.may_be_contact(c.operator_id, c.owner_id, c.contact_id)`
  expect(await values(strangers)).toEqual([])
})

test('the past fits the record: as many entries as revisions, none ahead of its time, somebody working as a partner', async () => {
  expect(
    await values(
      'select name as value from customers c where revision <> (select count(*) from history h where h.object_id = c.id)',
    ),
  ).toEqual([])
  expect(
    await values(
      "select name as value from customers where changed_at > now() or changed_at < created_at or customer_since > (created_at at time zone 'UTC')::date",
    ),
  ).toEqual([])
  expect(await values('select count(*) > 0 as value from history where home_id <> acting_id')).toEqual([true])
  expect(
    await values("select count(*) > 300 as value from customers where changed_at > now() - interval '7 days'"),
  ).toEqual([true])
  expect(await values('select count(*)::int as value from outbox')).toEqual([0])
})

test('everybody active has the demo password; the invited person has none', async () => {
  const hashes = await values("select distinct password_hash as value from persons where status = 'active'")
  const [shown] = await values('select distinct password as value from demo_sign_ins')
  expect(hashes).toHaveLength(1)
  expect(await verify(String(hashes[0]), String(shown))).toBe(true)
  expect(await values("select password_hash as value from persons where status = 'invited'")).toEqual([null])
})

test('nothing can be inserted once the installation is in use', async () => {
  const refused = portal.services.database.outside((tx) => sql`select access.demo_insert('persons', '[]')`.execute(tx))
  await expect(refused).rejects.toThrow('not being loaded')
})

const roleIds = new Map(builtInRoles.map(({ key }) => [key, key]))
const ground = (id: string) => ({ operator: { id, name: id, handle: id }, roleIds })
const worldAt = (now: Date) => makeWorld({ nordlicht: ground('nordlicht'), hanse: ground('hanse') }, 'hash', now)

test('the world is the same for the same moment, and has the same names on another day', () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const written = () => worldAt(now).map(({ rows, signIns }) => ({ rows, signIns }))
  expect(written()).toEqual(written())
  const told = (of: ReturnType<typeof worldAt>) =>
    of.map(({ rows, signIns }) => ({
      signIns,
      organizations: rows.organizations.map(({ name, handle }) => `${name} ${handle}`),
      customers: rows.customers.map(({ name, email, phone, street, vat_id: vatId }) => [
        name,
        email,
        phone,
        street,
        vatId,
      ]),
    }))
  expect(told(worldAt(new Date('2027-02-06T15:30:00Z')))).toEqual(told(worldAt(now)))
})

test('all rows of a table name the same columns: the first one decides which are written', () => {
  for (const { rows } of worldAt(new Date('2026-11-23T09:00:00Z'))) {
    for (const of of Object.values(rows)) {
      expect(new Set(of.map((row: object) => Object.keys(row).toSorted().join(' '))).size).toBe(of.length > 0 ? 1 : 0)
    }
  }
})

test('CUS-2 every value stands as a form would store it; names of a partner are its own', () => {
  const today = '2026-11-23'
  for (const { rows } of worldAt(new Date(`${today}T09:00:00Z`))) {
    const names = rows.customers.map(({ owner_id: ownerId, name }) => `${ownerId} ${name}`)
    expect(new Set(names).size).toBe(names.length)
    const wrong = rows.customers.flatMap((row) => {
      const around = { country: row.country ?? undefined, today }
      const stored = {
        name: row.name,
        email: row.email,
        phone: row.phone,
        website: row.website,
        postalCode: row.postal_code,
        vatId: row.vat_id,
        industry: row.industry,
      }
      return Object.entries(stored).filter(([field, value]) => {
        const read = value ? readField[field as keyof typeof stored](value, around) : undefined
        return read && !('value' in read && read.value === value)
      })
    })
    expect(wrong).toEqual([])
  }
})

test('BRA-1 two partners have a logo with its file, and the sites of one show it too', async () => {
  const { rows } = await portal.owner.query<{ name: string; key: string; width: number; height: number }>(
    `select name, 'logos/' || operator_id || '/' || logo as key, logo_width as width, logo_height as height
       from organizations where logo is not null order by name`,
  )
  expect(rows.map(({ name }) => name)).toEqual(['Ahlers Systemhaus GmbH', 'Fördekontor IT eG'])
  for (const { key, width, height } of rows)
    expect(readPictureHead(await buffer(portal.services.files.open(key)))).toMatchObject({ width, height })
  const sites = `select count(*)::int as value from organizations o join organizations above on above.id = o.parent_id
    where above.logo is not null and o.site and o.logo is null`
  expect(await values(sites)).toEqual([3])
})
