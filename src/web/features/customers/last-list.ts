import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paths } from '../../paths.ts'

const last = new Map<string, string>()

/** Keeps how the list of customers looked, for the way back from a customer. */
export function useLastList(handle: string): void {
  const search = useLocation({ select: (location) => location.searchStr })
  useEffect(() => {
    last.set(handle, search)
  }, [handle, search])
}

/** The list of customers as it was left. */
export function lastList(handle: string): string {
  return paths.customers(handle, last.get(handle) ?? '')
}
