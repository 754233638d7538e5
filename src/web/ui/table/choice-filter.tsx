import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { classes } from '../classes.ts'
import { Checkbox } from '../field.tsx'
import { Icon } from '../icon.tsx'
import box from '../search-box.module.css'
import { Skeleton } from '../skeleton.tsx'
import css from './filter.module.css'
import type { FilterProps } from './filter-props.ts'
import { matches, searchWords } from './fold.ts'
import { Highlight } from './highlight.tsx'
import { listParams, withColumnFilter } from './list-state.ts'
import { useAcross } from './use-across.ts'

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
  const marked = useMemo(() => searchWords(search), [search])
  return (
    <div className={css['choices']} role="group" aria-labelledby={id}>
      <p className={css['caption']} id={id}>
        {t('choices.only')}
      </p>
      {(search !== '' || several) && (
        <label className={classes(box['framed'], css['search'])}>
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
              <Highlight text={item.label} words={marked} />
            </span>
            {item.count !== null && <span className={css['count']}>{format.number(item.count)}</span>}
          </label>
        ))}
      </div>
    </div>
  )
}

/** Labels that were read before, by value: a search finds others. */
function useKnownLabels(): Map<string, string> {
  const [labels] = useState(() => new Map<string, string>())
  return labels
}

function useChoices({ list, column, words, state, value }: FilterProps, search: string) {
  const chosen = value?.in
  const { t } = useTranslation('lists')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const across = useAcross(list)
  const others = { ...state, filter: withColumnFilter(state.filter, column.key, null), sort: [] }
  const { q, filter } = listParams(others, list.defaultSort)
  // words of a choice column are in the catalogue here, so it is searched here
  const onServer = column.type !== 'choice' && asked !== ''
  const query = { ...(q && { q }), ...(filter && { filter }), ...(onServer && { search: asked }), ...across }
  const found = useCall(list.choices, { params: { column: column.key }, query }, { keep: true })
  const labelOf = (one: string | null, label: string) => {
    if (one === null) return t('empty')
    return column.type === 'choice' ? words.choice(column.key, one) : label
  }
  const known = useKnownLabels()
  const all = (found.data?.items ?? []).map((item) => ({ ...item, label: labelOf(item.value, item.label) }))
  for (const item of all) if (item.value !== null) known.set(item.value, item.label)
  // what is chosen stays in sight, found or not, so that it can be given up
  const missing = (chosen ?? []).flatMap((one) => {
    const label = one === null ? undefined : known.get(one)
    return label === undefined || all.some((item) => item.value === one) ? [] : [{ value: one, label, count: null }]
  })
  const items = [...missing, ...all.filter((item) => chosen?.includes(item.value) || matches(item.label, search))]
  return { items, several: all.length >= searchFrom, isPending: found.isPending, isError: found.isError }
}
