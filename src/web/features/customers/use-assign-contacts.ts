import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assignContacts } from '../../../api/customer-batches.ts'
import type { CustomerRow } from '../../../api/customers.ts'
import type { BulkResult } from '../../../api/shapes.ts'
import { refresh, useWrite } from '../../lib/query.ts'
import type { RowOutcome } from '../../ui/table/bulk-outcome.tsx'
import type { Selection } from '../../ui/table/list-view.ts'

interface Assignment {
  id: string
  revision: number
  contact: string | null
}

interface Outcome {
  rows: readonly RowOutcome[]
  person: string | null
  isUndone: boolean
}

type Revisions = ReadonlyMap<string, number>

/** Assigns the partner contact of the chosen customers, again those that failed, and back (CUS-7, LST-8). */
export function useAssignContacts(selection: Selection<CustomerRow>) {
  // the rows as they were chosen: the list behind is read again meanwhile
  const [chosen] = useState(selection.rows)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [revisions, setRevisions] = useState<Revisions>(() => new Map(chosen.map(({ id, revision }) => [id, revision])))
  const { run, error, busy } = useRun()
  const rowsOf = useOutcomes(chosen)
  const send = (items: Assignment[], tell: (told: RowOutcome[]) => void) =>
    run(items, (reply) => {
      setRevisions(after(revisions, reply))
      tell(rowsOf(reply))
    })
  const assign = (person: string | null, ids: readonly string[]) =>
    send(
      itemsOf(ids, revisions, () => person),
      (told) => {
        const rows = [...(outcome?.rows.filter(({ id }) => !ids.includes(id)) ?? []), ...told]
        selection.keep(rows.filter(({ why }) => why !== null).map(({ id }) => id))
        setOutcome({ rows, person, isUndone: false })
      },
    )
  const open = outcome && !outcome.isUndone ? outcome : null
  const failed = idsOf(open, (why) => why !== null).filter((id) => revisions.has(id))
  // who left the sight of the reader has no version, and can't be called back
  const undoable = itemsOf(
    idsOf(open, (why) => why === null),
    revisions,
    (id) => chosen.find((row) => row.id === id)?.contact?.id ?? null,
  )
  return {
    chosen,
    outcome,
    error,
    busy,
    assign: (person: string | null) =>
      assign(
        person,
        chosen.map(({ id }) => id),
      ),
    retry: open && failed.length > 0 ? () => assign(open.person, failed) : undefined,
    undo:
      open && undoable.length > 0
        ? () => send(undoable, (rows) => setOutcome({ rows, person: open.person, isUndone: true }))
        : undefined,
  }
}

function useRun() {
  const write = useWrite(assignContacts)
  // a request whose answer was lost is repeated under the same key
  const sent = useRef({ body: '', key: '' })
  const run = (items: Assignment[], tell: (reply: BulkResult) => void) => {
    if (write.isPending || items.length === 0) return
    const body = JSON.stringify(items)
    if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() }
    write.mutate(
      { body: { items }, idempotencyKey: sent.current.key },
      {
        onSuccess: (reply) => {
          sent.current = { body: '', key: '' }
          tell(reply)
          void refresh('customers')
        },
      },
    )
  }
  return { run, error: write.error, busy: write.isPending }
}

function useOutcomes(chosen: readonly CustomerRow[]): (reply: BulkResult) => RowOutcome[] {
  const { t } = useTranslation('customers')
  return ({ items }) =>
    items.map(({ id, ok, message }) => ({
      id,
      name: chosen.find((row) => row.id === id)?.name ?? '',
      why: ok ? null : (message ?? t('bulk.failed')),
    }))
}

function after(revisions: Revisions, { items }: BulkResult): Revisions {
  const told = new Map(items.map(({ id, revision }) => [id, revision]))
  return new Map(
    [...revisions].flatMap(([id, before]) => {
      const now = told.has(id) ? told.get(id) : before
      return now === undefined ? [] : [[id, now] as const]
    }),
  )
}

function itemsOf(ids: readonly string[], revisions: Revisions, contactOf: (id: string) => string | null): Assignment[] {
  return ids.flatMap((id) => {
    const revision = revisions.get(id)
    return revision === undefined ? [] : [{ id, revision, contact: contactOf(id) }]
  })
}

function idsOf(outcome: Outcome | null, wanted: (why: string | null) => boolean): string[] {
  return outcome?.rows.filter(({ why }) => wanted(why)).map(({ id }) => id) ?? []
}
