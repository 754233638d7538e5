import { useLocation, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Goes to an address made by `paths`. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (to, options) => {
      if (options?.replace) router.history.replace(to)
      else router.history.push(to)
    },
    [router],
  )
}

export type Search = Readonly<Record<string, string>>

/** The query of the address as plain text values, and a setter that merges (`undefined` removes). List state lives here. */
export function useSearchState(): [
  Search,
  (change: Record<string, string | undefined>, options?: { replace?: boolean }) => void,
] {
  const router = useRouter()
  const text = useLocation({ select: (location) => location.searchStr })
  const set = useCallback(
    (change: Record<string, string | undefined>, options?: { replace?: boolean }) => {
      const { pathname, search } = router.history.location
      const next = new URLSearchParams(search)
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined || value === '') next.delete(name)
        else next.set(name, value)
      }
      const to = next.size > 0 ? `${pathname}?${next}` : pathname
      if (options?.replace) router.history.replace(to)
      else router.history.push(to)
    },
    [router],
  )
  return [Object.fromEntries(new URLSearchParams(text)), set]
}
