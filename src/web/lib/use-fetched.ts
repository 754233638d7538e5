import { useEffect, useRef, useState } from 'react'

/**
 * A part of the app whose code is fetched once it is wanted; null until it is there.
 *
 * @param fetch the same function each time
 * @param failed is told where it can't be fetched; wanted once more, it is tried again
 */
export function useFetched<T>(wanted: boolean, fetch: () => Promise<T>, failed: () => void): T | null {
  const [part, setPart] = useState<{ readonly it: T } | null>(null)
  const latest = useRef(failed)
  useEffect(() => {
    latest.current = failed
  })
  useEffect(() => {
    if (!wanted) return
    let isLeft = false
    fetch().then(
      (it) => !isLeft && setPart({ it }),
      () => !isLeft && latest.current(),
    )
    return () => {
      isLeft = true
    }
  }, [wanted, fetch])
  return part && part.it
}
