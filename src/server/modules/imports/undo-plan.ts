import { type RawBuilder, sql } from 'kysely'
import type { UndoPreview, UndoReason } from '../../../api/imports.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Image } from './store-rows.ts'
import type { UndoRights } from './undo-rights.ts'

/** A row that was taken over and stands, and why it has to; null: it can be undone. */
export interface PlannedRow {
  readonly row: number
  readonly customer: string
  readonly why: UndoReason | null
  /** null: the import created the customer */
  readonly before: Image | null
  readonly contactChanged: boolean
}

/**
 * What undoing comes to for rows of an import, stated once for preview and run (IMP-5). `r` are rows that the reader sees, `c` their
 * customers: one that was changed since has another revision than the import has left it with.
 */
function whyKept(rights: UndoRights, inUse: RawBuilder<unknown>): RawBuilder<UndoReason | null> {
  const contactChanged = sql`(r.before is not null and r.before ->> 'contact' is distinct from c.contact_id::text)`
  return sql`case
    when c.owner_id <> ${rights.owner} then 'moved'
    when r.before is null and ${inUse} is not null then ${inUse}
    when c.revision <> r.revision then case
      when exists (select from import_rows o where o.customer_id = c.id and o.revision = c.revision and o.import_id <> r.import_id) then 'later_import'
      when exists (select from history h join imports i on i.id = r.import_id
        where h.object_id = c.id and h.at >= i.created_at and h.action = 'changed' and h.changes ? 'contact') then 'contact'
      else 'changed' end
    when r.before is null then case when ${rights.mayRemove} then null else 'not_permitted' end
    when not ${rights.mayRestore} or exists (select from jsonb_array_elements(r.changes) x
      where split_part(x ->> 'attribute', '.', 1) = any (${rights.unwritable}::text[])) then 'not_permitted'
    when ${contactChanged} and not (${rights.mayAssignContact} or c.contact_id is not distinct from ${rights.self}) then 'not_permitted'
    when ${contactChanged} and r.before ->> 'contact' is not null
      and (r.before ->> 'contact')::uuid not in (select n.person_id from access.contact_candidates(${rights.owner}) n) then 'contact_gone'
    end`
}

/** What undoing an import would do, as things stand (IMP-5). */
export async function planUndo(tx: Tx, importId: string, rights: UndoRights): Promise<UndoPreview> {
  const { rows } = await sql<{ created: boolean; why: UndoReason | null; count: number }>`
    with standing as materialized (select r.* from import_rows r
        where r.import_id = ${importId} and r.revision is not null and (r.undone is null or r.undone = 'kept')),
      used as materialized (select u.id, u.why from access.customers_in_use(
        (select coalesce(array_agg(s.customer_id), '{}') from standing s where s.before is null)) u)
    select p.created, p.why, count(*)::int as count from (
      select r.before is null as created, ${whyKept(rights, sql`u.why`)} as why
      from standing r join customers c on c.id = r.customer_id left join used u on u.id = c.id) p
    group by p.created, p.why order by count desc, p.why`.execute(tx)
  const { standing, kept } = await remainsOf(tx, importId)
  const seen = rows.reduce((sum, { count }) => sum + count, 0)
  const sum = (created: boolean) =>
    rows.filter((one) => one.why === null && one.created === created).reduce((total, { count }) => total + count, 0)
  const keep = new Map<UndoReason, number>()
  for (const { why, count } of rows) if (why !== null) keep.set(why, (keep.get(why) ?? 0) + count)
  return {
    remove: sum(true),
    restore: sum(false),
    keep: [...keep].map(([why, count]) => ({ why, count })),
    unseen: Math.max(0, standing + kept - seen),
  }
}

const partSize = 1000

/** The next rows that stand behind one, with their customers held until the transaction ends. */
export async function nextToUndo(
  tx: Tx,
  importId: string,
  rights: UndoRights,
  after: number,
): Promise<readonly PlannedRow[]> {
  const { rows: part } = await sql<{ row: number; customer: string }>`
    select r.row, r.customer_id as customer from import_rows r
    where r.import_id = ${importId} and r.row > ${after} and r.revision is not null and r.undone is null and r.customer_id is not null
    order by r.row limit ${partSize}`.execute(tx)
  if (part.length === 0) return []
  const ids = part.map(({ customer }) => customer)
  // one that may be seen but not written is not held: it has moved away, and stays
  await sql`select from customers c where c.id = any (${ids}::uuid[]) order by c.id for update of c`.execute(tx)
  const { rows } = await sql<PlannedRow>`
    with used as materialized (select u.id, u.why from access.customers_in_use(${ids}::uuid[]) u)
    select r.row, r.customer_id as customer, r.before, ${whyKept(rights, sql`u.why`)} as why,
      r.before is not null and r.before ->> 'contact' is distinct from c.contact_id::text as "contactChanged"
    from import_rows r join customers c on c.id = r.customer_id left join used u on u.id = c.id
    where r.import_id = ${importId} and r.row = any (${part.map(({ row }) => row)}::int[])
    order by r.row`.execute(tx)
  return rows
}

interface Remains {
  readonly removed: number
  readonly restored: number
  readonly kept: number
  /** seen or not, and nothing was made of them */
  readonly standing: number
}

/** What has become of the rows that an import took over, seen or not (ACC-12). */
export async function remainsOf(tx: Tx, importId: string): Promise<Remains> {
  const { rows } = await sql<Remains>`
    select removed, restored, kept, standing from access.import_remains(${importId})`.execute(tx)
  return rows[0] ?? { removed: 0, restored: 0, kept: 0, standing: 0 }
}
