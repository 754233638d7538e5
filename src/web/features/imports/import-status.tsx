import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Badge } from '../../ui/badge.tsx'
import { isMoving, isUndoing, shownStatus, wasChecked } from './import-state.ts'

const kinds = {
  checking: 'accent',
  checked: 'accent',
  running: 'accent',
  done: 'ok',
  failed: 'bad',
  cancelling: 'accent',
  cancelled: 'plain',
  stopped: 'warn',
  undoing: 'accent',
  undone: 'plain',
  partly: 'warn',
} as const

/** What became of an import, in a word. */
export function ImportStatus({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const status = shownStatus(record)
  return <Badge kind={kinds[status]}>{t(`status.${status}`)}</Badge>
}

const results = ['create', 'update', 'unchanged', 'error'] as const

/** *1.500 Zeilen: 1.449 neu, 51 Fehler*; while the server is at work, how far it is. */
export function useCountsText(): (record: Import) => string {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (record) => {
    const { counts, done, undo } = record
    const total = t('counts.total', { count: counts.total, number: format.number(counts.total) })
    if (isUndoing(record) && undo)
      return t('counts.part', {
        done: format.number(undo.removed + undo.restored + undo.kept),
        total: t('counts.total', { count: undo.total, number: format.number(undo.total) }),
      })
    if (isMoving(record)) return counts.total === 0 ? '' : t('counts.part', { done: format.number(done), total: total })
    if (!wasChecked(record)) return counts.total === 0 && record.status !== 'checked' ? '' : total
    const parts = results
      .filter((result) => counts[result] > 0)
      .map((result) => t(`counts.${result}`, { number: format.number(counts[result]) }))
    return `${total}: ${parts.join(', ')}`
  }
}
