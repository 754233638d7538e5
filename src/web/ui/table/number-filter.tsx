import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './filter.module.css'
import { FilterActions } from './filter-actions.tsx'
import type { FilterProps } from './filter-props.ts'

function numberIn(text: string): { value?: number } {
  const value = Number(text)
  return text.trim() === '' || Number.isNaN(value) ? {} : { value }
}

/** Numbers from – to (LST-2). */
export function NumberFilter({ column, words, value, onChange, onDone }: FilterProps) {
  const { t } = useTranslation('lists')
  const [from, setFrom] = useState(String(value?.from ?? ''))
  const [to, setTo] = useState(String(value?.to ?? ''))
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const low = numberIn(from).value
    const high = numberIn(to).value
    onChange({ ...(low === undefined ? {} : { from: low }), ...(high === undefined ? {} : { to: high }) })
    onDone()
  }
  const clear = () => {
    onChange(null)
    onDone()
  }
  return (
    <form className={css['form']} onSubmit={apply}>
      <p className={css['caption']}>{words.column(column.key)}</p>
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
      <FilterActions set={value !== undefined} onClear={clear} />
    </form>
  )
}
