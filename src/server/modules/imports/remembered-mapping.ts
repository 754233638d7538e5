import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ImportField, ImportField as Field } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Column, matchColumns, remapColumns, withoutHidden } from './match-columns.ts'

type Fields = Readonly<Record<string, string | null>>

/**
 * The columns of a file as they are understood at first: by their headers, or where somebody of this organisation has corrected
 * those of an earlier file with the same headers, as it was (IMP-2). Without fields that the importer may not read (ACC-15).
 */
export async function understood<C extends Column>(
  tx: Tx,
  owner: string,
  columns: readonly C[],
  hidden: ReadonlySet<string>,
): Promise<{ columns: readonly C[]; remembered: boolean }> {
  const byHeader = withoutHidden(columns, hidden)
  const fields = await recall(tx, owner, columns)
  if (fields === null) return { columns: byHeader, remembered: false }
  const corrected = withoutHidden(remapColumns(columns, asMapping(fields)), hidden)
  return { columns: corrected, remembered: corrected.some(({ field }, at) => field !== byHeader[at]?.field) }
}

/** Remembers where somebody has corrected the columns to, for the next file with the same headers; what the headers say anyway needs no memory. */
export async function remember(
  tx: Tx,
  actor: Actor,
  owner: string,
  columns: readonly Column[],
  hidden: ReadonlySet<string>,
): Promise<boolean> {
  const byHeader = matchColumns(columns.map(({ header }) => header))
  const before =
    (await recall(tx, owner, columns)) ?? Object.fromEntries(byHeader.map(({ key, field }) => [key, field]))
  // what goes to a field that is hidden from this person stays as others have corrected it
  const fields = Object.fromEntries(
    columns.map(({ key, field }) => {
      const known = before[key] ?? null
      return [key, field === null && hidden.has(`customer.${known}`) ? known : field]
    }),
  )
  if (byHeader.every(({ key, field }) => fields[key] === field)) {
    await forget(tx, owner, columns)
    return false
  }
  await sql`insert into import_mappings (operator_id, organization_id, headers, fields, changed_by)
      values (${actor.operator.id}, ${owner}, ${hashOf(columns)}, ${JSON.stringify(fields)}::jsonb, ${actor.person.id})
    on conflict (operator_id, organization_id, headers) do update
      set fields = excluded.fields, changed_at = now(), changed_by = excluded.changed_by`.execute(tx)
  return true
}

/** Lets the headers speak for themselves again. */
export async function forget(tx: Tx, owner: string, columns: readonly Column[]): Promise<void> {
  await sql`delete from import_mappings where organization_id = ${owner} and headers = ${hashOf(columns)}`.execute(tx)
}

async function recall(tx: Tx, owner: string, columns: readonly Column[]): Promise<Fields | null> {
  const { rows } = await sql<{ fields: Fields }>`
    select fields from import_mappings where organization_id = ${owner} and headers = ${hashOf(columns)}`.execute(tx)
  return rows[0]?.fields ?? null
}

// a field that there is no longer is none
function asMapping(fields: Fields): ReadonlyMap<string, ImportField | null> {
  return new Map(Object.entries(fields).map(([key, field]) => [key, Field.safeParse(field).data ?? null]))
}

// of the set: the same columns in another order are the same file
function hashOf(columns: readonly Column[]): string {
  const keys = columns.map(({ key }) => key).toSorted()
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex')
}
