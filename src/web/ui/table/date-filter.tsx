import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnFilter } from '../../../api/filters.ts'
import css from './filter.module.css'
import { FilterFrame } from './filter-frame.tsx'
import type { FilterProps } from './filter-props.ts'

type Way = 'last' | 'next' | 'range' | 'empty' | 'filled'

function wayOf(part: ColumnFilter | undefined): Way {
  if (part?.empty !== undefined) return part.empty ? 'empty' : 'filled'
  if (part?.from !== undefined || part?.to !== undefined) return 'range'
  return part?.next === undefined ? 'last' : 'next'
}

function partOf(way: Way, days: string, from: string, to: string): ColumnFilter | null {
  if (way === 'empty' || way === 'filled') return { empty: way === 'empty' }
  if (way === 'range') return { ...(from && { from }), ...(to && { to }) }
  const count = Math.trunc(Number(days))
  return count >= 1 && count <= 3660 ? { [way]: count } : null
}

/** A range of days, or the last or next ones, counted from today (LST-2). */
export function DateFilter(props: FilterProps) {
  const { column, value } = props
  const { t } = useTranslation('lists')
  // a moment that was recorded is never empty and never to come
  const ways: readonly Way[] = column.type === 'time' ? ['last', 'range'] : ['last', 'next', 'range', 'empty', 'filled']
  const [way, setWay] = useState(wayOf(value))
  const [days, setDays] = useState(String(value?.last ?? value?.next ?? 30))
  const [from, setFrom] = useState(String(value?.from ?? ''))
  const [to, setTo] = useState(String(value?.to ?? ''))
  return (
    <FilterFrame of={props} part={() => partOf(way, days, from, to)}>
      <select
        className={css['input']}
        aria-label={t('date.how')}
        value={way}
        data-autofocus
        onChange={(event) => setWay(ways.find((one) => one === event.target.value) ?? 'last')}
      >
        {ways.map((one) => (
          <option key={one} value={one}>
            {t(`date.${one}`)}
          </option>
        ))}
      </select>
      {(way === 'last' || way === 'next') && (
        <label className={css['unit']}>
          <input
            className={css['input']}
            type="number"
            min={1}
            max={3660}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
          {t('date.days')}
        </label>
      )}
      {way === 'range' && <Range from={from} to={to} onFrom={setFrom} onTo={setTo} />}
    </FilterFrame>
  )
}

interface RangeProps {
  from: string
  to: string
  onFrom: (day: string) => void
  onTo: (day: string) => void
}

function Range({ from, to, onFrom, onTo }: RangeProps) {
  const { t } = useTranslation('lists')
  return (
    <div className={css['pair']}>
      <label>
        {t('date.from')}
        <input className={css['input']} type="date" value={from} onChange={(event) => onFrom(event.target.value)} />
      </label>
      <label>
        {t('date.to')}
        <input className={css['input']} type="date" value={to} onChange={(event) => onTo(event.target.value)} />
      </label>
    </div>
  )
}
