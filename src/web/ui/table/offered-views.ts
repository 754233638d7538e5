import type { UseQueryResult } from '@tanstack/react-query'
import type { ResultOf } from '../../../api/endpoint.ts'
import type { List } from '../../../api/lists.ts'
import type { SavedView, ViewState } from '../../../api/views.ts'
import { keyOf, queryClient, useCall } from '../../lib/query.ts'

export type OfferedViews = ResultOf<List['views']>

/** The saved views that this reader is offered for a list (LST-6). */
export function useViews(list: List): UseQueryResult<OfferedViews> {
  return useCall(list.views, {}, { staleTime: 60_000 })
}

/** The state of a saved view as it was last read; null where this reader is not offered it, or can't use it. */
export function savedState(list: List, organization: string, id: string | null): ViewState | null {
  if (id === null) return null
  const views = queryClient.getQueryData<OfferedViews>(keyOf(list.views, { organization }))
  return views?.items.find((view) => view.id === id)?.state ?? null
}

/** Puts a view that was just written where the next reading has it too: shared ones stand behind the reader's own. */
export function noteView(list: List, organization: string, view: SavedView): void {
  queryClient.setQueryData<OfferedViews>(keyOf(list.views, { organization }), (before) => {
    if (before === undefined) return before
    const isKnown = before.items.some(({ id }) => id === view.id)
    const items = before.items.map((one) => (one.id === view.id ? view : one))
    const all = isKnown ? items : [...items, view]
    return { ...before, items: all.toSorted((one, other) => Number(one.shared) - Number(other.shared)) }
  })
}

/** Reads the views of a list again. */
export async function refreshViews(list: List): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [list.views.name] })
}
