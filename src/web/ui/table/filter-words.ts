import { useTranslation } from 'react-i18next'
import type { ColumnFilter } from '../../../api/filters.ts'
import type { Column } from '../../../api/lists.ts'
import { useFormat } from '../../lib/use-format.ts'
import type { ListWords } from './list-view.ts'

type Labels = ReadonlyMap<string, string>

/** What a filter asks for, in words: *Hamburg, Bremen*, *letzte 60 Tage*, *nicht leer* (LST-2). */
export function useFilterWords(words: ListWords): (column: Column, part: ColumnFilter, labels: Labels) => string {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const dayText = (day: string | number) =>
    typeof day === 'number' ? format.number(day) : format.day(day.slice(0, 10))
  const span = ({ from, to }: ColumnFilter) => {
    if (from !== undefined && to !== undefined) return t('chip.range', { from: dayText(from), to: dayText(to) })
    if (from !== undefined) return t('chip.from', { from: dayText(from) })
    return to === undefined ? t('chip.unknown') : t('chip.to', { to: dayText(to) })
  }
  const several = (column: Column, values: readonly (string | null)[], labels: Labels) => {
    const names = values.map((value) =>
      value === null ? t('isEmpty') : (nameOf(words, column, value, labels) ?? t('chip.unknown')),
    )
    const [first = '', ...rest] = names
    return names.length > 3 ? t('chip.more', { first, count: rest.length }) : names.join(', ')
  }
  return (column, part, labels) => {
    if (part.in) return several(column, part.in, labels)
    if (part.empty !== undefined) return t(part.empty ? 'isEmpty' : 'isNotEmpty')
    if (part.is !== undefined) return t(part.is ? 'yes' : 'no')
    if (part.last !== undefined) return t('chip.last', { count: part.last })
    if (part.next !== undefined) return t('chip.next', { count: part.next })
    if (part.contains !== undefined) return t('chip.contains', { text: part.contains })
    if (part.starts !== undefined) return t('chip.starts', { text: part.starts })
    if (part.equals !== undefined) return t('chip.equals', { text: part.equals })
    return span(part)
  }
}

function nameOf(words: ListWords, column: Column, value: string, labels: Labels): string | undefined {
  return column.type === 'choice' ? words.choice(column.key, value) : labels.get(value)
}
