import { type RawBuilder, sql } from 'kysely'
import type { ColumnType } from '../../../api/lists.ts'
import { runLast, runPrepared, type Tx } from '../../platform/db/database.ts'
import type { Position } from './cursor.ts'
import type { SortKey } from './request.ts'
import type { ListSource } from './source.ts'
import { all } from './where.ts'

export interface Key {
  expression: RawBuilder<unknown>
  type: RawBuilder<unknown>
  nullable: boolean
  descending: boolean
}

const types: Record<ColumnType, RawBuilder<unknown>> = {
  text: sql`text`,
  choice: sql`text`,
  reference: sql`text`,
  // never sorted by
  many: sql`uuid[]`,
  number: sql`numeric`,
  date: sql`date`,
  time: sql`timestamptz`,
  boolean: sql`boolean`,
}

/** What a page is sorted by: the keys asked for, then name and id in the direction of the last, so that one index serves both ways (LST-3). */
export function keysOf<Item>(source: ListSource<Item>, sort: SortKey[]): Key[] {
  const last = sort.at(-1)?.descending ?? false
  const asked = sort.map(({ column, descending }) => {
    const from = source.columns[column.key]
    if (!from) throw new Error(`there is no source for ${column.key}`)
    return { expression: from.label ?? from.value, type: types[column.type], nullable: from.nullable, descending }
  })
  const named = sort.some(({ column }) => column.key === 'name')
  return [
    ...asked,
    ...(named ? [] : [{ expression: source.name, type: sql`text`, nullable: false, descending: last }]),
    { expression: source.id, type: sql`uuid`, nullable: false, descending: last },
  ]
}

export type PageRow = Record<string, unknown>

/** Where a row stands: what the next page begins after. */
export function positionOf(row: PageRow, keys: Key[]): Position {
  return keys.map((_, index) => row[`k${index}`] as string | null)
}

/** What a page is read from and shown as. */
export interface PageOf {
  /** without `select`, which `columns` is */
  from: RawBuilder<unknown>
  conditions: RawBuilder<unknown>[]
  keys: Key[]
  columns: RawBuilder<unknown>
  /** made of the rows once they are cut to the page: the select list, and the alias it reads them under */
  outer?: { columns: RawBuilder<unknown>; alias: RawBuilder<unknown> } | undefined
  /** whether one plan serves all values */
  prepared: boolean
  /** whether nothing else is read in the transaction */
  last: boolean
}

/**
 * The next rows after a position, by keyset: as fast at any depth as at the start (LST-7). Empty is last ascending and
 * first descending; a deep page of a column with empty values is read in two ranges of the same index.
 */
export async function readPage(tx: Tx, page: PageOf, after: Position | null, limit: number): Promise<PageRow[]> {
  const rows: PageRow[] = []
  const ranges = after ? rangesAfter(page.keys, after) : [[]]
  const whole = { ...page, last: page.last && ranges.length === 1 }
  for (const range of ranges) {
    if (rows.length >= limit) break
    rows.push(...(await readRange(tx, whole, range, limit - rows.length)))
  }
  return rows
}

async function readRange(
  tx: Tx,
  { from, conditions, keys, columns, outer, prepared, last }: PageOf,
  range: Range,
  limit: number,
): Promise<PageRow[]> {
  const order = keys.map((k) => (k.descending ? sql`${k.expression} desc` : k.expression))
  const position = keys.map((k, index) => sql`${k.expression}::text as ${sql.ref(`k${index}`)}`)
  // the limit is part of the text: a plan for any limit would expect a tenth of all rows
  const cut = sql<PageRow>`
    select ${columns}, ${sql.join(position)} from ${from} where ${all([...conditions, ...range])}
    order by ${sql.join(order)} limit ${sql.lit(limit)}`
  const names = keys.map((_, index) => sql.ref(`k${index}`))
  const statement = outer ? sql<PageRow>`select ${outer.columns}, ${sql.join(names)} from (${cut}) ${outer.alias}` : cut
  if (last) return runLast(tx, statement, prepared)
  return prepared ? runPrepared(tx, statement) : (await statement.execute(tx)).rows
}

type Range = RawBuilder<unknown>[]

/** The rows behind a position as one or two ranges, in order. */
function rangesAfter(keys: Key[], after: Position): Range[] {
  const [first, ...rest] = keys
  const oneWay = keys.every((k) => k.descending === first?.descending)
  if (!first || !oneWay || rest.some((k) => k.nullable)) return [[lexicographic(keys, after)]]
  if (!first.nullable) return [[tuple(keys, after)]]
  const empty = sql`${first.expression} is null`
  const filled = sql`${first.expression} is not null`
  if (after[0] === null) {
    const inEmpty = [empty, tuple(rest, after.slice(1))]
    return first.descending ? [inEmpty, [filled]] : [inEmpty]
  }
  const inFilled = [filled, tuple(keys, after)]
  return first.descending ? [inFilled] : [inFilled, [empty]]
}

function tuple(keys: Key[], after: Position): RawBuilder<unknown> {
  const left = keys.map((k) => k.expression)
  const right = keys.map((k, i) => sql`${after[i] ?? null}::${k.type}`)
  return sql`(${sql.join(left)}) ${keys[0]?.descending ? sql`<` : sql`>`} (${sql.join(right)})`
}

/** Mixed directions: first key behind, or equal and the next behind, and so on. */
function lexicographic(keys: Key[], after: Position): RawBuilder<unknown> {
  const alternatives = keys.map((key, i) => {
    const equal = keys
      .slice(0, i)
      .map((k, j) => sql`${k.expression} is not distinct from ${after[j] ?? null}::${k.type}`)
    return sql`(${all([...equal, behind(key, after[i] ?? null)])})`
  })
  return sql`(${sql.join(alternatives, sql` or `)})`
}

function behind(key: Key, value: string | null): RawBuilder<unknown> {
  if (value === null) return key.descending ? sql`${key.expression} is not null` : sql`false`
  const compared = sql`${key.expression} ${key.descending ? sql`<` : sql`>`} ${value}::${key.type}`
  return key.descending || !key.nullable ? compared : sql`(${compared} or ${key.expression} is null)`
}
