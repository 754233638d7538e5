import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { isFocusLost } from '../../lib/focus.ts'

/** Gives the focus to the tab of a view once it is the current one; `undefined`: whichever is current. */
export type FocusTab = (view: string | null | undefined) => void

/**
 * Where the focus goes when a view is saved, deleted or brought back: to the current tab (WCAG 2.4.3). Whoever has gone
 * elsewhere meanwhile is not called back.
 */
export function useTabFocus(shown: string | null): { tabs: RefObject<HTMLElement | null>; focusTab: FocusTab } {
  const tabs = useRef<HTMLElement>(null)
  const [wanted, setWanted] = useState<{ view: string | null | undefined } | null>(null)
  const given = useRef(wanted)
  // a saved view may be offered only some renderings after the address names it
  useEffect(() => {
    if (wanted === null || wanted === given.current) return
    if (wanted.view !== undefined && wanted.view !== shown) return
    const tab = tabs.current?.querySelector<HTMLElement>('a[aria-current]')
    if (!tab) return
    given.current = wanted
    if (isFocusLost() || tabs.current?.contains(document.activeElement)) tab.focus()
  })
  return { tabs, focusTab: useCallback((view) => setWanted({ view }), []) }
}
