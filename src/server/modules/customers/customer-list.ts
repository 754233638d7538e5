import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { CustomerRow } from '../../../api/customers.ts'
import type { Language } from '../../../api/shapes.ts'
import type { Actor, ListSource } from '../../access/index.ts'
import { words } from '../../platform/i18n.ts'
import { customerCan, decidedBy, type CustomerRecord } from './customer-row.ts'

type Row = z.input<typeof CustomerRow>

const column = (value: RawBuilder<unknown>, nullable = true) => ({ value, nullable })

const personName = (id: RawBuilder<unknown>) => sql`(select n.name from reach.names n where n.person_id = ${id})`
const ownerName = sql`(select o.name from reach.organization_names o where o.id = c.owner_id)`
const person = (id: RawBuilder<unknown>) => ({ value: id, nullable: true, label: personName(id) })
const moment = (value: RawBuilder<unknown>) =>
  sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Customers and prospects (CUS-1). */
export const customerSource: ListSource<Row> = {
  from: sql`reach.customers c`,
  fewer: (actor) => (isSeenByOwnerAlone(actor) ? sql`reach.customers_by_owner c` : null),
  id: sql`c.id`,
  name: sql`c.name`,
  search: sql`c.search`,
  alias: 'c',
  texts: {
    id: sql`c.id`,
    number: sql`c.number`,
    name: sql`c.name`,
    externalId: sql`c.external_id`,
    status: sql`c.status`,
    street: sql`c.street`,
    postalCode: sql`c.postal_code`,
    city: sql`c.city`,
    state: sql`c.state`,
    country: sql`c.country`,
    phone: sql`c.phone`,
    email: sql`c.email`,
    website: sql`c.website`,
    industry: sql`c.industry`,
    vatId: sql`c.vat_id`,
    customerSince: sql`c.customer_since`,
    createdAt: moment(sql`c.created_at`),
    changedAt: moment(sql`c.changed_at`),
  },
  beside: {
    revision: sql`c.revision`,
    owner: sql`${ownerName} as owner_name`,
    contact: sql`c.contact_id, ${personName(sql`c.contact_id`)} as contact_name`,
    manager: sql`c.manager_id, ${personName(sql`c.manager_id`)} as manager_name`,
    can: sql`c.id, c.owner_id`,
    decidedBy: sql`c.owner_id as deciding_owner`,
  },
  rest: restOf,
  columns: {
    number: column(sql`c.number`, false),
    name: column(sql`c.name`, false),
    status: column(sql`c.status`, false),
    owner: { value: sql`c.owner_id`, nullable: false, label: ownerName },
    contact: person(sql`c.contact_id`),
    manager: person(sql`c.manager_id`),
    postalCode: column(sql`c.postal_code`),
    city: column(sql`c.city`),
    country: column(sql`c.country`),
    street: column(sql`c.street`),
    state: column(sql`c.state`),
    phone: column(sql`c.phone`),
    email: column(sql`c.email`),
    website: column(sql`c.website`),
    industry: column(sql`c.industry`),
    vatId: column(sql`c.vat_id`),
    externalId: column(sql`c.external_id`),
    customerSince: column(sql`c.customer_since`),
    createdAt: column(sql`c.created_at`, false),
    changedAt: column(sql`c.changed_at`, false),
  },
  narrow: narrowOf,
  cell: cellOf,
}

type Beside = Pick<CustomerRecord, 'id' | 'revision' | 'owner_id' | 'contact_id' | 'manager_id'> &
  Record<'owner_name' | 'contact_name' | 'manager_name', string | null>

function restOf(columns: Record<string, unknown>, actor: Actor): Partial<Row> {
  // the columns of `beside`
  const row = columns as Beside
  const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)
  return {
    revision: row.revision,
    owner: { id: row.owner_id, name: row.owner_name ?? '' },
    contact: named(row.contact_id, row.contact_name),
    manager: named(row.manager_id, row.manager_name),
    decidedBy: decidedBy(actor, row),
    can: customerCan(actor, row),
  }
}

/**
 * The narrow predicate: the owner arms of the row rule where they are all there is, so that the page comes from one index
 * (access-sql.md). It repeats what the reach view says, and can only narrow.
 */
function narrowOf(actor: Actor): RawBuilder<unknown> | null {
  const { everything, allIds, ownIds } = actor.reach
  if (!isSeenByOwnerAlone(actor) || everything || (allIds.length > 0 && ownIds.length > 0)) return null
  if (allIds.length > 0) return ownedBy(allIds)
  if (ownIds.length > 0) return sql`c.contact_id = ${actor.reader} and ${ownedBy(ownIds)}`
  return sql`false`
}

/** Whether the arms of `reach.customers_by_owner` are all that give this reader rows. */
export function isSeenByOwnerAlone({ reach }: Pick<Actor, 'reach'>): boolean {
  const { managesEverywhere, manageIds, tenantIds, deputised, shared } = reach
  return (
    !(managesEverywhere || deputised) && [manageIds, tenantIds, Object.keys(shared)].every((ids) => ids.length === 0)
  )
}

function ownedBy(ids: string[]): RawBuilder<unknown> {
  return ids.length === 1 ? sql`c.owner_id = ${ids[0]}` : sql`c.owner_id = any (${ids}::uuid[])`
}

function cellOf(item: Row, { key }: { key: string }, language: Language): string | null {
  const value = item[key as keyof Row]
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') return typeof value === 'object' && 'name' in value ? value.name : null
  if (key === 'status' || key === 'industry') return words(language, 'customers')(`${key}.${value}`)
  return key === 'country' ? (countries[language].of(value) ?? value) : value
}

// making one takes longer than reading a row
const countries: Record<Language, Intl.DisplayNames> = {
  de: new Intl.DisplayNames(['de'], { type: 'region' }),
  en: new Intl.DisplayNames(['en'], { type: 'region' }),
}
