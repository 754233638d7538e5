import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { customerList } from '../../../api/customers.ts'
import { paths } from '../../paths.ts'

const last = new Map<string, string>()

/** Keeps how the list of customers looked, for the way back from a customer. */
export function useLastList(handle: string): void {
  const search = useLocation({ select: (location) => location.searchStr })
  useEffect(() => {
    const kept = new URLSearchParams(search)
    // the way back leads to the list, not into a dialog
    kept.delete('new')
    // an address that says nothing opens what was stored last, which may be another view
    if (kept.size === 0) kept.set('sort', customerList.defaultSort)
    last.set(handle, `?${kept}`)
  }, [handle, search])
}

/** The list of customers as it was left. */
export function lastList(handle: string): string {
  return paths.customers(handle, last.get(handle) ?? '')
}
