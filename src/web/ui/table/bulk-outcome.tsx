import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'
import css from './bulk-outcome.module.css'

/** What became of one row. */
export interface RowOutcome {
  id: string
  name: string
  /** why not, in words; null: done */
  why: string | null
}

interface BulkOutcomeProps {
  title: string
  rows: readonly RowOutcome[]
  /** what was done with those that worked: *Partner-Kontakt ist jetzt Jan Jessen* */
  done: string
  busy: boolean
  /** absent: it can't be undone */
  onUndo?: (() => void) | undefined
  /** absent: nothing failed */
  onRetry?: (() => void) | undefined
  onClose: () => void
}

/** What a bulk action did, row by row: those that failed first, with the reason (LST-8). */
export function BulkOutcome({ title, rows, done, busy, onUndo, onRetry, onClose }: BulkOutcomeProps) {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const failed = rows.filter(({ why }) => why !== null)
  const count = rows.length - failed.length
  return (
    <Dialog
      title={title}
      width={560}
      busy={busy}
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <>
          {onUndo && (
            <Button kind="quiet" size="form" busy={busy} onClick={onUndo}>
              {t('bulk.undo')}
            </Button>
          )}
          {onRetry && (
            <Button size="form" busy={busy} onClick={onRetry}>
              {t('bulk.retry', { count: failed.length, number: format.number(failed.length) })}
            </Button>
          )}
          <Button kind="primary" size="form" type="submit" data-autofocus>
            {t('bulk.close')}
          </Button>
        </>
      }
    >
      <p className={css['summary']} role="status">
        {t('bulk.summary', { count, number: format.number(count), total: format.number(rows.length) })}
        {count > 0 && ` ${done}`}
        {failed.length > 0 && ` ${t('bulk.kept', { count: failed.length })}`}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be within reach of the keys */}
      <ul className={css['rows']} aria-label={t('bulk.rows')} tabIndex={0}>
        {[...failed, ...rows.filter(({ why }) => why === null)].map(({ id, name, why }) => (
          <li key={id} className={css['row']}>
            <Icon of={why === null ? IconCheck : IconX} className={css[why === null ? 'good' : 'bad']} />
            <b>{name}</b>
            <span>{why ?? t('bulk.done')}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
