import type { CustomerRow, CustomerStatus } from '../../../api/customers.ts'
import type { Named } from '../../../api/shapes.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { State } from '../../ui/badge.tsx'
import { Highlight } from '../../ui/table/highlight.tsx'
import css from './customers.module.css'

/** Customer or prospect; nothing where the status is hidden. */
export function Status({
  status,
  say,
}: {
  status: CustomerStatus | undefined
  say: (column: string, value: string) => string
}) {
  return status && <State kind={status === 'customer' ? 'on' : 'open'}>{say('status', status)}</State>
}

/** Who is responsible; `missing` is said where nobody is, since that is something to do. */
export function Person({ person, missing }: { person: Named | null | undefined; missing?: string }) {
  if (person === undefined) return null
  if (person === null) return missing && <span className={css['unassigned']}>{missing}</span>
  return (
    <span className={css['person']}>
      <Avatar name={person.name} />
      <span>{person.name}</span>
    </span>
  )
}

/** Postal code and city in one. */
export function City({ row, words }: { row: Pick<CustomerRow, 'postalCode' | 'city'>; words: readonly string[] }) {
  const text = [row.postalCode, row.city].filter(Boolean).join(' ')
  return <Highlight text={text} words={words} />
}
