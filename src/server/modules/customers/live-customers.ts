import { sql } from 'kysely'
import { customerList } from '../../../api/customers.ts'
import type { Actor, Candidates, Concerns, LiveSource, Sight, State } from '../../access/index.ts'

/** Customers that come, change and leave sight (LST-10). */
export const liveCustomers: LiveSource = {
  kind: 'customers',
  can: customerList.can,
  events: ['customers.created', 'customers.changed', 'customers.removed'],
  concerns: async (_, actor) => concernsOf(actor),
  async look(tx, candidates) {
    const { rows } = await sql<Sight>`
      select t.id, exists (select from reach.customers c where c.id = t.id) as now,
        coalesce(bool_or(t.owner is not null
          and access.customer_seen(access.operator(), t.id, t.owner, t.contact, t.manager, t.organization)), false) as before
      from jsonb_to_recordset(${JSON.stringify(rowsOf(candidates))}::jsonb)
        as t(id uuid, owner uuid, contact uuid, manager uuid, organization uuid)
      group by t.id`.execute(tx)
    return rows
  },
  async lookAtMany(tx, changes) {
    const states = changes.flatMap(({ from, to }) => [...from, ...to])
    const times = changes.map(({ at }) => at)
    // rows that came by a share are known by their id, which an event of many does not say
    const { rows } = await sql<{ any: boolean }>`
      select exists (select from jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
          as t(owner uuid, contact uuid, manager uuid, organization uuid)
          where access.customer_seen(access.operator(), null, t.owner, t.contact, t.manager, t.organization))
        or exists (select from reach.customers c
          where c.id in (select unnest(access.shared('customer', 'read'))) and c.changed_at = any (${times}::timestamptz[])) as any`.execute(
      tx,
    )
    return rows[0]?.any ?? false
  },
}

function rowsOf(candidates: Candidates): object[] {
  return [...candidates].flatMap(([id, states]): object[] =>
    states.length === 0 ? [{ id }] : states.map((state) => ({ id, ...state })),
  )
}

/** The row rule without what only the database knows: yes where in doubt. */
function concernsOf({ reach, reader, organization }: Actor): Concerns {
  const { everything, managesEverywhere, deputised, shared, ownRecords } = reach
  const [all, own, managed, tenants] = [reach.allIds, reach.ownIds, reach.manageIds, reach.tenantIds].map(
    (ids) => new Set(ids),
  )
  const hasShares = Object.keys(shared).length > 0
  const has = (ids: ReadonlySet<string> | undefined, id: string | null | undefined) => !!id && ids?.has(id) === true
  return (id, { owner, contact, manager, organization: tenant }: State) =>
    everything ||
    deputised ||
    has(all, owner) ||
    (contact === reader && has(own, owner)) ||
    (manager === reader && (managesEverywhere || has(managed, owner))) ||
    has(tenants, tenant) ||
    // who works as a tenant is there by its customer (ACC-3)
    tenant === organization.id ||
    (id === null ? hasShares : id in shared || id in ownRecords)
}
