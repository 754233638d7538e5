import { type RawBuilder, sql } from 'kysely'
import type { ColumnFilter } from '../../../api/filters.ts'
import type { Column, List } from '../../../api/lists.ts'
import type { Actor } from '../actor.ts'
import type { ListRequest } from './request.ts'
import type { ColumnSource, ListSource } from './source.ts'

type Condition = RawBuilder<unknown>

/**
 * The conditions of a list: the narrow predicate, search and filters. Every operator here is one that cannot raise: an
 * error would tell about rows that the reader can't see, since the reach view is no barrier (access-sql.md).
 *
 * @param without a column whose own filter is left out: its choices
 */
export function conditionsOf<Item>(
  list: List,
  source: ListSource<Item>,
  request: ListRequest,
  actor: Actor,
  now: Date,
  without?: string,
): Condition[] {
  const narrow = source.narrow?.(actor)
  const filters = Object.entries(request.filter).filter(([key]) => key !== without)
  return [
    ...(narrow ? [narrow] : []),
    ...(request.ids ? [sql`${source.id} = any (${request.ids}::uuid[])`] : []),
    ...request.words.map((word) => matches(word, source, request, list)),
    ...filters.flatMap(([key, filter]) => {
      const column = list.columns.find((c) => c.key === key)
      const from = source.columns[key]
      if (!column || !from) throw new Error(`${list.key} has no source for ${key}`)
      const { timeZone } = actor.operator
      return filterConditions(column, from, filter, { timeZone, today: dayOf(now, timeZone) }, source)
    }),
  ]
}

// for how many the planner takes a list whose length it does not know
const unknownLength = 10

/**
 * Whether one plan is right for all values of a request like this: patterns and ranges match anything from no row to all, and
 * so do long lists, so these are planned for their values; an equality is served by an index, or by the index of the sort.
 *
 * @param owners of the narrow predicate, where there is one: a distributor has hundreds
 */
export function anyValuePlansAlike({ words, ids, filter }: ListRequest, owners: readonly string[]): boolean {
  const alike = new Set(['in', 'equals', 'is', 'empty'])
  const filters = Object.values(filter)
  const lists = [owners, ids ?? [], ...filters.map((given) => given.in ?? [])]
  return (
    words.length === 0 &&
    filters.every((given) => Object.keys(given).every((part) => alike.has(part))) &&
    lists.every(({ length }) => length <= unknownLength)
  )
}

/** Joins conditions by AND; true where there are none. */
export function all(conditions: Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

// a backslash makes % and _ what they are
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

const folded = (text: string) => sql`text_collapse(text_fold(${literal(text)}))`

// what stands before the beginning of a word; a folded text has one line for each searched column
const wordStarts = [
  sql``,
  sql`'%' || E'\n' || `,
  ...[' ', '-', '(', '/', '.', '@', '&', '+'].map((c) => sql`${`%${c}`}::text || `),
]

/**
 * LST-1: substring, case- and accent-insensitive; under three characters the beginnings of words. The trigram column
 * finds candidates; where the reader can't read every searched column, the word must match one that is readable.
 */
function matches<Item>(word: string, source: ListSource<Item>, request: ListRequest, list: List): Condition {
  const within = (text: Condition) => {
    if (Array.from(word).length >= 3) return sql`${text} like '%' || ${folded(word)} || '%'`
    const starts = wordStarts.map((before) => sql`${text} like ${before}${folded(word)} || '%'`)
    return sql`(${sql.join(starts, sql` or `)})`
  }
  const searched = list.columns.filter((c) => c.searchable)
  const readable = searched.filter((c) => request.readable.includes(c))
  if (readable.length === searched.length) return within(source.search)
  const each = readable.map((c) => within(sql`text_search(coalesce(${valueOf(source, c.key)}, ''))`))
  return sql`(${within(source.search)} and (${each.length === 0 ? sql`false` : sql.join(each, sql` or `)}))`
}

function valueOf<Item>(source: ListSource<Item>, key: string): Condition {
  const from = source.columns[key]
  if (!from) throw new Error(`there is no source for ${key}`)
  return from.value
}

/** Days are the operator's: where they begin, and which one is today. */
interface Calendar {
  timeZone: string
  today: string
}

function filterConditions<Item>(
  column: Column,
  from: ColumnSource,
  filter: ColumnFilter,
  calendar: Calendar,
  source: ListSource<Item>,
): Condition[] {
  const { value } = from
  const conditions: Condition[] = []
  if (filter.empty !== undefined) conditions.push(filter.empty ? sql`${value} is null` : sql`${value} is not null`)
  if (filter.equals !== undefined) conditions.push(sql`${value} = ${filter.equals}`)
  if (filter.starts !== undefined) {
    conditions.push(sql`text_collapse(text_fold(${value})) like ${folded(filter.starts)} || '%'`)
    if (column.searchable) conditions.push(sql`${source.search} like '%' || ${folded(filter.starts)} || '%'`)
  }
  if (filter.contains !== undefined) {
    conditions.push(sql`text_search(${value}) like '%' || ${folded(filter.contains)} || '%'`)
    if (column.searchable) conditions.push(sql`${source.search} like '%' || ${folded(filter.contains)} || '%'`)
  }
  if (filter.in !== undefined) conditions.push(among(column, value, filter.in))
  if (filter.is !== undefined) conditions.push(sql`${value} = ${filter.is}`)
  for (const [part, bound] of [
    ['from', filter.from],
    ['to', filter.to],
  ] as const) {
    if (bound !== undefined) conditions.push(range(column, value, part, bound, calendar))
  }
  for (const [part, days] of [
    ['last', filter.last],
    ['next', filter.next],
  ] as const) {
    if (days !== undefined) conditions.push(relative(column, value, part, days, calendar))
  }
  return conditions
}

function among(column: Column, value: Condition, values: (string | null)[]): Condition {
  const given = values.filter((v) => v !== null)
  const byId = column.type === 'reference' || column.type === 'many'
  const parts: Condition[] = []
  if (given.length > 0 && column.type === 'many') parts.push(sql`${value} && ${given}::uuid[]`)
  // one value is an equality: rows stay in the order of an index behind it
  else if (given.length === 1) parts.push(byId ? sql`${value} = ${given[0]}::uuid` : sql`${value} = ${given[0]}`)
  else if (given.length > 0)
    parts.push(byId ? sql`${value} = any (${given}::uuid[])` : sql`${value} = any (${given}::text[])`)
  if (values.includes(null)) parts.push(sql`${value} is null`)
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`
}

function range(
  column: Column,
  value: Condition,
  part: 'from' | 'to',
  bound: string | number,
  { timeZone }: Calendar,
): Condition {
  const operator = part === 'from' ? sql`>=` : sql`<=`
  if (typeof bound === 'number') return sql`${value} ${operator} ${bound}::numeric`
  if (column.type === 'date') return sql`${value} ${operator} ${bound}::date`
  return part === 'from'
    ? sql`${value} >= ${startOf(bound, 0, timeZone)}`
    : sql`${value} < ${startOf(bound, 1, timeZone)}`
}

/** When a day begins, some days after another. */
function startOf(day: string, later: number, timeZone: string): Condition {
  return sql`((${day}::date + ${later}::int)::timestamp at time zone ${timeZone})`
}

function relative(
  column: Column,
  value: Condition,
  part: 'last' | 'next',
  days: number,
  { today, timeZone }: Calendar,
): Condition {
  const at = (later: number) =>
    column.type === 'date' ? sql`${today}::date + ${later}::int` : startOf(today, later, timeZone)
  return part === 'last'
    ? sql`${value} >= ${at(-days)} and ${value} < ${at(1)}`
    : sql`${value} >= ${at(0)} and ${value} < ${at(days + 1)}`
}

/** The calendar day that it is in a time zone. */
export function dayOf(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
}
