import { useEffect, useState } from 'react'
import { isFocusLost } from '../lib/focus.ts'

/** Gives the focus back to what had it before this opened, unless it has gone elsewhere meanwhile (WCAG 2.4.3). */
export function useFocusBack(): void {
  const [before] = useState(focusHolder)
  useEffect(() => {
    // one dialog in the place of another: the other has just given it back
    const holder = before?.isConnected ? before : focusHolder()
    return () => {
      if (isFocusLost() && holder instanceof HTMLElement) holder.focus({ preventScroll: true })
    }
  }, [before])
}

/** What has the focus; for a choice of a menu, which goes with its menu, the button that opened it. */
function focusHolder(): Element | null {
  const menu = document.activeElement?.closest('[role="menu"]')
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return button ?? document.activeElement
}
