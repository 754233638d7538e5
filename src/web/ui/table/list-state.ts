import { type ColumnFilter, type Filter, writeFilter } from '../../../api/filters.ts'
import type { Column, List } from '../../../api/lists.ts'
import type { ListSettings, ViewState } from '../../../api/views.ts'

export interface Sort {
  key: string
  descending: boolean
}

/** A column that somebody wants to see, and how wide. */
export type ColumnWish = NonNullable<ViewState['columns']>[number]

/** What a list shows: search, filters, sort. All of it stands in the page's address (LST-6), the cursor never does (LST-7). */
export interface ListState {
  q: string
  filter: Filter
  sort: readonly Sort[]
  /** shown, in this order; null: as declared (LST-4) */
  columns: readonly ColumnWish[] | null
  /** how many of the first are pinned; null: as declared */
  pinned: number | null
  /** rows per page; null: as declared */
  limit: number | null
  /** the saved view that it came from */
  view: string | null
}

type Declared = Pick<List, 'columns' | 'defaultSort'>

function parseSort(text: string): Sort[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('-') ? { key: part.slice(1), descending: true } : { key: part, descending: false }))
}

function formatSort(sort: readonly Sort[]): string {
  return sort.map(({ key, descending }) => (descending ? `-${key}` : key)).join(',')
}

/** The state that the server resolved for this reader (LST-12). */
export function stateFrom(resolved: ViewState, view: string | null, { defaultSort }: Declared): ListState {
  const { q = '', filter = {}, sort = defaultSort, columns = null, pinned = null, limit = null } = resolved
  return { q, filter, sort: parseSort(sort), columns, pinned, limit, view }
}

/** The query parameters of what a list shows, as its endpoints and the page's address take them; the default sort is left out. */
export function listParams(
  state: Pick<ListState, 'q' | 'filter' | 'sort'>,
  defaultSort: string,
): { q?: string; filter?: string; sort?: string } {
  const q = state.q.trim()
  const sort = formatSort(state.sort)
  return {
    ...(q === '' ? {} : { q }),
    ...(Object.keys(state.filter).length === 0 ? {} : { filter: writeFilter(state.filter) }),
    ...(sort === '' || sort === defaultSort ? {} : { sort }),
  }
}

/** What an address can name of a list. */
export type ListAddress = Partial<Record<'q' | 'filter' | 'sort' | 'columns' | 'view', string>>

/**
 * The address of a state. A saved view is named alone as long as nothing differs from it; then everything stands beside it.
 *
 * @param saved the view that the state came from, where it is known
 */
export function addressOf(state: ListState, saved: ViewState | null, { defaultSort }: Declared): ListAddress {
  const { view, columns } = state
  if (view !== null && saved !== null && isSameView(viewStateOf(state, defaultSort), saved)) return { view }
  return {
    ...listParams(state, defaultSort),
    // a sort says that the rest is the address's own, a missing filter too
    ...(view !== null && { view, sort: formatSort(state.sort) || defaultSort }),
    ...(columns !== null && { columns: columns.map(({ key }) => key).join(',') }),
  }
}

/** The address of what a tab or a link shows; also a plain one says so, since an address without anything opens what was last. */
export function explicitAddress(state: Pick<ListState, 'q' | 'filter' | 'sort'>, defaultSort: string): ListAddress {
  return { ...listParams(state, defaultSort), sort: formatSort(state.sort) || defaultSort }
}

/** A state as a saved view keeps it. */
export function viewStateOf(state: ListState, defaultSort: string): ViewState {
  const { columns, pinned, limit, filter } = state
  const { q, sort } = listParams(state, defaultSort)
  return {
    ...(q !== undefined && { q }),
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(sort !== undefined && { sort }),
    ...(columns !== null && { columns: [...columns] }),
    ...(pinned !== null && { pinned }),
    ...(limit !== null && { limit }),
  }
}

/** What is kept of a state for the next time (LST-5): a view that nothing differs from by its name alone, so that it is followed. */
export function settingsOf(state: ListState, saved: ViewState | null, defaultSort: string): ListSettings {
  const { q, ...settings } = viewStateOf(state, defaultSort)
  const { view } = state
  if (view === null) return settings
  const isAsSaved = saved !== null && isSameView({ ...settings, ...(q !== undefined && { q }) }, saved)
  // a view that was emptied is not the view as it was
  return isAsSaved ? { view } : { view, ...settings, sort: settings.sort ?? defaultSort }
}

/** Whether two views show the same in the same way. */
export function isSameView(a: ViewState, b: ViewState): boolean {
  const rest = (view: ViewState) =>
    JSON.stringify(
      Object.entries(view)
        .filter(([key]) => key !== 'filter')
        .toSorted(byKey),
    )
  return sameFilter(a.filter ?? {}, b.filter ?? {}) && rest(a) === rest(b)
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
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
  const columns = Object.entries(filter).toSorted(byKey)
  return JSON.stringify(
    columns.map(([key, part]) => [
      key,
      Object.entries({ ...part, in: part.in?.map(String).toSorted((a, b) => (a < b ? -1 : 1)) }).toSorted(byKey),
    ]),
  )
}

/** Columns that this reader may see, in declared order (ACC-15). */
export function readableColumns(columns: readonly Column[], readable: readonly string[]): Column[] {
  const known = new Set(readable)
  return columns.filter((column) => known.has(column.key))
}
