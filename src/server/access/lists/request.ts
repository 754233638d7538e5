import { type Column, Filter, type List } from '../../../api/lists.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Actor, hiddenInLists } from '../actor.ts'

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

/** @throws Refusal 400 that names a filter, sort or column which is unknown or hidden: both look the same (LST-12) */
export function readListRequest(list: List, query: Query, actor: Actor): ListRequest {
  const hidden = hiddenInLists(actor)
  const readable = list.columns.filter((c) => !c.attribute || !hidden.has(c.attribute))
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
  const filter = readFilter(query.filter)
  for (const key of Object.keys(filter)) find(key, 'filter', (c) => c.filterable)
  const sort = (query.sort || list.defaultSort).split(',').map((part) => ({
    column: find(part.replace(/^-/, ''), 'sort', (c) => c.sortable),
    descending: part.startsWith('-'),
  }))
  if (sort.length > 4) throw new Refusal('request.invalid', { fields: [{ path: 'sort', code: 'invalid' }] })
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

function readFilter(text: string | undefined): Filter {
  if (!text) return {}
  // no text of the database holds NUL, and none can be asked for it
  if (text.includes('\\u0000'))
    throw new Refusal('lists.filter_invalid', { fields: [{ path: 'filter', code: 'invalid' }] })
  let value: unknown
  try {
    // stored texts are composed; decomposed ones come from some keyboards and file systems
    value = JSON.parse(text.normalize('NFC'))
  } catch {
    throw new Refusal('lists.filter_invalid', { fields: [{ path: 'filter', code: 'invalid' }] })
  }
  const parsed = Filter.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const path = ['filter', ...(issue?.path ?? []), ...unknown].join('.')
  throw new Refusal('lists.filter_invalid', { fields: [{ path, code: 'invalid' }] })
}
