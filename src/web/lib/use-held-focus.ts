import { useEffect, useRef } from 'react'
import { isFocusLost } from './focus.ts'

/**
 * Where the focus goes when what held it has gone with a change of `state`: who uses keys does not start the page over. Whoever
 * only reads keeps their place.
 */
export function useHeldFocus<T extends HTMLElement>(state: string) {
  const place = useRef<T>(null)
  const held = useRef<Element | null>(null)
  const before = useRef(state)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (target instanceof Element) held.current = target
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  useEffect(() => {
    if (before.current === state) return
    before.current = state
    if (!isFocusLost() || held.current === null || held.current.isConnected) return
    held.current = null
    place.current?.focus({ preventScroll: true })
  }, [state])
  return place
}
