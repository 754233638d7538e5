import { useEffect } from 'react'
import { type RecentRecord, rememberRecord } from './recent.ts'
import { useMe, useOrganization } from './session.tsx'

/** Remembers the record whose page this is, for *Zuletzt geöffnet*. */
export function useOpened({ kind, id, name }: RecentRecord): void {
  const { person } = useMe()
  const { handle } = useOrganization()
  useEffect(() => {
    rememberRecord(person.id, handle, { kind, id, name })
  }, [person.id, handle, kind, id, name])
}
