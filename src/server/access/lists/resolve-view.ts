import { sql } from 'kysely'
import { readFilter } from '../../../api/filters.ts'
import type { List } from '../../../api/lists.ts'
import { ViewState } from '../../../api/views.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { words } from '../../platform/i18n.ts'
import { type Actor, hiddenInLists } from '../actor.ts'
import { wrongPart } from './check-filter.ts'
import { mostSorts, readableIn } from './request.ts'

/** The state of a list as an address or a request names it. */
export interface NamedState {
  q?: string | undefined
  filter?: string | undefined
  sort?: string | undefined
  columns?: string | undefined
  view?: string | undefined
}

/** A view for one reader; `unseen` says why it shows no rows. */
export interface ResolvedView {
  state: ViewState
  unseen: string | null
}

/**
 * Resolves a stored or linked view for its reader (LST-12): columns and sorts that they cannot see are dropped; with such a
 * filter there are no rows and a sentence without the name. null: a view that cannot be read at all.
 */
export function resolveView(list: List, state: ViewState | null, actor: Actor): ResolvedView {
  const readable = readableIn(list, hiddenInLists(actor))
  const { q, filter = {}, sort, columns = [], pinned, limit } = state ?? {}
  const isUsable =
    state !== null &&
    Object.entries(filter).every(([key, part]) => {
      const column = readable.find((one) => one.key === key)
      return column?.filterable === true && wrongPart(column, part) === null
    })
  const sorts = once(sort?.split(',') ?? [], (part) => part.replace(/^-/, '')).filter((part) =>
    readable.some(({ key, sortable }) => sortable && key === part.replace(/^-/, '')),
  )
  const shown = once(columns, ({ key }) => key).filter(({ key }) => readable.some((one) => one.key === key))
  return {
    state: {
      ...(isUsable && q && { q }),
      ...(isUsable && Object.keys(filter).length > 0 && { filter }),
      ...(sorts.length > 0 && { sort: sorts.slice(0, mostSorts).join(',') }),
      ...(shown.length > 0 && { columns: shown }),
      ...(pinned !== undefined && { pinned }),
      ...(limit !== undefined && { limit }),
    },
    unseen: isUsable ? null : words(actor.person.language, 'lists')('unseen.title'),
  }
}

function once<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return all.filter((one, at) => all.findIndex((other) => keyOf(other) === keyOf(one)) === at)
}

/** Whether an address or a request says itself what to show: then nothing of that is taken from a view. */
export function namesWhat({ q, filter, sort }: NamedState): boolean {
  return q !== undefined || filter !== undefined || sort !== undefined
}

/** What an address names, as a state; null where its filter is none. */
export function stateOf(named: NamedState): ViewState | null {
  const filter = readFilter(named.filter || '{}')
  if (!filter.ok) return null
  const keys = named.columns?.split(',').filter((key) => key !== '') ?? []
  return {
    ...(named.q && { q: named.q }),
    filter: filter.filter,
    ...(named.sort && { sort: named.sort }),
    ...(keys.length > 0 && { columns: keys.map((key) => ({ key })) }),
  }
}

/** A state as a request names it. */
export function namedOf({ q, filter, sort, columns }: ViewState): NamedState {
  return {
    ...(q && { q }),
    ...(filter && { filter: JSON.stringify(filter) }),
    ...(sort && { sort }),
    ...(columns && { columns: columns.map(({ key }) => key).join(',') }),
  }
}

/**
 * The state of a saved view as it was stored; null where it cannot be read any more.
 *
 * @throws Refusal 404 where this reader is offered no such view of this list
 */
export async function storedView(tx: Tx, list: List, id: string): Promise<ViewState | null> {
  const { rows } = await sql<{ state: unknown }>`
    select state from reach.saved_views where id = ${id} and list = ${list.key} and removed_at is null`.execute(tx)
  const [row] = rows
  if (!row) throw new Refusal('access.not_found')
  return ViewState.safeParse(row.state).data ?? null
}

/** What a request comes to that asks for a saved view (LST-12). */
export async function askedFor<Asked extends NamedState>(
  tx: Tx,
  list: List,
  query: Asked,
  actor: Actor,
): Promise<{ query: Asked; unseen: string | null }> {
  if (query.view === undefined) return { query, unseen: null }
  const { state, unseen } = resolveView(list, await storedView(tx, list, query.view), actor)
  const { q, filter, sort, columns } = namedOf(state)
  const isOwn = namesWhat(query)
  return {
    query: { ...query, ...(!isOwn && { q, filter, sort }), columns: query.columns ?? columns },
    unseen: isOwn ? null : unseen,
  }
}
