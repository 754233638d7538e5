import { useEffect } from 'react'
import type { ListRows } from './use-list-rows.ts'

const ahead = 40

/** Loads the next rows before the reader reaches the last ones (LST-7). */
export function useLoadMore<R>({ rows, more, isLoadingMore, error, loadMore }: ListRows<R>, lastShown: number): void {
  useEffect(() => {
    if (more && !isLoadingMore && error === null && lastShown >= rows.length - ahead) loadMore()
  }, [more, isLoadingMore, error, lastShown, rows.length, loadMore])
}
