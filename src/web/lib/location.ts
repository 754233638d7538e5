import { type RouterHistory, useBlocker, useLocation, useMatch, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'

/** Goes to an address made by `paths`. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (to, options) => {
      if (options?.replace) onceDecided(router.history, () => router.history.replace(to))
      else router.history.push(to)
    },
    [router],
  )
}

/** Goes along when the reader has gone back or forward: what was opened over the page before has nothing to say about this one. */
export function useAfterTravel(follow: () => void): void {
  const router = useRouter()
  const latest = useRef(follow)
  useEffect(() => {
    latest.current = follow
  })
  useEffect(() => {
    const { history } = router
    let entry = history.location.state.key
    return history.subscribe(({ location, action }) => {
      const isOther = location.state.key !== entry
      entry = location.state.key
      // a travel that was asked about and refused is told as well
      if (isOther && isTravel({ action: action.type })) latest.current()
    })
  }, [router])
}

/** Whether the browser is where the router is: who was asked whether to go back, and has come forward again, leaves nothing. */
export function useIsHere(): () => boolean {
  const { history } = useRouter()
  return useCallback(() => isAt(history.location), [history])
}

interface Question {
  action: string | undefined
  proceed: (() => void) | undefined
}

/** Takes the question back whether to go back or forward, where it was not answered and there is nothing to ask any more. */
export function useComeBack({ action, proceed }: Question): void {
  const isHere = useIsHere()
  // of a page that was asked for, this would open it
  const withdraw = action !== undefined && isTravel({ action }) ? proceed : undefined
  useEffect(() => {
    if (!withdraw) return
    const come = () => {
      if (isHere()) withdraw()
    }
    window.addEventListener('popstate', come)
    return () => window.removeEventListener('popstate', come)
  }, [isHere, withdraw])
}

/** Stays while something is being sent, and has the browser ask before it closes: whoever left before the answer would not be told what became of it. */
export function useStay(isSending: boolean): void {
  const isHere = useIsHere()
  useBlocker({ shouldBlockFn: (travel) => isTravel(travel) && !isHere(), disabled: !isSending })
}

/** Whether something is left by going back or forward, and not for another page. */
export function isTravel({ action }: { action: string }): boolean {
  return action !== 'PUSH' && action !== 'REPLACE'
}

/** Whether the address is that of another page already, while the code or data of that page is on its way and this one still stands. */
export function useIsLeaving(): boolean {
  const page = useMatch({ strict: false, select: ({ pathname }) => withoutSlash(pathname) })
  const address = useLocation({ select: ({ pathname }) => withoutSlash(pathname) })
  return page !== address
}

function withoutSlash(pathname: string): string {
  return pathname.replace(/\/+$/, '')
}

export type Search = Readonly<Record<string, string>>

/** The query of the address as plain text values, and a setter that merges (`undefined` removes). */
export function useSearchState(): [
  Search,
  (change: Record<string, string | undefined>, options?: { replace?: boolean }) => void,
] {
  const [search, , put] = useEntry()
  const set = useCallback(
    (change: Record<string, string | undefined>, options?: { replace?: boolean }) => put(change, undefined, options),
    [put],
  )
  return [search, set]
}

type Change = Record<string, string | undefined>

/**
 * The query of the address, what its entry of the history holds beside it, and a setter for both. What an entry holds is
 * there again after back and forward; a copied address has none. Not given, it stays. To replace waits where somebody is
 * asked whether to go back, and is dropped where they go.
 */
export function useEntry(): [
  search: Search,
  held: unknown,
  put: (change: Change, held?: unknown, options?: { replace?: boolean }) => void,
] {
  const router = useRouter()
  const text = useLocation({ select: (location) => location.searchStr })
  const held: unknown = useLocation({ select: (location) => Reflect.get(location.state, 'held') })
  const put = useCallback(
    (change: Change, next?: unknown, options?: { replace?: boolean }) => {
      const write = () => {
        const { pathname, search, state } = router.history.location
        const query = new URLSearchParams(search)
        for (const [name, value] of Object.entries(change)) {
          if (value === undefined || value === '') query.delete(name)
          else query.set(name, value)
        }
        const to = query.size > 0 ? `${pathname}?${readable(query)}` : pathname
        const kept = { held: next === undefined ? Reflect.get(state, 'held') : next }
        if (options?.replace) router.history.replace(to, kept)
        else router.history.push(to, kept)
      }
      if (options?.replace) onceDecided(router.history, write)
      else write()
    },
    [router],
  )
  return [Object.fromEntries(new URLSearchParams(text)), held, put]
}

/**
 * While somebody is asked whether to go back, the browser is at the entry before already, and what is written then would
 * overwrite that one: it waits until they stay, and is dropped where they go.
 */
function onceDecided(history: RouterHistory, write: () => void): void {
  history.flush()
  const entry = history.location
  const isThere = () => isAt(entry)
  if (isThere()) {
    write()
    return
  }
  const end = () => {
    window.removeEventListener('popstate', stay)
    unsubscribe()
  }
  const stay = () => {
    if (!isThere()) return
    end()
    write()
  }
  const unsubscribe = history.subscribe(({ location }) => {
    if (indexOf(location.state) !== indexOf(entry.state)) end()
  })
  window.addEventListener('popstate', stay)
}

/** Whether the browser is at this entry too. One that a link within the page has made is not counted by the router. */
function isAt({ href, state }: RouterHistory['location']): boolean {
  const index = indexOf(window.history.state)
  const { pathname, search, hash } = window.location
  return index === undefined ? `${pathname}${search}${hash}` === href : index === indexOf(state)
}

/** Where an entry of the history stands, as the router counts. */
function indexOf(state: unknown): unknown {
  return Reflect.get(Object(state), '__TSR_index')
}

/** What a query may hold as it is stays as it is, so that a filter can be read in the address. */
function readable(query: URLSearchParams): string {
  return query.toString().replaceAll(/%3A|%2C|%3B|(?<=%3A[a-z]*)%3D/g, (code) => decodeURIComponent(code))
}
