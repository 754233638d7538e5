import { IconSearch } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDebouncedValue } from '@mantine/hooks'
import { useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Checkbox } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Skeleton } from '../skeleton.tsx'
import css from './filter.module.css'
import type { FilterFormProps } from './filter-form.tsx'
import { listParams, withColumnFilter } from './list-state.ts'

const searchFrom = 6

/** Values to choose from, with how often each stands in the list; only values this reader can see are offered (LST-2). */
export function ChoiceFilter({ list, column, words, state, value, onChange }: FilterFormProps) {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const { q, filter } = listParams({ ...state, filter: withColumnFilter(state.filter, column.key, null), sort: [] }, list.defaultSort)
  // words of a choice column are in the catalogue here, so it is searched here
  const onServer = column.type === 'reference' && asked !== ''
  const found = useCall(list.choices, { params: { column: column.key }, query: { ...(q && { q }), ...(filter && { filter }), ...(onServer && { search: asked }) } }, { keep: true })
  const chosen = value?.in ?? []
  const labelOf = (item: { value: string | null; label: string }) =>
    item.value === null ? t('empty') : column.type === 'choice' ? words.choice(column.key, item.value) : item.label
  const items = (found.data?.items ?? []).filter((item) => labelOf(item).toLowerCase().includes(search.trim().toLowerCase()))
  const toggle = (one: string | null) => onChange({ in: chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one] })
  const id = useId()
  return (
    <div className={css['choices']} role="group" aria-labelledby={id}>
      <p className={css['caption']} id={id}>
        {t('choices.only')}
      </p>
      {(search !== '' || (found.data?.items.length ?? 0) >= searchFrom) && (
        <label className={css['search']}>
          <Icon of={IconSearch} />
          <input placeholder={t('choices.search')} aria-label={t('choices.search')} value={search} data-autofocus onChange={(event) => setSearch(event.target.value)} />
        </label>
      )}
      <div className={css['scroll']}>
        {found.isPending && [72, 54, 63].map((width) => <Skeleton key={width} width={`${width}%`} />)}
        {found.isError && <p className={css['quiet']}>{t('choices.failed')}</p>}
        {found.isSuccess && items.length === 0 && <p className={css['quiet']}>{t('choices.none')}</p>}
        {items.map((item) => (
          <label key={item.value ?? ''} className={css['choice']}>
            <Checkbox checked={chosen.includes(item.value)} onChange={() => toggle(item.value)} />
            <span className={css['value']} title={labelOf(item)}>
              {labelOf(item)}
            </span>
            <span className={css['count']}>{format.number(item.count)}</span>
          </label>
        ))}
      </div>
    </div>
  )
}
