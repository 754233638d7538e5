import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { customerDuplicates, type Duplicate } from '../../../api/customer-duplicates.ts'
import { call } from '../../lib/client.ts'
import { keyOf, queryClient, useCall } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import type { FormValues } from './customer-form.ts'

/** Customers in sight that the typed one may be the same as (CUS-2). */
export interface Duplicates {
  items: readonly Duplicate[]
  more: boolean
  failed: boolean
  /** Whether there are some for what is typed right now that were not on screen before: then nothing is saved yet. */
  areNew: () => Promise<boolean>
}

const pause = 400

function queryOf({ name, email, vatId, country }: FormValues) {
  return { name: name.trim(), email: email.trim(), vatId: vatId.trim(), country }
}

/** Looks for them while somebody types, and once more before saving. */
export function useDuplicates(values: FormValues): Duplicates {
  const { handle } = useOrganization()
  const [asked] = useDebouncedValue(values, pause)
  const query = queryOf(asked)
  const typed = query.name !== '' || query.email !== '' || query.vatId !== ''
  const found = useCall(customerDuplicates, { query }, { enabled: typed, keep: true })
  const items = typed ? (found.data?.items ?? []) : []
  const seen = useRef(new Set<string>())
  useEffect(() => {
    for (const { id } of found.data?.items ?? []) seen.current.add(id)
  }, [found.data])
  const areNew = async () => {
    try {
      const args = { organization: handle, query: queryOf(values) }
      // kept where the note reads it, so that what is new is on screen, and no longer new
      const now = await queryClient.fetchQuery({
        queryKey: keyOf(customerDuplicates, args),
        queryFn: () => call(customerDuplicates, args),
        staleTime: 0,
      })
      return now.items.some(({ id }) => !seen.current.has(id))
    } catch {
      // said beside the form; it must not keep anybody from saving
      return false
    }
  }
  return { items, more: typed && (found.data?.more ?? false), failed: typed && found.isError, areNew }
}
