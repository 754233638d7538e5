import type { ReactNode } from 'react'
import type { Column } from '../../../api/lists.ts'
import type { Format } from '../../lib/format.ts'
import { Highlight } from './highlight.tsx'
import type { ListRow, ListView } from './list-view.ts'

/** One value of a row; a hidden attribute is absent from it (ACC-15). */
export function valueOf(row: object, key: string): unknown {
  return Reflect.get(row, key)
}

/** Names of a reference: one, several or none. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  return typeof value === 'object' && value !== null && 'name' in value ? [String(value.name)] : []
}

export interface CellContext<R extends ListRow> {
  view: ListView<R>
  /** the words of the search */
  words: readonly string[]
  format: Format
}

/** The content of a cell: as the feature wants it, else by the type of its column. A function, since a component per cell would be felt while scrolling. */
export function cellContent<R extends ListRow>(
  { view, words, format }: CellContext<R>,
  column: Column,
  row: R,
): ReactNode {
  const own = view.cells?.[column.key]
  if (own) return own(row, words)
  const value = valueOf(row, column.key)
  if (column.type === 'reference' || column.type === 'many') return format.list(namesIn(value))
  if (typeof value === 'number') return format.number(value)
  if (typeof value !== 'string') return null
  switch (column.type) {
    case 'time':
      return momentOf(value, format)
    case 'date':
      return format.day(value)
    case 'choice':
      return view.words.choice(column.key, value)
    default:
      return <Highlight text={value} words={column.searchable ? words : []} />
  }
}

/** A moment as a person says it, the exact one on hover. */
export function momentOf(time: string, format: Format): ReactNode {
  return (
    <time dateTime={time} title={format.exact(time)}>
      {format.relative(time)}
    </time>
  )
}

/** What stands in the tooltip of a cell whose text may be cut off. */
export function plainText(column: Column, row: object): string | undefined {
  const value = valueOf(row, column.key)
  if (column.type === 'reference' || column.type === 'many') return namesIn(value).join(', ') || undefined
  return column.type === 'text' && typeof value === 'string' ? value : undefined
}
