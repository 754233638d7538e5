import { Trans, useTranslation } from 'react-i18next'
import { type Import, takenRows } from '../../../api/imports.ts'
import { useFormat } from '../../lib/use-format.ts'
import { shownStatus } from './import-state.ts'
import css from './rows-bar.module.css'

const takenWords = { checked: 'rows.taken', running: 'rows.taking', done: 'rows.took' } as const

/** The bottom line: how many rows, how many wrong, how many are taken over. */
export function RowsFoot({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { counts, finishedAt } = record
  const status = shownStatus(record)
  const word = status === 'checked' || status === 'running' || status === 'done' ? takenWords[status] : null
  const count = takenRows(counts)
  const at = { checked: 'rows.checkedAt', done: 'rows.finishedAt' } as const
  return (
    <footer className={css['foot']}>
      <span className={css['total']}>
        <Trans
          t={t}
          i18nKey="rows.total"
          count={counts.total}
          values={{ number: format.number(counts.total) }}
          components={[<b key="0" />]}
        />
        {finishedAt && (status === 'checked' || status === 'done') && (
          <>, {t(at[status], { time: format.relative(finishedAt) })}</>
        )}
      </span>
      <span className={css['sum']}>
        {counts.error > 0 && (
          <span className={css['bad']}>{t('counts.error', { number: format.number(counts.error) })}</span>
        )}
        {word && <span className={css['double']}>{t(word, { count, number: format.number(count) })}</span>}
      </span>
    </footer>
  )
}
