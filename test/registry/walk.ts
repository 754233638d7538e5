import { z } from 'zod'
import { lists } from '../../src/api/index.ts'
import type { Filter } from '../../src/api/filters.ts'
import type { Column, List } from '../../src/api/lists.ts'
import type { TestServer } from '../support/server.ts'
import { ask, type Given, type Reply } from './ask.ts'

/** A list by its key: counterexamples name lists, they don't print them. */
export function listOf(key: string): List {
  const list = lists.find((one) => one.key === key)
  if (!list) throw new Error(`there is no list ${key}`)
  return list
}

/** What the list engine is asked; the filter as an object. */
export interface View {
  q?: string
  filter?: Filter
  sort?: string
  columns?: string
  limit?: number
  cursor?: string
}

/** A reader of lists. */
export interface Reader {
  server: TestServer
  given: Given
}

export type Row = Record<string, unknown> & { id: string }

const Page = z.object({
  items: z.array(z.record(z.string(), z.unknown()).and(z.object({ id: z.string() }))),
  next: z.string().nullable(),
})

/** A view as the query of a request. */
export function queryOf({ filter, limit, ...rest }: View): Record<string, string> {
  return {
    ...rest,
    ...(filter && { filter: JSON.stringify(filter) }),
    ...(limit !== undefined && { limit: String(limit) }),
  }
}

/** Asks for a page as it is. */
export function askPage({ server, given }: Reader, list: List, view: View = {}): Promise<Reply> {
  return ask(server.server, list.page, { ...given, query: queryOf(view) })
}

/** A page that succeeds. */
export async function readPage(
  reader: Reader,
  list: List,
  view: View = {},
): Promise<{ items: Row[]; next: string | null }> {
  const reply = await askPage(reader, list, view)
  const page = Page.safeParse(reply.json)
  if (!page.success) throw new Error(`${list.key} ${JSON.stringify(view)}: ${reply.text.slice(0, 300)}`)
  return page.data
}

/** The total under a view. */
export async function readTotal({ server, given }: Reader, list: List, { q, filter }: View = {}) {
  const query = queryOf({ ...(q !== undefined && { q }), ...(filter && { filter }) })
  const reply = await ask(server.server, list.total, { ...given, query })
  return z.strictObject({ value: z.int(), exact: z.boolean() }).parse(reply.json)
}

/** All rows under a view, page by page. */
export async function walk(reader: Reader, list: List, view: View, between?: () => Promise<void>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page = await readPage(reader, list, { ...view, ...(cursor !== null && { cursor }) })
    rows.push(...page.items)
    cursor = page.next
    await between?.()
    if (rows.length > 5_000) throw new Error(`${list.key} ${view.sort} has no end`)
  } while (cursor !== null)
  return rows
}

const Named = z.object({ id: z.string(), name: z.string() })

/** What is filtered by in a column. */
export function valueOf(row: Row, { key }: Column): string | null {
  const value = row[key]
  const named = Named.safeParse(value)
  if (named.success) return named.data.id
  return value === null || value === undefined ? null : z.string().parse(value)
}

/** What is filtered by in a column, one by one: of `many` each value, or null where there is none. */
export function cellsOf(row: Row, column: Column): (string | null)[] {
  if (column.type !== 'many') return [valueOf(row, column)]
  const ids = z
    .array(Named)
    .parse(row[column.key])
    .map(({ id }) => id)
  return ids.length === 0 ? [null] : ids
}

/** What a reader sees and sorts by in a column. */
export function labelOf(row: Row, column: Column): string | null {
  const named = Named.safeParse(row[column.key])
  return named.success ? named.data.name : valueOf(row, column)
}
