import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Checkbox } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Skeleton } from '../skeleton.tsx'
import css from './filter.module.css'
import type { FilterProps } from './filter-props.ts'
import { listParams, withColumnFilter } from './list-state.ts'

const searchFrom = 6

/** Values to choose from, with how often each stands in the list; only values this reader can see are offered (LST-2). */
export function ChoiceFilter(props: FilterProps) {
  const { value, onChange } = props
  const { t } = useTranslation('lists')
  const format = useFormat()
  const [search, setSearch] = useState('')
  const { items, several, isPending, isError } = useChoices(props, search)
  const chosen = value?.in ?? []
  const toggle = (one: string | null) =>
    onChange({ in: chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one] })
  const id = useId()
  return (
    <div className={css['choices']} role="group" aria-labelledby={id}>
      <p className={css['caption']} id={id}>
        {t('choices.only')}
      </p>
      {(search !== '' || several) && (
        <label className={css['search']}>
          <Icon of={IconSearch} />
          <input
            placeholder={t('choices.search')}
            aria-label={t('choices.search')}
            value={search}
            data-autofocus
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      )}
      <div className={css['scroll']}>
        {isPending && [72, 54, 63].map((width) => <Skeleton key={width} width={`${width}%`} />)}
        {isError && <p className={css['quiet']}>{t('choices.failed')}</p>}
        {!isPending && !isError && items.length === 0 && <p className={css['quiet']}>{t('choices.none')}</p>}
        {items.map((item) => (
          <label key={item.value ?? ''} className={css['choice']}>
            <Checkbox checked={chosen.includes(item.value)} onChange={() => toggle(item.value)} />
            <span className={css['value']} title={item.label}>
              {item.label}
            </span>
            <span className={css['count']}>{format.number(item.count)}</span>
          </label>
        ))}
      </div>
    </div>
  )
}

function useChoices({ list, column, words, state }: FilterProps, search: string) {
  const { t } = useTranslation('lists')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const others = { ...state, filter: withColumnFilter(state.filter, column.key, null), sort: [] }
  const { q, filter } = listParams(others, list.defaultSort)
  // words of a choice column are in the catalogue here, so it is searched here
  const onServer = column.type !== 'choice' && asked !== ''
  const query = { ...(q && { q }), ...(filter && { filter }), ...(onServer && { search: asked }) }
  const found = useCall(list.choices, { params: { column: column.key }, query }, { keep: true })
  const labelOf = (value: string | null, label: string) => {
    if (value === null) return t('empty')
    return column.type === 'choice' ? words.choice(column.key, value) : label
  }
  const all = (found.data?.items ?? []).map((item) => ({ ...item, label: labelOf(item.value, item.label) }))
  const items = all.filter((item) => item.label.toLowerCase().includes(search.trim().toLowerCase()))
  return { items, several: all.length >= searchFrom, isPending: found.isPending, isError: found.isError }
}
