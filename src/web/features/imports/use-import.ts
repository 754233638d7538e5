import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { QueryInput, ResultOf } from '../../../api/endpoint.ts'
import { type Import, importRows, listImports, readImport } from '../../../api/imports.ts'
import { call } from '../../lib/client.ts'
import { keyOf, refresh } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { isMoving, isUndoing } from './import-state.ts'

const second = 1_000
const pageSize = 200

/** Imports the reader may see; asked each second while one of them is at work. */
export function useImports(): UseQueryResult<ResultOf<typeof listImports>> {
  const { handle } = useOrganization()
  const args = { organization: handle }
  return useQuery({
    queryKey: keyOf(listImports, args),
    queryFn: ({ signal }) => call(listImports, { ...args, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? second : false),
  })
}

/** One import; asked each second while it is at work. */
export function useImport(importId: string): UseQueryResult<Import> {
  const { handle } = useOrganization()
  const args = { organization: handle, params: { importId } }
  const found = useQuery({
    queryKey: keyOf(readImport, args),
    queryFn: ({ signal }) => call(readImport, { ...args, signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? second : false),
  })
  useCustomersAfter(found.data)
  return found
}

/** What was taken over is to be seen in the lists at once. */
function useCustomersAfter(record: Import | undefined): void {
  const status = record && (isUndoing(record) ? 'undoing' : record.status)
  const before = useRef(status)
  useEffect(() => {
    const ended = (before.current === 'running' || before.current === 'undoing') && status !== before.current
    before.current = status
    if (ended) void refresh('customers', 'audit')
  }, [status])
}

export type RowFilter = NonNullable<QueryInput<typeof importRows>['action']>
type Page = ResultOf<typeof importRows>

/** The rows of an import by number, page by page. A new dry run brings new ones. */
export function useImportRows(record: Import, action: RowFilter): UseInfiniteQueryResult<InfiniteData<Page>> {
  const { handle } = useOrganization()
  const run = `${record.finishedAt ?? record.status} ${record.undo?.finishedAt ?? record.undo?.status ?? ''}`
  return useInfiniteQuery({
    queryKey: [importRows.name, handle, record.id, run, action],
    queryFn: ({ pageParam, signal }) =>
      call(importRows, {
        organization: handle,
        params: { importId: record.id },
        query: { action, after: pageParam, limit: pageSize },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.more ? page.items.at(-1)?.row : undefined),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
}
