import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnFilter } from '../../../api/filters.ts'
import css from './filter.module.css'
import { FilterFrame } from './filter-frame.tsx'
import type { FilterProps } from './filter-props.ts'

const ways = ['contains', 'equals', 'starts', 'empty', 'filled'] as const
type Way = (typeof ways)[number]

function wayOf(part: ColumnFilter | undefined): Way {
  if (part?.empty !== undefined) return part.empty ? 'empty' : 'filled'
  if (part?.equals !== undefined) return 'equals'
  return part?.starts === undefined ? 'contains' : 'starts'
}

/** Text that contains, is or starts with something, or is empty (LST-2). */
export function TextFilter(props: FilterProps) {
  const { value } = props
  const { t } = useTranslation('lists')
  const [way, setWay] = useState(wayOf(value))
  const [text, setText] = useState(value?.contains ?? value?.equals ?? value?.starts ?? '')
  const plain = way === 'empty' || way === 'filled'
  const part = () => {
    if (way === 'empty' || way === 'filled') return { empty: way === 'empty' }
    return text.trim() === '' ? null : { [way]: text.trim() }
  }
  return (
    <FilterFrame of={props} part={part}>
      <select
        className={css['input']}
        aria-label={t('text.how')}
        value={way}
        onChange={(event) => setWay(ways.find((one) => one === event.target.value) ?? 'contains')}
      >
        {ways.map((one) => (
          <option key={one} value={one}>
            {t(`text.${one}`)}
          </option>
        ))}
      </select>
      {!plain && (
        <input
          className={css['input']}
          aria-label={t('text.value')}
          value={text}
          data-autofocus
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </FilterFrame>
  )
}
