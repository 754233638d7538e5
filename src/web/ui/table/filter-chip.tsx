import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/query.ts'
import { Chip } from '../chip.tsx'
import { FilterForm } from './filter-form.tsx'
import { FilterPopover } from './filter-popover.tsx'
import { useFilterWords } from './filter-words.ts'
import css from './bar.module.css'
import type { HeadProps } from './head-cell.tsx'
import { withColumnFilter } from './list-state.ts'

/** A filter that is set; opens to be changed, its cross takes it away (LST-2). */
export function FilterChip({ list, column, words, state, change }: HeadProps) {
  const { t } = useTranslation('lists')
  const [open, setOpen] = useState(false)
  const label = words.column(column.key)
  const text = useChipText({ list, column, words, state })
  const set = (part: Parameters<typeof withColumnFilter>[2]) =>
    change({ filter: withColumnFilter(state.filter, column.key, part) })
  return (
    <FilterPopover
      open={open}
      onOpen={setOpen}
      label={t('editFilter', { column: label })}
      target={
        <span className={css['chip']}>
          <Chip
            label={label}
            value={text}
            removeLabel={t('removeFilter', { column: label })}
            onRemove={() => set(null)}
            onOpen={() => setOpen(!open)}
          />
        </span>
      }
    >
      <FilterForm
        list={list}
        column={column}
        words={words}
        state={state}
        value={state.filter[column.key]}
        onChange={set}
        onDone={() => setOpen(false)}
      />
    </FilterPopover>
  )
}

/** The value of a filter in words; names behind ids are asked for where they are needed. */
export function useChipText({ list, column, words, state }: Omit<HeadProps, 'change'>): string {
  const say = useFilterWords(words)
  const part = state.filter[column.key] ?? {}
  const named = ['reference', 'many'].includes(column.type) && (part.in ?? []).some((value) => value !== null)
  const choices = useCall(list.choices, { params: { column: column.key }, query: {} }, { enabled: named })
  const labels = new Map(
    (choices.data?.items ?? []).flatMap((item) => (item.value === null ? [] : [[item.value, item.label] as const])),
  )
  return say(column, part, labels)
}
