import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { CheckedRow, Existing } from './checked-row.ts'

/** What a customer held before a row changed it. */
export interface Image {
  readonly values: Existing['values']
  readonly contact: string | null
  readonly imported: Existing['imported']
  /** the other imports know it by this */
  readonly revision: number
}

/** What taking a row over has left: whom it created or changed, and what stood there before (IMP-5). */
export interface Trace {
  readonly customer: string
  readonly before: Image | null
  readonly revision: number
}

/** Keeps what became of the rows of a batch, in place of what an earlier run has kept. */
export async function storeRows(
  tx: Tx,
  of: { operator: string; import: string },
  rows: readonly CheckedRow[],
  traces: ReadonlyMap<number, Trace> = new Map(),
): Promise<void> {
  const stored = rows.map(({ row, action, name, existing, changes, problems }) => {
    const trace = traces.get(row)
    const customer_id = trace?.customer ?? existing?.id ?? null
    return {
      row,
      action,
      name,
      customer_id,
      changes,
      problems,
      before: trace?.before ?? null,
      revision: trace?.revision ?? null,
    }
  })
  await sql`insert into import_rows (operator_id, import_id, row, action, name, customer_id, changes, problems, before, revision)
    select ${of.operator}, ${of.import}, r.row, r.action, r.name, r.customer_id, r.changes, r.problems, r.before, r.revision
    from jsonb_to_recordset(${JSON.stringify(stored)}::jsonb)
      as r(row int, action text, name text, customer_id uuid, changes jsonb, problems jsonb, before jsonb, revision int)
    on conflict (operator_id, import_id, row) do update set action = excluded.action, name = excluded.name, customer_id = excluded.customer_id,
      changes = excluded.changes, problems = excluded.problems, before = excluded.before, revision = excluded.revision`.execute(
    tx,
  )
}

/** The rows that have become new customers, or will. */
export async function createdRows(tx: Tx, importId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ row: number }>`
    select r.row from import_rows r where r.import_id = ${importId} and r.action = 'create'`.execute(tx)
  return rows.map(({ row }) => row)
}

/** Writes the counts of an import from the rows that are kept. */
export async function countRows(tx: Tx, importId: string): Promise<void> {
  await sql`update imports i set total = c.total, creating = c.creating, updating = c.updating, unchanged = c.unchanged, faulty = c.faulty, warned = c.warned
    from (select count(*)::int as total, count(*) filter (where r.action = 'create')::int as creating, count(*) filter (where r.action = 'update')::int as updating,
        count(*) filter (where r.action = 'unchanged')::int as unchanged, count(*) filter (where r.action = 'error')::int as faulty,
        count(*) filter (where r.warned)::int as warned
      from import_rows r where r.import_id = ${importId}) c
    where i.id = ${importId}`.execute(tx)
}
