import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ResultOf } from '../../../api/endpoint.ts'
import { listMails } from '../../../api/notifications.ts'
import { call } from '../../lib/client.ts'
import { useOrganization } from '../../lib/session.tsx'

type Page = ResultOf<typeof listMails>
export type Mail = Page['items'][number]

/** The mails, newest first, page by page. */
export function useMails(): UseInfiniteQueryResult<InfiniteData<Page>> {
  const { handle } = useOrganization()
  return useInfiniteQuery({
    queryKey: [listMails.name, handle],
    queryFn: ({ pageParam, signal }) =>
      call(listMails, { organization: handle, query: pageParam === null ? {} : { before: pageParam }, signal }),
    initialPageParam: null as string | null,
    // what is on its way arrives or fails within seconds, mostly
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'queued')) ? 5000 : false,
    getNextPageParam: (page) => (page.more ? (page.items.at(-1)?.id ?? null) : null),
  })
}
