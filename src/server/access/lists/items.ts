import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { List } from '../../../api/lists.ts'
import { attributeOf } from '../../../api/shapes.ts'
import type { Actor } from '../actor.ts'
import type { PageOf, PageRow } from './page.ts'
import type { ListRequest } from './request.ts'
import type { ListSource, PresentContext, Written } from './source.ts'

/** The select list of a page; for written items, of its rows once they are cut. */
export function selectOf<Item>(
  list: List,
  source: ListSource<Item>,
  request: ListRequest,
): Pick<PageOf, 'columns' | 'outer'> {
  if ('select' in source) return { columns: source.select }
  const alias = sql.ref(source.alias)
  const texts = readable(list, source.texts, request)
  const keys = texts.map(([key]) => key)
  const written = sql`json_object(${keys}::text[], array[${sql.join(texts.map(([, value]) => sql`${value}::text`))}])::text as item`
  const beside = readable(list, source.beside, request).map(([, columns]) => columns)
  return { columns: sql`${alias}.*`, outer: { columns: sql.join([written, ...beside]), alias } }
}

type Member = [string, RawBuilder<unknown>]

/** ACC-15: the members that are declared, that this reader may read, and that were asked for. */
function readable(
  list: List,
  members: Record<string, RawBuilder<unknown> | undefined>,
  request: ListRequest,
): Member[] {
  const shape = list.row instanceof z.ZodObject ? list.row.shape : {}
  return Object.entries(members).flatMap(([key, value]): Member[] => {
    const declared: unknown = shape[key]
    if (!(declared instanceof z.ZodType) || !value || !isShown(list, request, key)) return []
    const attribute = attributeOf(declared)
    return attribute && request.hidden.has(attribute) ? [] : [[key, value]]
  })
}

/** Leaves out columns that were not asked for; number, name and what is no column (id, revision, can) always stay. */
function isShown(list: List, request: ListRequest, key: string): boolean {
  if (request.columns.length === request.readable.length || key === 'number' || key === 'name') return true
  return request.columns.some((c) => c.key === key) || !list.columns.some((c) => c.key === key)
}

/** The rows of a page as a JSON array. Presented items are left as values, to be stripped with the reply. */
export async function itemsOf<Item>(
  list: List,
  source: ListSource<Item>,
  request: ListRequest,
  rows: PageRow[],
  context: PresentContext,
) {
  if ('texts' in source) return { written: `[${writtenItems(list, source, request, rows, context.actor).join(',')}]` }
  const items = await source.present(rows, context)
  const shown = (item: Item) =>
    Object.fromEntries(Object.entries(item as object).filter(([key]) => isShown(list, request, key)))
  return { items: request.columns.length === request.readable.length ? items : items.map(shown) }
}

/** The rows of a page as values, for the cells of an export. */
export async function valuesOf<Item>(
  list: List,
  source: ListSource<Item>,
  request: ListRequest,
  rows: PageRow[],
  context: PresentContext,
): Promise<Item[]> {
  if (!('texts' in source)) return source.present(rows, context)
  return writtenItems(list, source, request, rows, context.actor).map((item) => JSON.parse(item) as Item)
}

/** Items as JSON: what PostgreSQL wrote, and the members that are made here. */
function writtenItems<Item>(
  list: List,
  source: Written<Item>,
  request: ListRequest,
  rows: PageRow[],
  actor: Actor,
): string[] {
  const members = readable(list, source.beside, request).map(([key]) => key)
  return rows.map((row) => {
    const rest = source.rest(row, actor) as Record<string, unknown>
    const more = members.map((key) => `,"${key}":${JSON.stringify(rest[key] ?? null)}`)
    return `${String(row['item']).slice(0, -1)}${more.join('')}}`
  })
}
