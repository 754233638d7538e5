import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { logoKey } from '../../src/server/modules/organizations/logo-files.ts'
import {
  makeCustomer,
  makeMembership,
  makeOperator,
  makePartner,
  makePerson,
  type Operator,
  type Organization,
  type Person,
} from '../support/factories.ts'
import type { Portal } from '../support/portal.ts'

/** An operator with one of everything, for tests that ask every endpoint. */
export interface RegistryWorld {
  /** stands in every name and text of this world */
  mark: string
  operator: Operator
  partner: Organization
  /** operator administration: sees everything, may everything */
  staff: Person
  /** administration of the partner */
  administrator: Person
  /** one record for each path parameter there is */
  ids: Record<string, string>
}

/** Makes a world; nothing of one is visible in another. */
export async function makeRegistryWorld(
  owner: pg.Client,
  given: { mark: string; preset?: 'vendor' | 'marketplace' },
): Promise<RegistryWorld> {
  const { mark, preset = 'vendor' } = given
  const operator = await makeOperator(owner, { name: `${mark} Software AG`, preset })
  const partner = await makePartner(owner, operator, { name: `${mark} Partner`, edition: 'standard_paid' })
  const staff = await makePerson(owner, { name: `${mark} Petersen`, email: mailOf(mark) })
  const staffMembership = await makeMembership(owner, operator, staff)
  const administrator = await makePerson(owner, { name: `${mark} Ahlers`, email: mailOf(mark) })
  await makeMembership(owner, partner, administrator)
  const world = { mark, operator, partner, staff, administrator }
  const customerId = await makeMarkedCustomer(owner, world)
  const { rows: sessions } = await owner.query<{ id: string }>(
    `insert into sessions (person_id, token_hash, device, address, idle_seconds, expires_at)
       values ($1, $2, $3, '127.0.0.1', 86400, now() + interval '1 day') returning id`,
    [staff.id, randomBytes(32), mark],
  )
  const ids = {
    customerId,
    membershipId: staffMembership,
    sessionId: sessions[0]?.id ?? '',
    mailId: await makeMail(owner, world),
    importId: await makeImport(owner, world, customerId),
    viewId: await makeView(owner, world, 'customers'),
    logoId: await makeLogo(owner, world),
  }
  return { ...world, ids }
}

type Made = Omit<RegistryWorld, 'ids'>

function mailOf(mark: string): string {
  return `${mark}.${randomBytes(4).toString('hex')}@firma.example`.toLowerCase()
}

/** A customer of the partner, with the mark in all of its texts. */
export async function makeMarkedCustomer(owner: pg.Client, { mark, partner }: Made): Promise<string> {
  const id = await makeCustomer(owner, partner, { name: `${mark} Druck GmbH` })
  const texts = ['external_id', 'email', 'phone', 'website', 'street', 'postal_code', 'city', 'state', 'vat_id']
  await owner.query(
    `update customers set ${texts.map((column) => `${column} = $2 || ' ${column} ' || left(id::text, 13)`).join(', ')},
       country = 'DE', imported = jsonb_build_object('Notiz', $2 || ' imported') where id = $1`,
    [id, mark],
  )
  return id
}

/** Somebody invited to the partner. */
export async function makeInvited(owner: pg.Client, { mark, partner }: Made): Promise<{ person: Person; id: string }> {
  const person = await makePerson(owner, { name: `${mark} Neu`, email: mailOf(mark), password: null })
  return { person, id: await makeMembership(owner, partner, person, { status: 'invited', roles: ['buyer'] }) }
}

/** A mail that waits in the Outbox. */
export async function makeMail(owner: pg.Client, world: Made): Promise<string> {
  const { person, id } = await makeInvited(owner, world)
  const { rows } = await owner.query<{ id: string }>(
    `insert into mails (operator_id, organization_id, person_id, template, params, status)
       values ($1, $2, $3, 'invitation', jsonb_build_object('membershipId', $4::text), 'kept') returning id`,
    [world.operator.id, world.partner.id, person.id, id],
  )
  return rows[0]?.id ?? ''
}

/** A checked import of the operator, of one row that would change a customer. */
export async function makeImport(owner: pg.Client, { mark, operator, staff }: Made, customer: string): Promise<string> {
  const columns = [
    { header: 'Name', key: 'Name', field: 'name', samples: [`${mark} Druck`] },
    { header: 'Mail', key: 'Mail', field: 'email', samples: [`${mark} mail`] },
  ]
  const { rows } = await owner.query<{ id: string }>(
    `insert into imports (operator_id, id, organization_id, maker_id, file_name, status, encoding, delimiter, columns, total, updating)
       values ($1, new_id(), $1, $2, $3, 'checked', 'utf-8', ';', $4, 1, 1) returning id`,
    [operator.id, staff.id, `${mark}.csv`, JSON.stringify(columns)],
  )
  const id = rows[0]?.id ?? ''
  const changes = [{ attribute: 'email', before: `${mark} email`, after: `${mark} mail` }]
  await owner.query(
    `insert into import_rows (operator_id, import_id, row, action, name, customer_id, changes)
       values ($1, $2, 2, 'update', $3, $4, $5)`,
    [operator.id, id, `${mark} Druck`, customer, JSON.stringify(changes)],
  )
  return id
}

/** A logo of the operator, without its file. */
export async function makeLogo(owner: pg.Client, { operator }: Pick<Made, 'operator'>): Promise<string> {
  const { rows } = await owner.query<{ logo: string }>(
    'update organizations set logo = new_id(), logo_width = 40, logo_height = 20 where id = $1 returning logo',
    [operator.id],
  )
  return rows[0]?.logo ?? ''
}

/** Stores the picture of a logo, else the server warns when somebody reads it. */
export function storeLogo({ services }: Pick<Portal, 'services'>, operator: string, logo = ''): Promise<void> {
  return services.files.put(logoKey(operator, logo), Buffer.from('picture'))
}

/** A private view of the staff, of a list. */
export async function makeView(owner: pg.Client, { mark, operator, staff }: Made, list: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into saved_views (operator_id, organization_id, person_id, list, name, state)
       values ($1, $1, $2, $3, $4, '{}') returning id`,
    [operator.id, staff.id, list, `${mark} Ansicht ${randomBytes(4).toString('hex')}`],
  )
  return rows[0]?.id ?? ''
}
