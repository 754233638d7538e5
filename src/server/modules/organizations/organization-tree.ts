import { sql } from 'kysely'
import type { OrganizationNode } from '../../../api/organizations.ts'
import type { OrganizationKind } from '../../../api/shapes.ts'
import type { Actor, Found as FoundRows } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { decisionOver } from './decision-over.ts'

interface Found {
  id: string
  handle: string
  name: string
  kind: OrganizationKind
  site: boolean
  parent: string | null
  status: string
}

const columns = sql`o.id, o.handle, o.name, o.kind, o.site, o.parent_id as parent, o.status`
const tenantsShown = 50
const tenantsCounted = 10_000

/**
 * The switcher (ACC-11a): the acting organisation and those below; with a text those whose name contains it, and customer
 * tenants whose customers the reader sees. `tenants` counts these, up to 10,000.
 */
export async function readTree(
  tx: Tx,
  actor: Actor,
  q: string,
): Promise<{ items: OrganizationNode[]; tenants: number }> {
  const items = await readScope(tx, actor, q)
  const tenants = q ? await readTenants(tx, actor, q) : []
  const known = new Set(items.map((item) => item.id))
  return {
    items: [...items, ...tenants.filter((item) => !known.has(item.id))],
    tenants: await countTenants(tx),
  }
}

/** Organisations for the command palette: those that the reader can act in, and tenants whose customers they see (ACC-3). */
export async function searchOrganizations(
  tx: Tx,
  actor: Actor,
  q: string,
  limit: number,
): Promise<FoundRows<OrganizationNode>> {
  if (q === '') return { items: [], more: false }
  const scope = await readScope(tx, actor, q, limit + 1)
  const tenants = scope.length > limit ? [] : await readTenants(tx, actor, q)
  const found = new Map([...scope, ...tenants.filter(({ entry }) => entry !== 'none')].map((one) => [one.id, one]))
  return { items: [...found.values()].slice(0, limit), more: found.size > limit }
}

/** @param enterable only so many, and only those that the reader can act in */
async function readScope(tx: Tx, actor: Actor, q: string, enterable?: number): Promise<OrganizationNode[]> {
  const { rows } = await sql<Found & Pick<OrganizationNode, 'entry' | 'visibility'>>`
    select ${columns}, coalesce(e.entry, 'none') as entry, e.visibility
    from reach.organizations o left join access.entries() e on e.organization_id = o.id
    where (o.kind <> 'customer' or o.id = ${actor.organization.id}) and ${named(q)}
    ${enterable === undefined ? sql`order by o.name, o.id` : sql`and coalesce(e.entry, 'none') <> 'none' order by o.name, o.id limit ${enterable}`}`.execute(
    tx,
  )
  return rows.map((row) => (row.kind === 'customer' ? { ...row, ...entered(actor) } : row))
}

// the tenant that is acted in has no membership of its own deciding: the entering one does
function entered(actor: Actor): Pick<OrganizationNode, 'entry' | 'visibility'> {
  return { entry: actor.workingAs ? 'work_as' : 'member', visibility: actor.entry.visibility }
}

async function readTenants(tx: Tx, actor: Actor, q: string): Promise<OrganizationNode[]> {
  const { rows } = await sql<Found & { ownerId: string }>`
    select ${columns}, o.owner_id as "ownerId" from reach.tenants o
    where ${named(q)} order by o.name, o.id limit ${tenantsShown}`.execute(tx)
  const entries = await tenantEntries(
    tx,
    rows.map((row) => row.id),
  )
  return rows.map(({ ownerId, ...row }) => {
    const entry = entries.get(row.id) ?? 'none'
    return {
      ...row,
      entry,
      visibility: entry === 'none' ? null : (decisionOver(actor, row.id, ownerId)?.visibility ?? null),
    }
  })
}

async function tenantEntries(tx: Tx, ids: string[]): Promise<Map<string, OrganizationNode['entry']>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; entry: OrganizationNode['entry'] }>`
    select organization_id as id, entry from access.tenant_entries(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.entry]))
}

async function countTenants(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from reach.tenants limit ${tenantsCounted}) counted`.execute(tx)
  return rows[0]?.n ?? 0
}

// LST-1: every word, folded; the backslash makes % and _ what they are
function named(q: string) {
  const words = q.split(/\s+/).filter(Boolean).slice(0, 10)
  const conditions = words.map(
    (word) =>
      sql`text_search(o.name) like '%' || text_collapse(text_fold(${word.replaceAll(/[\\%_]/g, '\\$&')})) || '%'`,
  )
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`
}
