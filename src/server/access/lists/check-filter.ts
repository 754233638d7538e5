import type { ColumnFilter } from '../../../api/filters.ts'
import type { Column } from '../../../api/lists.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The part of a filter that does not fit its column; null where all of it can become a condition. What passes here cannot
 * raise: an error would tell about rows that the reader can't see.
 */
export function wrongPart(column: Column, filter: ColumnFilter): string | null {
  const { type } = column
  const isDated = type === 'date' || type === 'time'
  const fits: Record<keyof ColumnFilter, () => boolean> = {
    contains: () => type === 'text',
    starts: () => type === 'text',
    equals: () => type === 'text',
    in: () => fitsAmong(column, filter.in ?? []),
    is: () => type === 'boolean',
    from: () => isBound(column, filter.from),
    to: () => isBound(column, filter.to),
    last: () => isDated,
    next: () => isDated,
    empty: () => true,
  }
  const given = Object.entries(fits).filter(([part]) => Reflect.get(filter, part) !== undefined)
  return given.find(([, fit]) => !fit())?.[0] ?? null
}

/** The filter as the column holds its values: ids in small letters. */
export function asStored({ type }: Column, filter: ColumnFilter): ColumnFilter {
  if (filter.in === undefined || (type !== 'reference' && type !== 'many')) return filter
  return { ...filter, in: filter.in.map((id) => id?.toLowerCase() ?? null) }
}

function fitsAmong({ type, choices }: Column, values: (string | null)[]): boolean {
  const given = values.filter((value) => value !== null)
  if (type === 'reference' || type === 'many') return given.every((value) => uuid.test(value))
  if (type !== 'choice' && type !== 'text') return false
  return !choices || given.every((value) => choices.includes(value))
}

function isBound({ type }: Column, bound: string | number | undefined): boolean {
  if (type === 'number') return typeof bound === 'number' && Number.isFinite(bound)
  return (type === 'date' || type === 'time') && typeof bound === 'string' && isDay(bound)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text >= '0001'
}
