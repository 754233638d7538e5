import { useEffect } from 'react'

let forms = 0

/** Tells the app while something is typed that is not saved. */
export function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return
    forms += 1
    return () => {
      forms -= 1
    }
  }, [dirty])
}

/** Whether leaving the page would lose something typed. */
export function hasUnsaved(): boolean {
  return forms > 0
}
