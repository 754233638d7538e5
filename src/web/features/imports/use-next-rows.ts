import { useEffect } from 'react'

const ahead = 40

/** Loads the next rows before the reader reaches the last ones. */
export function useNextRows(loaded: number, lastShown: number, loadMore: (() => void) | null): void {
  useEffect(() => {
    if (loadMore && lastShown >= loaded - ahead) loadMore()
  }, [loaded, lastShown, loadMore])
}
