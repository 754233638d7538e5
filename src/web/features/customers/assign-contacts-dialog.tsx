import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostAsked, sharedCandidates } from '../../../api/customer-batches.ts'
import type { CustomerRow } from '../../../api/customers.ts'
import { useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/note.tsx'
import { BulkOutcome } from '../../ui/table/bulk-outcome.tsx'
import type { Selection } from '../../ui/table/list-view.ts'
import css from './assign.module.css'
import { ContactChoice } from './contact-choice.tsx'
import { useAssignContacts } from './use-assign-contacts.ts'

interface AssignContactsDialogProps {
  selection: Selection<CustomerRow>
  onClose: () => void
}

/** Assigns the partner contact of several customers, and says what became of each (CUS-7, LST-8). */
export function AssignContactsDialog({ selection, onClose }: AssignContactsDialogProps) {
  const { t } = useTranslation('customers')
  const { chosen, outcome, error, busy, assign, retry, undo } = useAssignContacts(selection)
  const [person, setPerson] = useState<{ id: string | null; name: string } | null>(null)
  const close = () => {
    onClose()
    selection.focus()
  }
  if (outcome) {
    const done = outcome.isUndone
      ? t('bulk.undone')
      : person?.id
        ? t('assign.done', { name: person.name })
        : t('bulk.cleared')
    return (
      <BulkOutcome
        title={t('assign.title')}
        rows={outcome.rows}
        done={`${done}.`}
        busy={busy}
        onUndo={undo}
        onRetry={retry}
        onClose={close}
      />
    )
  }
  return (
    <Choosing
      chosen={chosen}
      person={person}
      onChoose={setPerson}
      error={error}
      busy={busy}
      onClose={close}
      onAssign={() => person && assign(person.id)}
    />
  )
}

interface ChoosingProps {
  chosen: readonly CustomerRow[]
  person: { id: string | null; name: string } | null
  onChoose: (person: { id: string | null; name: string }) => void
  error: Error | null
  busy: boolean
  onClose: () => void
  onAssign: () => void
}

function Choosing({ chosen, person, onChoose, error, busy, onClose, onAssign }: ChoosingProps) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const [search, setSearch] = useState('')
  const found = useCandidates(chosen, search)
  const possible = chosen.filter(({ can }) => can.assignContact.ok).length
  const locked = chosen.length - possible
  return (
    <Dialog
      title={t('assign.title')}
      width={440}
      busy={busy}
      onClose={onClose}
      onSubmit={onAssign}
      footer={
        <>
          <CloseButton>{t('assign.cancel')}</CloseButton>
          <Button
            kind="primary"
            size="form"
            type="submit"
            busy={busy}
            locked={person === null ? t('bulk.choose') : undefined}
          >
            {t('bulk.assign', { count: possible, number: format.number(possible) })}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} />
      {locked > 0 && <Note kind="warn">{t('bulk.locked', { count: locked, number: format.number(locked) })}</Note>}
      <TextField
        name="search"
        label={t('assign.search')}
        value={search}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ContactChoice
        search={search}
        found={found}
        chosen={person === null ? undefined : person.id}
        onChoose={(id) => onChoose({ id, name: found.data?.items.find((one) => one.id === id)?.name ?? '' })}
      />
      <p className={css['note']}>{t('bulk.note')}</p>
    </Dialog>
  )
}

/** Those who can be contact of the chosen customers; where not of all, for how many. */
function useCandidates(chosen: readonly CustomerRow[], search: string) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const [asked] = useDebouncedValue(search.trim(), 200)
  // who can be contact depends on the owner alone
  const byOwner = [...Map.groupBy(chosen, (row) => row.owner?.id ?? row.id).values()].slice(0, mostAsked)
  const representatives = new Map(byOwner.flatMap((rows) => (rows[0] ? [[rows[0].id, rows.length] as const] : [])))
  const query = { customers: [...representatives.keys()].join(','), ...(asked !== '' && { q: asked }) }
  const found = useCall(sharedCandidates, { query }, { keep: true })
  const items = found.data?.items.map(({ id, name, customers }) => {
    const fits = customers.reduce((sum, customer) => sum + (representatives.get(customer) ?? 0), 0)
    const number = format.number(fits)
    return { id, name, note: fits < chosen.length && t('bulk.fits', { number, total: format.number(chosen.length) }) }
  })
  const { isPending, isError, isSuccess } = found
  return { data: items && { items }, isPending, isError, isSuccess }
}
