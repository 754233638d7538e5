import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { customerList } from '../../../api/customers.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useAcross } from '../../ui/table/use-across.ts'
import { paths } from '../../paths.ts'

interface LeftList {
  /** the organisation that it was opened at */
  at: string
  path: string
}

/** By the organisation whose customers lead back to it. */
const last = new Map<string, LeftList>()

/** Keeps how the list of customers looked, for the way back from a customer; one across organisations is left from all of them (ACC-10). */
export function useLastList(): void {
  const search = useLocation({ select: (location) => location.searchStr })
  const here = useLocation({ select: (location) => location.pathname })
  const { handle } = useOrganization()
  const { memberships } = useMe()
  const { across } = useAcross(customerList)
  useEffect(() => {
    // on the way to a row of another organisation the list is drawn once more, as one of that organisation
    if (here !== paths.customers(handle)) return
    const kept = new URLSearchParams(search)
    // the way back leads to the list, not into a dialog
    kept.delete('new')
    // an address that says nothing opens what was stored last, which may be another view
    if (kept.size === 0) kept.set('sort', customerList.defaultSort)
    const path = paths.customers(handle, `?${kept}`)
    for (const [from, { at }] of last) if (at === handle) last.delete(from)
    const others = across ? memberships.map(({ organization }) => organization.handle) : []
    for (const from of [handle, ...others]) last.set(from, { at: handle, path })
  }, [here, handle, search, across, memberships])
}

/** The list of customers as it was left. */
export function lastList(handle: string): string {
  return last.get(handle)?.path ?? paths.customers(handle)
}
