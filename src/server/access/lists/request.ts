import { type Filter, readFilter } from '../../../api/filters.ts'
import type { Column, List } from '../../../api/lists.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Actor, hiddenInLists } from '../actor.ts'
import { asStored, wrongPart } from './check-filter.ts'

/** More columns nobody sorts by. */
export const mostSorts = 4

export interface SortKey {
  column: Column
  descending: boolean
}

/** The state of a list as a request names it, checked against what the reader may read (LST-12, ACC-15). */
export interface ListRequest {
  words: string[]
  /** only these rows; null: all that match */
  ids: string[] | null
  filter: Filter
  sort: SortKey[]
  /** to show, in the order asked for */
  columns: Column[]
  readable: Column[]
  hidden: ReadonlySet<string>
}

interface Query {
  q?: string | undefined
  filter?: string | undefined
  sort?: string | undefined
  columns?: string | undefined
  ids?: string | undefined
}

/** The columns of a list that are not hidden from a reader (ACC-15). */
export function readableIn(list: List, hidden: ReadonlySet<string>): Column[] {
  return list.columns.filter((c) => !c.attribute || !hidden.has(c.attribute))
}

/** @throws Refusal 400 that names a filter, sort or column which is unknown or hidden: both look the same (LST-12) */
export function readListRequest(list: List, query: Query, actor: Actor): ListRequest {
  const hidden = hiddenInLists(actor)
  const readable = readableIn(list, hidden)
  const find = (key: string, place: string, usable: (column: Column) => boolean | undefined) => {
    const column = readable.find((c) => c.key === key)
    if (!column || !usable(column)) {
      throw new Refusal('lists.unknown_column', {
        vars: { name: key },
        fields: [{ path: `${place}.${key}`, code: 'unknown' }],
      })
    }
    return column
  }
  const filter: Filter = {}
  for (const [key, given] of Object.entries(filterOf(query.filter))) {
    const column = find(key, 'filter', (c) => c.filterable)
    const part = wrongPart(column, given)
    if (part !== null)
      throw new Refusal('lists.filter_invalid', { fields: [{ path: `filter.${key}.${part}`, code: 'invalid' }] })
    filter[key] = asStored(column, given)
  }
  const sort = (query.sort || list.defaultSort).split(',').map((part) => ({
    column: find(part.replace(/^-/, ''), 'sort', (c) => c.sortable),
    descending: part.startsWith('-'),
  }))
  if (sort.length > mostSorts) throw new Refusal('request.invalid', { fields: [{ path: 'sort', code: 'invalid' }] })
  return {
    words: (query.q ?? '').normalize('NFC').split(/\s+/).filter(Boolean).slice(0, 20),
    ids: query.ids?.split(',') ?? null,
    filter,
    sort,
    columns: query.columns
      ? [...new Set(query.columns.split(','))].map((key) => find(key, 'columns', () => true))
      : readable,
    readable,
    hidden,
  }
}

function filterOf(text: string | undefined): Filter {
  const read = readFilter(text || '{}')
  if (read.ok) return read.filter
  throw new Refusal('lists.filter_invalid', { fields: [{ path: read.path, code: 'invalid' }] })
}
