import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { z } from 'zod'
import type { List, ListAccess } from '../../../api/lists.ts'
import { call } from '../../lib/client.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useOrganization } from '../../lib/session.tsx'
import { type ListState, listParams } from './list-state.ts'
import type { ListRow } from './list-view.ts'
import { useAcross } from './use-across.ts'

/** Rows per page, where nobody chose another number. */
const pageSize = 100

/** What a list is asked: its state, and whether over all own organisations (ACC-10). */
export type Question = ReturnType<typeof listParams> & ReturnType<typeof useAcross> & { limit: number }

/** The question to the list of this page; of its state, once that is known. */
export function useQuestion(list: Pick<List, 'defaultSort' | 'across'>, state: ListState | null): Question {
  const across = useAcross(list)
  return { ...(state && listParams(state, list.defaultSort)), ...across, limit: state?.limit ?? pageSize }
}

/** Under which the rows of a list are kept. */
export function rowsKey(list: Pick<List, 'page'>, handle: string, question: Question): readonly unknown[] {
  return [list.page.name, handle, 'rows', question]
}

/** The loaded rows of a list and how to get more (LST-7). */
export interface ListRows<R> {
  rows: readonly R[]
  /** columns this reader may read; null until the first page is there */
  readable: readonly string[] | null
  access: ListAccess | null
  isLoading: boolean
  /** rows of the state before are still shown */
  isOld: boolean
  error: Error | null
  more: boolean
  isLoadingMore: boolean
  loadMore: () => void
  retry: () => void
}

/** Loads a list page by page; a cursor that no longer fits starts it again (LST-7). */
export function useListRows<R extends ListRow>(list: List<z.ZodType<R>>, state: ListState | null): ListRows<R> {
  const { handle } = useOrganization()
  const client = useQueryClient()
  const question = useQuestion(list, state)
  const queryKey = rowsKey(list, handle, question)
  const found = useInfiniteQuery({
    queryKey,
    enabled: state !== null,
    queryFn: ({ pageParam, signal }) =>
      call(list.page, {
        organization: handle,
        query: { ...question, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    // rows of another organisation are never shown for a moment
    placeholderData: (before, query) => (query?.queryKey[1] === handle ? before : undefined),
    refetchOnWindowFocus: false,
  })
  const { data, error, fetchNextPage, refetch, isFetchingNextPage } = found
  const stale = error instanceof ApiProblem && error.code === 'lists.cursor_stale'
  const keyText = JSON.stringify(queryKey)
  useEffect(() => {
    if (stale) void client.resetQueries({ queryKey: JSON.parse(keyText) })
  }, [stale, client, keyText])
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const first = data?.pages[0]
  return {
    rows,
    readable: first?.columns ?? null,
    access: first?.access ?? null,
    isLoading: found.isPending || (stale && rows.length === 0),
    isOld: found.isPlaceholderData,
    error: stale ? null : error,
    more: found.hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => void (isFetchingNextPage || fetchNextPage()),
    retry: () => void (found.isFetchNextPageError ? fetchNextPage() : refetch()),
  }
}
