import type { z } from 'zod'
import type { List } from '../../../api/lists.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import type { Actor } from '../actor.ts'
import { selectOf, valuesOf } from './items.ts'
import { keysOf, readPage } from './page.ts'
import { type ListRequest, readListRequest } from './request.ts'
import type { ListSource } from './source.ts'
import { conditionsOf } from './where.ts'

interface Asking {
  tx: Tx
  actor: Actor
  services: Pick<Services, 'now'>
}

/** Some rows of a list, and whether there are more. */
export interface Found<Item> {
  items: Item[]
  more: boolean
}

/**
 * The first rows of a list that match a text, through its own engine: what the reader can't see or read is not matched (LST-1,
 * ACC-15). Those whose name begins with the text come first.
 */
export async function searchList<Row extends z.ZodType>(
  list: List<Row>,
  source: ListSource<z.input<Row>>,
  asking: Asking,
  q: string,
  limit: number,
): Promise<Found<z.input<Row> & { id: string }>> {
  if (q === '') return { items: [], more: false }
  const request = readListRequest(list, { q }, asking.actor)
  const beginning = { ...request, words: [], filter: { name: { starts: q.normalize('NFC') } } }
  const named = await rowsOf(list, source, asking, beginning, limit + 1)
  const matching = named.length > limit ? [] : await rowsOf(list, source, asking, request, limit + 1)
  const all = [...new Map([...named, ...matching].map((item) => [item.id, item])).values()]
  return { items: all.slice(0, limit), more: all.length > limit }
}

async function rowsOf<Row extends z.ZodType>(
  list: List<Row>,
  source: ListSource<z.input<Row>>,
  { tx, actor, services }: Asking,
  request: ListRequest,
  limit: number,
): Promise<(z.input<Row> & { id: string })[]> {
  const page = {
    from: source.fewer?.(actor) ?? source.from,
    conditions: conditionsOf(list, source, request, actor, services.now()),
    keys: keysOf(source, request.sort),
    ...selectOf(list, source, request),
    // a text is planned for its value
    prepared: false,
    last: false,
  }
  const rows = await readPage(tx, page, null, limit)
  const items = await valuesOf(list, source, request, rows, { tx, actor, language: actor.person.language })
  // every row of a list has one (list-view)
  return items as (z.input<Row> & { id: string })[]
}
