import { sql } from 'kysely'
import type { z } from 'zod'
import type { HistoryEntry } from '../../../api/customers.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { decisionOfCustomer } from './customer-row.ts'
import { findCustomer } from './find-customer.ts'
import { hiddenTexts } from './imported-texts.ts'

interface Row {
  id: string
  at: string
  person: string | null
  home: string | null
  away: boolean
  action: 'created' | 'changed' | 'imported' | 'restored'
  changes: Record<string, [unknown, unknown]>
}

/** What changed on a customer, newest first; only attributes that the reader may read on this row (ACC-11a, ACC-15). */
export async function readHistory(
  tx: Tx,
  actor: Actor,
  id: string,
  before: string | undefined,
  limit: number,
): Promise<{ items: z.infer<typeof HistoryEntry>[]; more: boolean }> {
  const record = await findCustomer(tx, id)
  const { hidden } = decisionOfCustomer(actor, record)
  const unseen = hiddenTexts(record.imported_fields, hidden)
  const attributes = [...hidden].map((attribute) => attribute.replace('customer.', ''))
  // an entry about hidden attributes alone is itself hidden
  const texts = sql`((h.changes #> '{imported,0}') - ${unseen}::text[]) is distinct from ((h.changes #> '{imported,1}') - ${unseen}::text[])`
  const shown = sql`(h.action = 'created' or h.changes = '{}' or h.changes - ${[...attributes, 'imported']}::text[] <> '{}'
    or ${hidden.has('customer.imported') ? sql`false` : texts})`
  const { rows } = await sql<Row>`
    select h.id, h.at, n.name as person, o.name as home, h.home_id is distinct from h.acting_id as away, h.action, h.changes
    from history h
    left join reach.names n on n.person_id = h.person_id
    left join reach.organization_names o on o.id = h.home_id
    where h.object_type = 'customer' and h.object_id = ${id} and ${before ? sql`h.id < ${before}` : sql`true`} and ${shown}
    order by h.id desc limit ${limit + 1}`.execute(tx)
  const names = await namesIn(tx, rows)
  const items = rows.slice(0, limit).map((row) => {
    const changes = Object.entries(row.changes)
      .filter(([attribute]) => !hidden.has(`customer.${attribute}`))
      .flatMap(([attribute, [was, is]]) =>
        attribute === 'imported'
          ? importedChanges(was, is, unseen)
          : [{ attribute, before: text(was, names), after: text(is, names) }],
      )
    return {
      id: row.id,
      at: row.at,
      person: row.person ?? 'Kontor',
      from: row.away ? row.home : null,
      action: row.action,
      changes,
    }
  })
  return { items, more: rows.length > limit }
}

async function namesIn(tx: Tx, rows: Row[]): Promise<Map<string, string>> {
  const ids = (keys: string[]) => [
    ...new Set(
      rows.flatMap((r) => keys.flatMap((k) => r.changes[k] ?? [])).filter((x): x is string => typeof x === 'string'),
    ),
  ]
  const persons = ids(['contact', 'manager'])
  const owners = ids(['owner'])
  const people =
    persons.length === 0
      ? []
      : await tx
          .selectFrom('reach.names')
          .select(['person_id as id', 'name'])
          .where('person_id', 'in', persons)
          .execute()
  const organizations =
    owners.length === 0
      ? []
      : await tx.selectFrom('reach.organization_names').select(['id', 'name']).where('id', 'in', owners).execute()
  return new Map([...people, ...organizations].map((n) => [n.id ?? '', n.name ?? '']))
}

function text(value: unknown, names: Map<string, string>): string | null {
  if (value === null || value === undefined) return null
  // jsonb of a column is text, but for what imports keep, which is told apart before
  const said = typeof value === 'string' ? value : JSON.stringify(value)
  return names.get(said) ?? said
}

/** The texts of an import change one by one. */
function importedChanges(
  was: unknown,
  is: unknown,
  unseen: readonly string[],
): { attribute: string; before: string | null; after: string | null }[] {
  const before = (was ?? {}) as Record<string, string>
  const after = (is ?? {}) as Record<string, string>
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key] !== after[key] && !unseen.includes(key))
    .map((key) => ({ attribute: `imported.${key}`, before: before[key] ?? null, after: after[key] ?? null }))
}
