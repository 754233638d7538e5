import { IconMailForward } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonRow, sendLinks } from '../../../api/organizations.ts'
import { mostAtOnce } from '../../../api/shapes.ts'
import { useWrite } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Note } from '../../ui/note.tsx'
import { BulkAction } from '../../ui/table/bulk-action.tsx'
import { BulkOutcome, type RowOutcome } from '../../ui/table/bulk-outcome.tsx'
import type { Selection } from '../../ui/table/list-view.ts'
import { useWhy } from '../../ui/table/use-why.ts'
import css from './people.module.css'

interface LinkActionProps {
  rows: readonly PersonRow[]
  onSend: () => void
}

/** Sends several people their invitation again, or a password link (PPL-8): what `can` allows for one of them at least. */
export function LinkAction({ rows, onSend }: LinkActionProps) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const why = useWhy()
  const [first] = rows
  const possible = rows.some(({ can }) => can.resend.ok)
  const locked =
    rows.length > mostAtOnce
      ? t('bulk.tooMany', { number: format.number(mostAtOnce) })
      : possible || !first
        ? undefined
        : why(first.can.resend)
  return <BulkAction icon={IconMailForward} label={t('bulk.action')} keys="l" locked={locked} onClick={onSend} />
}

interface SendLinksDialogProps {
  selection: Selection<PersonRow>
  onClose: () => void
}

/** Says who gets what, sends it, and says what became of each (PPL-8, LST-8). */
export function SendLinksDialog({ selection, onClose }: SendLinksDialogProps) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { chosen, outcome, error, busy, send, retry } = useSendLinks(selection)
  const close = () => {
    onClose()
    selection.focus()
  }
  if (outcome)
    return (
      <BulkOutcome
        title={t('bulk.title')}
        rows={outcome}
        done={t('bulk.done')}
        busy={busy}
        onRetry={retry}
        onClose={close}
      />
    )
  const possible = chosen.filter(({ can }) => can.resend.ok).length
  const locked = chosen.length - possible
  return (
    <Dialog
      title={t('bulk.title')}
      width={480}
      busy={busy}
      onClose={close}
      onSubmit={send}
      footer={
        <>
          <CloseButton>{t('form.cancel')}</CloseButton>
          <Button kind="primary" size="form" type="submit" busy={busy} data-autofocus>
            {t('bulk.send', { count: possible, number: format.number(possible) })}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} />
      {locked > 0 && <Note kind="warn">{t('bulk.locked', { count: locked, number: format.number(locked) })}</Note>}
      <p className={css['what']}>{t('bulk.what')}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be within reach of the keys */}
      <ul className={css['chosen']} aria-label={t('bulk.people')} tabIndex={0}>
        {chosen.map(({ id, name, email, status, can }) => (
          <li key={id}>
            <b>{name}</b>
            <span title={email}>{email}</span>
            <span>{t(can.resend.ok ? `bulk.${status}` : 'bulk.none')}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function useSendLinks(selection: Selection<PersonRow>) {
  const { t } = useTranslation('people')
  const write = useWrite(sendLinks, 'people')
  // the rows as they were chosen: the list behind is read again meanwhile
  const [chosen] = useState(selection.rows)
  const [outcome, setOutcome] = useState<readonly RowOutcome[] | null>(null)
  // a request whose answer was lost is repeated under the same key: nobody gets two mails
  const key = useRef(crypto.randomUUID())
  const run = (ids: readonly string[]) => {
    if (write.isPending || ids.length === 0) return
    write.mutate(
      { body: { items: ids.map((id) => ({ id })) }, idempotencyKey: key.current },
      {
        onSuccess: ({ items }) => {
          key.current = crypto.randomUUID()
          const told = items.map(({ id, ok, message }) => ({
            id,
            name: chosen.find((row) => row.id === id)?.name ?? '',
            why: ok ? null : (message ?? t('bulk.failed')),
          }))
          const rows = [...(outcome?.filter(({ id }) => !ids.includes(id)) ?? []), ...told]
          selection.keep(rows.filter(({ why }) => why !== null).map(({ id }) => id))
          setOutcome(rows)
        },
      },
    )
  }
  const failed = outcome?.filter(({ why }) => why !== null).map(({ id }) => id) ?? []
  return {
    chosen,
    outcome,
    error: write.error,
    busy: write.isPending,
    send: () => run(chosen.map(({ id }) => id)),
    retry: failed.length > 0 ? () => run(failed) : undefined,
  }
}
