import { useTranslation } from 'react-i18next'
import type { ColumnFilter } from '../../../api/filters.ts'
import { Checkbox } from '../field.tsx'
import css from './filter.module.css'
import type { FilterProps } from './filter-props.ts'

const options = [
  { key: 'yes', part: { is: true } },
  { key: 'no', part: { is: false } },
  { key: 'isEmpty', part: { empty: true } },
] as const satisfies readonly { key: string; part: ColumnFilter }[]

/** Yes, no or empty (LST-2). */
export function YesNoFilter({ column, words, value, onChange }: FilterProps) {
  const { t } = useTranslation('lists')
  const chosen = JSON.stringify(value)
  return (
    <fieldset className={css['choices']}>
      <legend className={css['caption']}>{words.column(column.key)}</legend>
      {options.map(({ key, part }) => {
        const on = chosen === JSON.stringify(part)
        return (
          <label key={key} className={css['choice']}>
            <Checkbox checked={on} onChange={() => onChange(on ? null : part)} />
            <span>{t(key)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}
