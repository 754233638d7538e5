import { tongueOf } from './companies.ts'
import type { CustomerRow, Draft } from './draft.ts'
import { addUnit, type Unit } from './organizations.ts'
import type { Owner } from './owner.ts'
import { addMember, addPerson, listSignIn, type Member, newName } from './people.ts'

/** Makes a customer a tenant: an organisation below its owner with an administrator, often with users. */
function addTenant(draft: Draft, owner: Unit, row: CustomerRow, administrator?: string): Member {
  const { dice } = draft
  const tongue = tongueOf(row.country ?? 'DE')
  const unit = addUnit(draft, {
    name: row.name,
    above: owner,
    kind: 'customer',
    version: dice.chance(0.4) ? 'professional' : 'basic',
    domain: row.email?.split('@')[1] ?? owner.domain,
    workAsBlocked: dice.chance(0.1),
  })
  row.organization_id = unit.id
  const person = (name: string) =>
    addPerson(draft, { name, domain: unit.domain, language: tongue === 'de' ? 'de' : 'en' })
  // a tenant's people see their own organisation, whatever is set here (ACC-11a)
  const member = addMember(draft, unit, person(administrator ?? newName(draft, tongue)), {
    roles: ['customer_administrator'],
    visibility: 'all',
  })
  for (let users = dice.under(3); users > 0; users -= 1) {
    addMember(draft, unit, person(newName(draft, tongue)), { roles: ['customer_user'], visibility: 'all' })
  }
  return member
}

/** Makes some of an owner's customers tenants. */
export function addTenants(draft: Draft, { unit }: Owner, count: number): void {
  const eligible = draft.rows.customers.filter(
    (row) => row.owner_id === unit.id && row.status === 'customer' && !row.organization_id,
  )
  for (const row of eligible.slice(0, count)) addTenant(draft, unit, row)
}

/** The tenant of the pictures, whose administrator is on the sign-in page. */
export function addKnownTenant(draft: Draft, { unit }: Owner, name: string, administrator: string): void {
  const row = draft.rows.customers.find((customer) => customer.name === name)
  if (!row) throw new Error(`there is no customer ${name}`)
  listSignIn(draft, addTenant(draft, unit, row, administrator))
}
