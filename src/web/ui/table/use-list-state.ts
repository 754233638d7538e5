import { useCallback, useMemo } from 'react'
import type { List } from '../../../api/lists.ts'
import { useSearchState } from '../../lib/location.ts'
import { type ListState, listParams, parseListState } from './list-state.ts'

export type ChangeList = (change: Partial<ListState>, options?: { replace?: boolean }) => void

/** The state of a list and how to change it: both live in the page's address, so back and forward work (LST-6). */
export function useListState(list: Pick<List, 'columns' | 'defaultSort'>): [ListState, ChangeList, readable: boolean] {
  const [search, setSearch] = useSearchState()
  const { q, filter, sort } = search
  const { defaultSort } = list
  const { state, readable } = useMemo(
    () => parseListState({ ...(q && { q }), ...(filter && { filter }), ...(sort && { sort }) }, list),
    [q, filter, sort, list],
  )
  const change = useCallback<ChangeList>(
    (part, options) => {
      const next = listParams({ ...state, ...part }, defaultSort)
      setSearch({ q: next.q, filter: next.filter, sort: next.sort }, options)
    },
    [state, setSearch, defaultSort],
  )
  return [state, change, readable]
}
