import { createHash, randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type pg from 'pg'
import { builtInRoles } from '../../src/api/permissions.ts'
import type { Edition, Language, OrganizationKind, Visibility } from '../../src/api/shapes.ts'

// Rows for tests, written over the owner's connection with all triggers on. Every test makes its own operator.

export interface Operator {
  id: string
  handle: string
  name: string
}

export interface Organization {
  operator: string
  id: string
  handle: string
  name: string
}

export interface Person {
  id: string
  login: string
  email: string
  name: string
  /** null where none is set: an invited person */
  password: string | null
}

/** An operator with the built-in roles and the module access of its preset; German, in euros. */
export async function makeOperator(
  owner: pg.Client,
  given: { name?: string; preset?: 'vendor' | 'marketplace' } = {},
): Promise<Operator> {
  const { name = 'Nordlicht Software AG', preset = 'vendor' } = given
  const handle = handleOf(name)
  const { rows } = await owner.query<{ id: string }>(
    `with o as (insert into operators (operator_id, preset, currency, time_zone) values (new_id(), $1, 'EUR', 'Europe/Berlin') returning operator_id as id)
     insert into organizations (operator_id, id, kind, handle, name) select id, id, 'operator', $2, $3 from o returning id`,
    [preset, handle, name],
  )
  const id = rows[0]?.id ?? ''
  for (const role of builtInRoles) {
    await owner.query(
      `insert into roles (operator_id, key, audience, name, permissions, read_only_attributes, hidden_attributes)
         values ($1, $2, $3, $2, $4, $5, $6)`,
      [id, role.key, role.audience, role.permissions, role.readOnly ?? [], role.hidden ?? []],
    )
  }
  await owner.query(
    `insert into module_access (operator_id, module, kind, variant, role_id)
       select $1::uuid, 'customers', 'customer', '*', null::uuid
       union all select $1::uuid, 'customers', 'partner', '*', null where $2 = 'vendor'
       union all select $1::uuid, 'customers', 'partner', 'basic', id from roles
         where $2 = 'marketplace' and operator_id = $1 and key in ('administration', 'buyer')`,
    [id, preset],
  )
  return { id, handle, name }
}

interface OrganizationGiven {
  name?: string
  /** id; absent: the operator */
  parent?: string
  kind?: Exclude<OrganizationKind, 'operator'>
  edition?: Edition
  site?: boolean
  status?: 'created' | 'invited' | 'active' | 'suspended' | 'closed'
}

/** An active partner below the operator, or what is asked for. */
export async function makePartner(
  owner: pg.Client,
  operator: Operator,
  given: OrganizationGiven = {},
): Promise<Organization> {
  const { name = 'Ahlers IT', parent = operator.id, kind = 'partner', site = false, status = 'active' } = given
  const edition = given.edition ?? (kind === 'partner' && !site ? 'standard_paid' : null)
  const handle = handleOf(name)
  const { rows } = await owner.query<{ id: string }>(
    `insert into organizations (operator_id, id, parent_id, kind, site, handle, name, edition, status)
       values ($1, new_id(), $2, $3, $4, $5, $6, $7, $8) returning id`,
    [operator.id, parent, kind, site, handle, name, edition, status],
  )
  return { operator: operator.id, id: rows[0]?.id ?? '', handle, name }
}

/** An active person with a password and a proved address; `password: null` makes one who was only invited. Addresses are unique. */
export async function makePerson(
  owner: pg.Client,
  given: {
    name?: string
    email?: string
    login?: string
    language?: Language
    password?: string | null
    verified?: boolean
  } = {},
): Promise<Person> {
  const { name = 'Anna Schmidt', language = 'de', password = 'Torf Anker Zimt 47' } = given
  const { verified = password !== null } = given
  const tail = randomBytes(4).toString('hex')
  const { login = `anna.${tail}`, email = `anna.${tail}@firma.example` } = given
  // as cheap as possible: tests sign in often
  const stored = password === null ? null : await hash(password, { memoryCost: 64, timeCost: 1, parallelism: 1 })
  const { rows } = await owner.query<{ id: string }>(
    `insert into persons (login, email, name, language, password_hash, status, email_verified_at)
       values ($1, $2, $3, $4, $5, $6, case when $7 then now() end) returning id`,
    [login, email, name, language, stored, stored === null ? 'invited' : 'active', verified],
  )
  return { id: rows[0]?.id ?? '', login, email, name, password }
}

interface MembershipGiven {
  /** keys of built-in roles */
  roles?: readonly string[]
  visibility?: Visibility
  status?: 'invited' | 'active' | 'ended'
}

/** An active membership that sees everything, as administrator of the organisation's kind, or what is asked for. */
export async function makeMembership(
  owner: pg.Client,
  organization: Pick<Organization, 'id'>,
  person: Pick<Person, 'id'>,
  given: MembershipGiven = {},
): Promise<string> {
  const { visibility = 'all', status = 'active' } = given
  const { rows } = await owner.query<{ id: string; operator: string; kind: OrganizationKind }>(
    `with m as (
       insert into memberships (operator_id, organization_id, person_id, visibility, status)
         select operator_id, id, $2, $3, $4 from organizations where id = $1 returning id, operator_id, organization_id)
     select m.id, m.operator_id as operator, o.kind from m join organizations o on o.id = m.organization_id`,
    [organization.id, person.id, visibility, status],
  )
  const [made] = rows
  if (!made) throw new Error('there is no such organisation')
  const administrators = {
    operator: 'operator_administration',
    partner: 'administration',
    customer: 'customer_administrator',
  }
  await owner.query(
    `insert into membership_roles (operator_id, membership_id, role_id)
       select operator_id, $2, id from roles where operator_id = $1 and key = any ($3)`,
    [made.operator, made.id, given.roles ?? [administrators[made.kind]]],
  )
  return made.id
}

/** A session of somebody, without a browser that holds it; the hash of its token. */
export async function makeSession(owner: pg.Client, person: Pick<Person, 'id'>): Promise<Buffer> {
  const tokenHash = createHash('sha256').update(randomBytes(16)).digest()
  await owner.query(
    `insert into sessions (person_id, token_hash, device, address, idle_seconds, expires_at)
       values ($1, $2, 'Browser', '127.0.0.1', 3600, now() + interval '1 day')`,
    [person.id, tokenHash],
  )
  return tokenHash
}

/** A customer of the organisation. */
export async function makeCustomer(
  owner: pg.Client,
  of: Organization | Operator,
  given: { name?: string; contact?: string; manager?: string } = {},
): Promise<string> {
  const { name = 'Müller Druck GmbH', contact = null, manager = null } = given
  const { rows } = await owner.query<{ id: string }>(
    `insert into customers (operator_id, owner_id, status, name, contact_id, manager_id)
       select operator_id, id, 'customer', $2, $3, $4 from organizations where id = $1 returning id`,
    [of.id, name, contact, manager],
  )
  return rows[0]?.id ?? ''
}

function handleOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${randomBytes(3).toString('hex')}`
}
