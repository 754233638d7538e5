import { useTranslation } from 'react-i18next'
import { type Import, importRows, undoResults } from '../../../api/imports.ts'
import { useSearchState } from '../../lib/location.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { classes } from '../../ui/classes.ts'
import { Link } from '../../ui/link.tsx'
import segments from '../../ui/segments.module.css'
import css from './rows-bar.module.css'
import type { RowFilter } from './use-import.ts'

const filters = ['all', 'create', 'update', 'unchanged', 'warned', 'error'] as const satisfies readonly RowFilter[]

/** How many rows of a kind there are. */
export function countOf({ counts, undo }: Import, filter: RowFilter): number {
  if (filter === 'removed' || filter === 'restored' || filter === 'kept') return undo?.[filter] ?? 0
  return filter === 'all' ? counts.total : counts[filter]
}

/** Which rows the address asks for. */
export function filterOf(text: string | undefined): RowFilter {
  return importRows.query.shape.action.catch('all').parse(text)
}

/** Which rows are shown, with their counts, and how the columns were understood. */
export function RowsBar({ record, filter }: { record: Import; filter: RowFilter }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const [, setSearch] = useSearchState()
  const shown = [...filters, ...undoResults.filter((result) => result === filter || countOf(record, result) > 0)]
  return (
    <div className={css['bar']}>
      <fieldset className={classes(segments['segments'], css['filters'])} aria-label={t('rows.show')}>
        {shown.map((one) => {
          const count = countOf(record, one)
          return (
            <button
              key={one}
              ref={one === filter ? bringIntoSight : null}
              type="button"
              className={classes(one === 'error' && count > 0 && css['bad'])}
              aria-pressed={one === filter}
              onClick={() => setSearch({ rows: one === 'all' ? undefined : one })}
            >
              {t(`rows.${one}`, { number: format.number(count) })}
            </button>
          )
        })}
      </fieldset>
      <Recognized record={record} />
    </div>
  )
}

/** On a phone the row of buttons is wider than the window. */
function bringIntoSight(pressed: HTMLButtonElement | null): void {
  pressed?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function Recognized({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { handle } = useOrganization()
  const total = record.columns.length
  const known = record.columns.filter(({ field }) => field !== null).length
  return (
    <span className={css['recognized']}>
      {t('rows.recognized', { count: total, number: format.number(known), total: format.number(total) })}
      {record.remembered && record.can.remap.ok && <span>{t('mapping.remembered')}</span>}
      {record.can.remap.ok && <Link to={`${paths.import(handle, record.id)}?view=columns`}>{t('rows.remap')}</Link>}
    </span>
  )
}
