import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { customerSource } from './customer-list.ts'

interface Overview {
  customers: number
  prospects: number
  withoutContact: number
  mine: number
  recent: { id: string; name: string; changedAt: string }[]
}

const upTo = 10_001

/** Counts for the start page, each of the list it opens, capped like totals. */
export async function readOverview(tx: Tx, actor: Actor): Promise<Overview> {
  const narrow = customerSource.narrow?.(actor) ?? sql`true`
  const counted = (condition: ReturnType<typeof sql>) =>
    sql`(select count(*)::int from (select from reach.customers c where ${narrow} and ${condition} limit ${upTo}) x)`
  const { rows } = await sql<Omit<Overview, 'recent'>>`select
    ${counted(sql`c.status = 'customer'`)} as customers, ${counted(sql`c.status = 'prospect'`)} as prospects,
    ${counted(sql`c.contact_id is null`)} as "withoutContact", ${counted(sql`c.contact_id = ${actor.person.id}`)} as mine`.execute(tx)
  const recent = await sql<{ id: string; name: string; changedAt: string }>`
    select c.id, c.name, c.changed_at as "changedAt" from reach.customers c where ${narrow}
    order by c.changed_at desc, c.name desc, c.id desc limit 6`.execute(tx)
  return { ...(rows[0] ?? { customers: 0, prospects: 0, withoutContact: 0, mine: 0 }), recent: recent.rows }
}
