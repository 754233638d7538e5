import { useEffect } from 'react'

/** Names the page in the window and the history. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Kontor`
  }, [title])
}
