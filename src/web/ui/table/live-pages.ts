import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ResultOf } from '../../../api/endpoint.ts'
import { type List, mostIds } from '../../../api/lists.ts'
import { call } from '../../lib/client.ts'
import type { ListRow } from './list-view.ts'
import type { Question } from './use-list-rows.ts'

export type Pages<R> = InfiniteData<ResultOf<List<z.ZodType<R>>['page']>, string | null>

/** The rows of these ids that match and are in sight, as they are now; a request for each hundred. */
export async function askFor<R extends ListRow>(
  list: List<z.ZodType<R>>,
  organization: string,
  question: Question,
  ids: readonly string[],
): Promise<ReadonlyMap<string, R>> {
  const found = new Map<string, R>()
  for (let at = 0; at < ids.length; at += mostIds) {
    const query = { ...question, ids: ids.slice(at, at + mostIds).join(), limit: mostIds }
    const { items } = await call(list.page, { organization, query })
    for (const row of items) found.set(row.id, row)
  }
  return found
}

/** The pages with rows replaced where they stand, and without those that are gone. */
export function patched<R extends ListRow>(
  data: Pages<R>,
  found: ReadonlyMap<string, R>,
  gone: ReadonlySet<string>,
): Pages<R> {
  const items = (of: readonly R[]) => of.filter(({ id }) => !gone.has(id)).map((row) => found.get(row.id) ?? row)
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: items(page.items) })) }
}

/** The first page alone. */
export function firstOf<R>(data: Pages<R>): Pages<R> {
  return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
}

/** Waits until a query is not being fetched: what is fetched would write over what is patched. */
export async function atRest(client: QueryClient, queryKey: QueryKey): Promise<void> {
  while (client.getQueryState(queryKey)?.fetchStatus === 'fetching') {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Whether two rows say the same, member by member. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
