import type pg from 'pg'
import { type CustomerAttribute, customerAttributes, neverHidden } from '../../src/api/customers.ts'
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

/** Every attribute that a role can hide. */
export const hidable = customerAttributes.filter((attribute) => !neverHidden.includes(attribute))

/** What stands in each attribute of the canary customer: seen anywhere, it has leaked. The first one is what it is stored as. */
export const canaries: Record<(typeof hidable)[number], readonly [string, ...string[]]> = {
  externalId: ['KANEX-7731'],
  status: ['prospect', 'Interessent'],
  email: ['kanmail@vogel.example'],
  phone: ['+49 9988 776655'],
  website: ['www.kanweb.example'],
  street: ['Kanstraße 17'],
  postalCode: ['88771'],
  city: ['Kanstadt'],
  state: ['Kanland'],
  country: ['ZW', 'Simbabwe'],
  industry: ['agriculture', 'Landwirtschaft'],
  vatId: ['DE998877660'],
  contact: ['Konrad Kankontakt'],
  manager: ['Mona Kanmanager'],
  customerSince: ['1987-06-05'],
  owner: ['Kansitz Nebenstelle'],
  imported: ['KANIMPORT'],
  number: ['-'],
  name: ['-'],
}

/** Whether a reply holds what stands in an attribute. Short words only count as whole values. */
export function leaks(attribute: CustomerAttribute, text: string): boolean {
  return canaries[attribute].some((value) =>
    value.length > 8 ? text.includes(value) : new RegExp(`["';]${RegExp.escape(value)}["';\\r]`).test(text),
  )
}

/** Two customers of a partner, one of them full of canaries, its changes in history and audit. */
export interface CanaryWorld {
  operator: Operator
  partner: Organization
  customerId: string
  /** ids for the attributes that refer to somebody */
  contact: Person
  site: Organization
}

const columns: Partial<Record<CustomerAttribute, string>> = {
  externalId: 'external_id',
  postalCode: 'postal_code',
  vatId: 'vat_id',
  customerSince: 'customer_since',
}
const byId: readonly CustomerAttribute[] = ['contact', 'manager', 'owner', 'imported']

/** The column of the table that holds an attribute. */
export function columnOf(attribute: CustomerAttribute): string {
  if (attribute === 'imported') return attribute
  return columns[attribute] ?? (byId.includes(attribute) ? `${attribute}_id` : attribute)
}

/** Makes the world; every canary has been written by the staff, one change each. */
export async function makeCanaryWorld(owner: pg.Client): Promise<CanaryWorld> {
  const operator = await makeOperator(owner)
  const partner = await makePartner(owner, operator)
  const site = await makePartner(owner, operator, { name: canaries.owner[0], parent: partner.id, site: true })
  const contact = await makePerson(owner, { name: canaries.contact[0], password: null })
  await makeMembership(owner, site, contact)
  const manager = await makePerson(owner, { name: canaries.manager[0], password: null })
  await makeMembership(owner, operator, manager)
  const staff = await makePerson(owner, { name: 'Petra Petersen', password: null })
  await makeMembership(owner, operator, staff)
  const customerId = await makeCustomer(owner, partner, { name: 'Vogel Druck' })
  await makeCustomer(owner, partner, { name: 'Andere GmbH' })
  await owner.query(
    `select set_config('kontor.acting', $1, false), set_config('kontor.home', $1, false), set_config('kontor.author', $2, false)`,
    [operator.id, staff.id],
  )
  const ids: Partial<Record<CustomerAttribute, string>> = {
    contact: contact.id,
    manager: manager.id,
    owner: site.id,
    imported: JSON.stringify({ Notiz: canaries.imported[0] }),
  }
  for (const attribute of hidable) {
    const value = ids[attribute] ?? canaries[attribute][0]
    await owner.query(`update customers set ${columnOf(attribute)} = $2 where id = $1`, [customerId, value])
  }
  await owner.query(
    `select set_config('kontor.acting', '', false), set_config('kontor.home', '', false), set_config('kontor.author', '', false)`,
  )
  return { operator, partner, customerId, contact, site }
}

/** Somebody of the partner whose only role may everything, with these attributes hidden or read-only. */
export async function makeReader(
  owner: pg.Client,
  { operator, partner }: CanaryWorld,
  levels: { hidden?: readonly CustomerAttribute[]; readOnly?: readonly CustomerAttribute[] },
): Promise<Person> {
  const { hidden = [], readOnly = [] } = levels
  const key = `rolle-${hidden.join('-')}-${readOnly.join('-')}`
  await owner.query(
    `insert into roles (operator_id, key, audience, name, permissions, hidden_attributes, read_only_attributes)
       select operator_id, $2, 'partner', $2, permissions, $3, $4 from roles where operator_id = $1 and key = 'administration'`,
    [operator.id, key, hidden.map((a) => `customer.${a}`), readOnly.map((a) => `customer.${a}`)],
  )
  const person = await makePerson(owner, { name: 'Rita Leser', password: null })
  await makeMembership(owner, partner, person, { roles: [key] })
  return person
}
