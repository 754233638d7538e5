import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { CustomerRow } from '../../../api/customers.ts'
import type { Language } from '../../../api/shapes.ts'
import type { Actor, ListSource } from '../../access/index.ts'
import { words } from '../../platform/i18n.ts'
import { type CustomerRecord, namesFor, presentCustomer, recordColumns } from './customer-row.ts'

type Row = z.input<typeof CustomerRow>

const column = (value: RawBuilder<unknown>, nullable = true) => ({ value, nullable })
const person = (value: RawBuilder<unknown>) => ({ value, nullable: true, label: sql`(select n.name from reach.names n where n.person_id = ${value})` })

/** Customers and prospects (CUS-1). */
export const customerSource: ListSource<Row> = {
  from: sql`reach.customers c`,
  id: sql`c.id`,
  name: sql`c.name`,
  search: sql`c.search`,
  select: recordColumns,
  columns: {
    number: column(sql`c.number`, false),
    name: column(sql`c.name`, false),
    status: column(sql`c.status`, false),
    owner: { value: sql`c.owner_id`, nullable: false, label: sql`(select o.name from reach.organization_names o where o.id = c.owner_id)` },
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
  async present(rows, { tx, actor }) {
    const records = rows as never as CustomerRecord[]
    const names = await namesFor(tx, records)
    return records.map((record) => presentCustomer(actor, record, names))
  },
  cell: cellOf,
}

/**
 * The narrow predicate: the owner arms of the row rule where they are all there is, so that the page comes from one index
 * (access-sql.md). It repeats what the reach view says, and can only narrow.
 */
function narrowOf(actor: Actor): RawBuilder<unknown> | null {
  const { everything, managesEverywhere, allIds, ownIds, manageIds, tenantIds, deputised, shared } = actor.reach
  if (everything || managesEverywhere || deputised || tenantIds.length > 0 || Object.keys(shared).length > 0) return null
  if (manageIds.length > 0 || (allIds.length > 0 && ownIds.length > 0)) return null
  if (allIds.length > 0) return ownedBy(allIds)
  if (ownIds.length > 0) return sql`c.contact_id = ${actor.reader} and ${ownedBy(ownIds)}`
  return sql`false`
}

function ownedBy(ids: string[]): RawBuilder<unknown> {
  return ids.length === 1 ? sql`c.owner_id = ${ids[0]}` : sql`c.owner_id = any (${ids}::uuid[])`
}

function cellOf(item: Row, { key }: { key: string }, language: Language): string | null {
  const value = item[key as keyof Row]
  if (value === null || value === undefined) return null
  if (key === 'status' || key === 'industry') return words(language, 'customers')(`${key}.${String(value)}`)
  if (key === 'country') return new Intl.DisplayNames([language], { type: 'region' }).of(String(value)) ?? String(value)
  return typeof value === 'object' && 'name' in value ? value.name : String(value)
}
