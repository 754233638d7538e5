import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import type { List } from '../../../api/lists.ts'
import { ViewState } from '../../../api/views.ts'
import { call } from '../../lib/client.ts'
import { useEntry, useIsLeaving } from '../../lib/location.ts'
import { useOrganization } from '../../lib/session.tsx'
import { keepSettings, settingsKept } from './keep-settings.ts'
import { addressOf, type ListAddress, type ListState, settingsOf, stateFrom, viewStateOf } from './list-state.ts'
import { type OfferedViews, savedState, useViews } from './offered-views.ts'

export type ChangeList = (change: Partial<ListState>, options?: { replace?: boolean }) => void

/** A list as it was opened, and how to change it. */
export interface OpenedList {
  /** null: not known yet */
  state: ListState | null
  change: ChangeList
  /** why the view of the address shows no rows (LST-12) */
  unseen: string | null
  error: Error | null
  retry: () => void
  /** asks the server again what the address comes to: the rights have changed */
  resolveAgain: () => void
  views: OfferedViews | null
}

// after a reload what stood here is asked for anew: another device may have changed it
const load = crypto.randomUUID()
// what an entry of the history holds of a list: its state as it was resolved or changed
const Held = z.object({ load: z.literal(load), list: z.string(), state: ViewState, view: z.string().nullable() })

/**
 * The state of a list. It lives in the page's address, so back, forward and links work (LST-6). What somebody else wrote into an
 * address is resolved on the server first (LST-12), and an address without anything opens what was last (LST-5).
 */
export function useListState(list: List): OpenedList {
  const { handle } = useOrganization()
  const [search, entry, put] = useEntry()
  const place = `${handle} ${list.key}`
  const held = Held.safeParse(entry).data
  const own = held?.list === place ? held : null
  const views = useViews(list).data ?? null
  // the address of the next page says nothing about this list, and is not to be written to
  const isAsked = !useIsLeaving() && own === null
  const opened = useResolved(list, handle, addressIn(search), isAsked)
  const resolved = own ?? (opened.data && { state: opened.data.state, view: opened.data.view })
  const resolvedText = resolved && JSON.stringify([resolved.state, resolved.view])
  const current = useMemo(() => {
    if (!resolvedText) return null
    const [state, view] = z.tuple([ViewState, z.string().nullable()]).parse(JSON.parse(resolvedText))
    return stateFrom(state, view, list)
  }, [resolvedText, list])
  const unseen = own === null ? (opened.data?.unseen ?? null) : null
  const state = useLast(current, place)
  const set = useSetter(list, { place, handle, put })
  useEffect(() => {
    // from here on the entry knows its state, and the address can be passed on
    if (isAsked && current !== null && unseen === null) set(current, { replace: true })
  }, [isAsked, current, unseen, set])
  const change = useCallback<ChangeList>(
    (part, options) => {
      if (state === null) return
      const next = { ...state, ...part }
      set(next, options)
      keepSettings(list, handle, settingsOf(next, savedState(list, handle, next.view), list.defaultSort))
    },
    [state, set, list, handle],
  )
  const resolveAgain = useCallback(() => put({}, null, { replace: true }), [put])
  const retry = useCallback(() => void opened.refetch(), [opened])
  return { state, change, unseen, error: own === null ? opened.error : null, retry, resolveAgain, views }
}

const named = ['q', 'filter', 'sort', 'columns', 'view'] as const

function addressIn(search: Readonly<Record<string, string>>): ListAddress {
  return Object.fromEntries(named.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])))
}

/** What the server makes of an address; asked anew each time, since another device may have changed it. */
function useResolved(list: List, handle: string, address: ListAddress, enabled: boolean) {
  return useQuery({
    queryKey: [list.settings.name, handle, 'opened', address],
    enabled,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      await settingsKept(list, handle)
      return call(list.settings, { organization: handle, query: address, signal })
    },
  })
}

/** The last state of this list, while the next one is being resolved: nothing jumps. */
function useLast(current: ListState | null, place: string): ListState | null {
  const [last, setLast] = useState<{ place: string; state: ListState } | null>(null)
  if (current !== null && last?.state !== current) setLast({ place, state: current })
  return current ?? (last?.place === place ? last.state : null)
}

interface Setting {
  place: string
  handle: string
  put: ReturnType<typeof useEntry>[2]
}

/** Puts a state into the address and its entry of the history. */
function useSetter(list: List, { place, handle, put }: Setting) {
  return useCallback(
    (next: ListState, options?: { replace?: boolean }) => {
      const address = addressOf(next, savedState(list, handle, next.view), list)
      const none = Object.fromEntries(named.map((name) => [name, undefined]))
      const state = viewStateOf(next, list.defaultSort)
      put({ ...none, ...address }, { load, list: place, state, view: next.view }, options)
    },
    [list, place, handle, put],
  )
}
