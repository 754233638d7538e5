import type pg from 'pg'
import {
  makeMembership,
  makeOperator,
  makePartner,
  makePerson,
  type Operator,
  type Organization,
} from '../support/factories.ts'

/** An operator with as many rows in each list as take several pages: many equal values, and empty ones. */
export interface ListWorld {
  operator: Operator
  partner: Organization
  /** operator staff who sees everything: their login */
  login: string
}

/** How many rows each list has at least. */
export const rowsOfLists = 63

const names = [
  'Ächter',
  'Ahlers',
  'Anders',
  'Zander',
  'ähnlich',
  'Öztürk',
  'Oster',
  'Straße',
  'Strasse',
  'Łukasz',
  'ab',
]
const cities = ['Reinbek', 'Ærø', 'Hamburg', 'hamburg', 'Lübeck', 'Zürich', 'Ärzen']

/** Makes the world. */
export async function makeListWorld(owner: pg.Client): Promise<ListWorld> {
  const operator = await makeOperator(owner)
  const partner = await makePartner(owner, operator)
  const site = await makePartner(owner, operator, { name: 'Öhler Süd', parent: partner.id, site: true })
  const staff = await makePerson(owner, { name: 'Petra Petersen', password: null })
  await makeMembership(owner, operator, staff)
  await makePeople(owner, partner, site)
  await makeCustomers(owner, operator, [partner.id, site.id])
  await makeEntries(owner, operator, [operator.id, partner.id, site.id])
  return { operator, partner, login: staff.login }
}

const roles = [['licensing'], ['buyer', 'collaboration'], ['collaboration', 'licensing', 'management'], []]

async function makePeople(owner: pg.Client, ...organizations: Organization[]): Promise<void> {
  for (let n = 0; n < rowsOfLists; n += 1) {
    const person = await makePerson(owner, { name: `${names[n % names.length]} ${n % 4}`, password: null })
    const organization = organizations[n % organizations.length]
    if (!organization) throw new Error('people need an organisation')
    await makeMembership(owner, organization, person, {
      visibility: (['all', 'own', 'none'] as const)[n % 3] ?? 'all',
      status: n % 5 === 0 ? 'invited' : 'active',
      roles: roles[n % roles.length] ?? [],
    })
  }
  await owner.query(
    `update persons set last_sign_in_at = timestamptz '2026-11-01 22:30Z' + (abs(hashtext(login)) % 9) * interval '7 hours'
       where abs(hashtext(login)) % 4 > 0`,
  )
}

async function makeCustomers(owner: pg.Client, operator: Operator, owners: string[]): Promise<void> {
  await owner.query(
    `with p as (select array_agg(person_id order by person_id) as ids from memberships
       where operator_id = $1 and organization_id = any ($2) and status = 'active')
     insert into customers (operator_id, owner_id, contact_id, manager_id, status, name, external_id, email, phone, website, street, postal_code,
       city, state, country, industry, vat_id, customer_since, created_at, changed_at)
     select $1, ($2::uuid[])[1 + n % 2], case when n % 3 > 0 then p.ids[1 + n % 5] end, case when n % 4 = 0 then p.ids[1 + n % 3] end,
       case when n % 3 = 0 then 'prospect' else 'customer' end, ($3::text[])[1 + n % 11] || case when n % 2 = 0 then ' GmbH' else '' end,
       case when n % 2 = 0 then 'E-' || n end, case when n % 5 > 0 then 'post' || n % 6 || '@druck.example' end,
       case when n % 4 > 0 then '+49 4152 ' || (n % 7) * 1000 end, case when n % 7 = 0 then 'www.druck' || n || '.example' end,
       case when n % 3 > 0 then 'Große Straße ' || n % 8 end, case when n % 6 > 0 then lpad((21000 + n % 9)::text, 5, '0') end,
       case when n % 8 > 0 then ($4::text[])[1 + n % 7] end, case when n % 9 = 0 then 'Holstein' end, case when n % 5 > 0 then (array['DE', 'AT', 'FR'])[1 + n % 3] end,
       case when n % 4 > 0 then (array['it', 'media', 'crafts'])[1 + n % 3] end, case when n % 10 = 0 then 'DE12345678' || n % 10 end,
       case when n % 3 > 0 then date '2026-11-22' - n % 11 * 20 end,
       timestamptz '2026-11-20 21:30Z' + n % 13 * interval '1 hour', timestamptz '2026-10-20 21:30Z' + n % 6 * interval '9 days'
     from generate_series(0, $5::int - 1) n, p`,
    [operator.id, owners, names, cities, rowsOfLists],
  )
}

const actions = ['customer.created', 'customer.changed', 'membership.invited', 'organization.created']

async function makeEntries(owner: pg.Client, operator: Operator, organizations: string[]): Promise<void> {
  await owner.query(
    `insert into audit (operator_id, at, person_name, home_id, acting_id, action)
       select $1, timestamptz '2026-11-20 21:30Z' + n % 9 * interval '5 hours', ($2::text[])[1 + n % 11], ($3::uuid[])[1 + n % 2],
         ($3::uuid[])[1 + n % 3], ($4::text[])[1 + n % 4]
       from generate_series(0, $5::int - 1) n`,
    [operator.id, names, organizations, actions, rowsOfLists],
  )
}
