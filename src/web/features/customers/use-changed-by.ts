import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type Customer, customerHistory, readCustomer } from '../../../api/customers.ts'
import { call } from '../../lib/client.ts'
import { useLive } from '../../lib/live.ts'
import { askedAt, keyOf, refresh } from '../../lib/query.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'

/** Somebody else's change of the customer that is open. */
export interface ChangedBy {
  name: string
  dismiss: () => void
}

/**
 * Keeps an open customer as it is in the database, and tells who else has changed it (LST-10). What is being typed stays: a
 * form keeps what it began with, and saving shows both versions (CUS-5).
 */
export function useChangedBy(customer: Customer): ChangedBy | null {
  const { handle } = useOrganization()
  const self = useMe().person.name
  const client = useQueryClient()
  const [by, setBy] = useState<string | null>(null)
  const { id } = customer
  const args = { organization: handle, params: { customerId: id } }
  const key = keyOf(readCustomer, args)
  const opened = useRef(customer.revision)
  const look = async () => {
    const before = client.getQueryData<Customer>(key)?.revision ?? opened.current
    await refresh('customers')
    const now = client.getQueryData<Customer>(key)?.revision ?? before
    if (now === before) return
    const { items } = await call(customerHistory, { ...args, query: { limit: 1 } })
    const [last] = items
    // what this reader may not read has changed: there is nothing to see
    if (last && last.person !== self && Date.now() - Date.parse(last.at) < recently) setBy(last.person)
  }
  useLive('customers', {
    rows: ({ changed, added, gone }) => {
      // whoever can no longer see it is shown nothing of it
      if (gone.includes(id)) void client.resetQueries({ queryKey: key })
      else if (changed.includes(id) || added.includes(id)) void look()
    },
    again: (since) => {
      if (askedAt(key) < since) void look()
    },
  })
  return by === null ? null : { name: by, dismiss: () => setBy(null) }
}

/** Older changes stand in the history; nobody has to be told of them now. */
const recently = 10 * 60_000
