import { useLocation, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useSearchState } from './location.ts'

/** Entries of the history that have opened what they open, until the page is loaded anew. */
const spent = new Set<string>()

/**
 * What the address opens above its page under this name, as the command palette and links do, and a setter. An entry of the
 * history opens it once: whoever closed it does not find it open again, or empty, after going back or forward.
 */
export function useOpenedBy(name: string): [opened: string | undefined, open: (value: string | undefined) => void] {
  const { history } = useRouter()
  const [search, setSearch] = useSearchState()
  const entry = useLocation({ select: ({ state }) => state.key }) ?? ''
  const asked = search[name]
  const open = useCallback(
    (value: string | undefined) => {
      // going back has closed it, and the entry behind stays as it was
      if (value === undefined && !new URLSearchParams(history.location.search).has(name)) return
      setSearch({ [name]: value }, { replace: true })
    },
    [history, setSearch, name],
  )
  useEffect(() => {
    if (asked === undefined) return
    return () => void spent.add(entry)
  }, [asked, entry])
  useEffect(() => {
    if (asked !== undefined && spent.has(entry)) open(undefined)
  }, [asked, entry, open])
  return [spent.has(entry) ? undefined : asked, open]
}
