import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useFormat } from '../../lib/use-format.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { isMoving, isUndoing } from './import-state.ts'
import { useCountsText } from './import-status.tsx'

/** Says each quarter of the way, and the end, to those who hear the page; the bar itself moves in silence. */
export function ImportNews({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const counts = useCountsText()(record)
  const { status, done } = record
  const { total } = record.counts
  const quarters = total === 0 ? 0 : Math.floor((done / total) * 4)
  const text = () => {
    if (isUndoing(record)) return t('progress.undoing', { file: record.file })
    if (record.undo) return `${t('news.undone')}.`
    if (status === 'cancelling') return t('progress.cancelling', { file: record.file })
    if (status === 'checking' || status === 'running')
      return `${t(`progress.${status}`, { file: record.file })}: ${format.percent(quarters / 4)}`
    return `${t(`news.${status === 'cancelled' && record.taken ? 'stopped' : status}`)}. ${counts}`
  }
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-busy={isMoving(record)}>
      {text()}
    </VisuallyHidden>
  )
}
