import { addressIn, phoneIn, pickPlace, placeNamed } from './addresses.ts'
import { type Company, newCompany, newDomain } from './companies.ts'
import { type CustomerRow, type Draft, idAt } from './draft.ts'
import { addPast, birthOf } from './history.ts'
import type { Owner } from './owner.ts'
import type { Member } from './people.ts'
import { vatId } from './vat-ids.ts'
import type { Place } from './words/towns.ts'
import type { Industry } from './words/trades.ts'

/** What is known of a customer beforehand; the rest is made up. */
interface Known {
  name?: string
  industry?: Industry
  city?: string
  postalCode?: string
  street?: string
  phone?: string
  externalId?: string
  status?: 'customer' | 'prospect'
  contact?: Member | null
  customerSince?: string
  /** when it was changed last; absent: by chance */
  changedHoursAgo?: number
  /** since it came along with the partner */
  unchanged?: boolean
}

/** Fills an owner with customers up to a number; those it has already count. */
export function fillUp(draft: Draft, owner: Owner, count: number): void {
  const existing = draft.rows.customers.filter((row) => row.owner_id === owner.unit.id).length
  for (let left = count - existing; left > 0; left -= 1) addCustomer(draft, owner)
}

/** One customer or prospect with its past. */
export function addCustomer(draft: Draft, owner: Owner, known: Known = {}): CustomerRow {
  const { dice, operatorId, rows } = draft
  const place = known.city ? placeNamed(owner.region, known.city) : pickPlace(dice, owner.region)
  const status = known.status ?? (dice.chance(0.1) ? 'prospect' : 'customer')
  const birth = birthOf(draft, owner, known.name !== undefined)
  const contact = known.contact === undefined ? pickContact(draft, owner) : known.contact
  const row: CustomerRow = {
    operator_id: operatorId,
    id: idAt(dice, birth.at),
    owner_id: owner.unit.id,
    contact_id: contact?.person.id ?? null,
    manager_id: owner.managers.length > 0 && dice.chance(0.9) ? dice.pick(owner.managers).id : null,
    organization_id: null,
    external_id: known.externalId ?? (dice.chance(0.4) ? `D-${10_000 + rows.customers.length}` : null),
    status,
    customer_since: status === 'prospect' ? null : (known.customerSince ?? sinceDay(draft, birth.at)),
    imported: birth.imported && draft.past.chance(0.2) ? remarks(draft) : {},
    ...masterData(draft, place, status, known),
  }
  addPast(draft, owner, row, birth, known)
  rows.customers.push(row)
  return row
}

function pickContact({ dice }: Draft, { contacts }: Owner): Member | null {
  if (contacts.length === 0 || dice.chance(0.06)) return null
  return dice.weighed(contacts.map((member, at) => [Math.max(1, 4 - at), member] as const))
}

function masterData(draft: Draft, place: Place, status: string, known: Known) {
  const { dice } = draft
  const { name, industry, domain } = companyOf(draft, place, known)
  const address = addressIn(dice, place)
  const local = dice.weighed([
    [6, 'info'],
    [2, 'kontakt'],
    [1, 'office'],
    [1, 'post'],
  ])
  const rarely = status === 'prospect' ? 0.35 : 0.8
  return {
    name,
    email: `${place.country === 'DE' ? local : local.replace('kontakt', 'mail')}@${domain}`,
    phone: known.phone ?? (dice.chance(0.93) ? phoneIn(dice, place) : null),
    website: dice.chance(0.65) ? `https://www.${domain}` : null,
    ...address,
    street: known.street ?? address.street,
    postal_code: known.postalCode ?? address.postal_code,
    industry: dice.chance(0.92) || known.industry ? industry : null,
    vat_id: dice.chance(rarely) ? vatId(dice, place.country) : null,
  }
}

function companyOf(draft: Draft, place: Place, { name, industry }: Known): Company {
  if (!name) return newCompany(draft, place.country, place.city)
  draft.taken.names.add(name)
  return { name, industry: industry ?? 'services', domain: newDomain(draft, name, place.city) }
}

/** The day since when somebody is a customer: often long before Kontor, never after the record was made. */
function sinceDay({ past: dice, clock }: Draft, createdAt: string): string {
  const age = Math.ceil((clock.now - Date.parse(createdAt)) / 86_400_000)
  return age < 60 ? createdAt.slice(0, 10) : clock.day(-age - dice.under(dice.chance(0.6) ? 1200 : 5200))
}

function remarks({ past: dice }: Draft): Record<string, string> {
  const remark = dice.pick([
    'Rechnung per Post',
    'Rückruf nach Messe',
    'Ansprechpartner im Urlaub bis Monatsende',
    'Anlieferung nur vormittags',
    'Wünscht Schulung vor Ort',
    'Rahmenvertrag bis Jahresende',
  ])
  return { 'Nr. im Altsystem': String(1000 + dice.under(9000)), Bemerkung: remark }
}
