import { sql } from 'kysely'
import { type Actor, hiddenInLists } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { customerSource } from './customer-list.ts'

interface Overview {
  /** null where the attribute that is counted by is hidden (ACC-15) */
  customers: number | null
  prospects: number | null
  withoutContact: number | null
  mine: number | null
  recent: { id: string; name: string; changedAt: string }[]
}

const upTo = 10_001

/** Counts for the start page, each of the list it opens, capped like totals. */
export async function readOverview(tx: Tx, actor: Actor): Promise<Overview> {
  const narrow = customerSource.narrow?.(actor) ?? sql`true`
  const hidden = hiddenInLists(actor)
  const counted = (attribute: string, condition: ReturnType<typeof sql>) =>
    hidden.has(`customer.${attribute}`)
      ? sql`null::int`
      : sql`(select count(*)::int from (select from reach.customers c where ${narrow} and ${condition} limit ${upTo}) x)`
  // operator staff answer for customers as account managers
  const own = actor.organization.kind === 'operator' ? 'manager' : 'contact'
  const { rows } = await sql<Omit<Overview, 'recent'>>`select
    ${counted('status', sql`c.status = 'customer'`)} as customers, ${counted('status', sql`c.status = 'prospect'`)} as prospects,
    ${counted('contact', sql`c.contact_id is null`)} as "withoutContact", ${counted(own, sql`${sql.ref(`c.${own}_id`)} = ${actor.reader}`)} as mine`.execute(
    tx,
  )
  const recent = await sql<{ id: string; name: string; changedAt: string }>`
    select c.id, c.name, c.changed_at as "changedAt" from reach.customers c where ${narrow}
    order by c.changed_at desc, c.name desc, c.id desc limit 6`.execute(tx)
  return { ...(rows[0] ?? { customers: 0, prospects: 0, withoutContact: 0, mine: 0 }), recent: recent.rows }
}
