import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './filter.module.css'
import { FilterFrame } from './filter-frame.tsx'
import type { FilterProps } from './filter-props.ts'

function numberIn(text: string): { value?: number } {
  const value = Number(text)
  return text.trim() === '' || Number.isNaN(value) ? {} : { value }
}

/** Numbers from – to (LST-2). */
export function NumberFilter(props: FilterProps) {
  const { value } = props
  const { t } = useTranslation('lists')
  const [from, setFrom] = useState(String(value?.from ?? ''))
  const [to, setTo] = useState(String(value?.to ?? ''))
  const part = () => {
    const low = numberIn(from).value
    const high = numberIn(to).value
    return { ...(low === undefined ? {} : { from: low }), ...(high === undefined ? {} : { to: high }) }
  }
  return (
    <FilterFrame of={props} part={part}>
      <div className={css['pair']}>
        <label>
          {t('date.from')}
          <input
            className={css['input']}
            type="number"
            step="any"
            value={from}
            data-autofocus
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <label>
          {t('date.to')}
          <input
            className={css['input']}
            type="number"
            step="any"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </label>
      </div>
    </FilterFrame>
  )
}
