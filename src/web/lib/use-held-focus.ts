import { useEffect, useRef } from 'react'

/** Where the focus goes when what held it went away with a change of `state`: who uses keys does not start the page over. */
export function useHeldFocus<T extends HTMLElement>(state: string) {
  const place = useRef<T>(null)
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    before.current = state
    if (document.activeElement === document.body) place.current?.focus()
  }, [state])
  return place
}
