import { type ColumnFilter, Filter } from '../../../api/filters.ts'
import type { Column, List } from '../../../api/lists.ts'

export interface Sort {
  key: string
  descending: boolean
}

/** What a list shows: search, filters, sort. All of it stands in the page's address (LST-6), the cursor never does (LST-7). */
export interface ListState {
  q: string
  filter: Filter
  sort: readonly Sort[]
}

/** more the server refuses */
const mostSorts = 4

function parseSort(text: string): Sort[] {
  return text
    .split(',')
    .filter((part) => part !== '' && part !== '-')
    .map((part) => (part.startsWith('-') ? { key: part.slice(1), descending: true } : { key: part, descending: false }))
}

function formatSort(sort: readonly Sort[]): string {
  return sort.map(({ key, descending }) => (descending ? `-${key}` : key)).join(',')
}

/** The filter of an address; null: it cannot be read or names a column that cannot be filtered by. */
function parseFilter(text: string | undefined, columns: readonly Column[]): Filter | null {
  if (!text) return {}
  try {
    const parsed = Filter.safeParse(JSON.parse(text))
    if (!parsed.success) return null
    const known = new Set(columns.filter((column) => column.filterable).map((column) => column.key))
    return Object.keys(parsed.data).every((key) => known.has(key)) ? parsed.data : null
  } catch {
    // cut off when it was passed on
    return null
  }
}

/** The sorts the list has, each column once: an unknown one is dropped (LST-12). */
function knownSort(sort: readonly Sort[], columns: readonly Column[]): Sort[] {
  const sortable = new Set(columns.filter((column) => column.sortable).map((column) => column.key))
  return sort
    .filter(({ key }, at) => sortable.has(key) && sort.findIndex((one) => one.key === key) === at)
    .slice(0, mostSorts)
}

/**
 * Reads the state of a list from the query of an address (LST-6). `readable` is false where its filter cannot be
 * understood: such a view shows no rows rather than all of them (LST-12).
 */
export function parseListState(
  search: Readonly<Record<string, string>>,
  { columns, defaultSort }: Pick<List, 'columns' | 'defaultSort'>,
): { state: ListState; readable: boolean } {
  const sort = knownSort(parseSort(search['sort'] ?? ''), columns)
  const filter = parseFilter(search['filter'], columns)
  return {
    state: { q: search['q'] ?? '', filter: filter ?? {}, sort: sort.length > 0 ? sort : parseSort(defaultSort) },
    readable: filter !== null,
  }
}

/** The query parameters of a state, as the endpoints of a list and the page's address take them; the default sort is left out. */
export function listParams(state: ListState, defaultSort: string): { q?: string; filter?: string; sort?: string } {
  const q = state.q.trim()
  const sort = formatSort(state.sort)
  return {
    ...(q === '' ? {} : { q }),
    ...(Object.keys(state.filter).length === 0 ? {} : { filter: JSON.stringify(state.filter) }),
    ...(sort === '' || sort === defaultSort ? {} : { sort }),
  }
}

/** A click on a column head: sorts by it alone, turns it round, or with Shift adds it to the others (LST-3). */
export function toggleSort(sort: readonly Sort[], key: string, add: boolean): Sort[] {
  const at = sort.find((s) => s.key === key)
  if (add) {
    return at
      ? sort.map((s) => (s.key === key ? { key, descending: !s.descending } : s))
      : [...sort, { key, descending: false }]
  }
  return [{ key, descending: at ? !at.descending : false }]
}

/** The filter with one column's part set, or taken away where nothing is left of it. */
export function withColumnFilter(filter: Filter, key: string, part: ColumnFilter | null): Filter {
  const rest = Object.fromEntries(Object.entries(filter).filter(([column]) => column !== key))
  return part === null || isVoid(part) ? rest : { ...rest, [key]: part }
}

function isVoid(part: ColumnFilter): boolean {
  return Object.values(part).every(
    (value) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0),
  )
}

/** Whether two filters ask for the same, whatever the order of their columns and values. */
export function sameFilter(a: Filter, b: Filter): boolean {
  return canonical(a) === canonical(b)
}

function canonical(filter: Filter): string {
  const columns = Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(
    columns.map(([key, part]) => [key, { ...part, in: part.in?.map(String).toSorted((a, b) => (a < b ? -1 : 1)) }]),
  )
}

/** Columns that this reader may see, in declared order (ACC-15). */
export function readableColumns(columns: readonly Column[], readable: readonly string[]): Column[] {
  const known = new Set(readable)
  return columns.filter((column) => known.has(column.key))
}
