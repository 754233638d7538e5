import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { LiveKind, type RowsEvent } from '../../../api/events.ts'
import { type List, mostIds } from '../../../api/lists.ts'
import { useLive } from '../../lib/live.ts'
import { askedAt } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import type { ListState } from './list-state.ts'
import type { ListRow } from './list-view.ts'
import { askFor, atRest, firstOf, isSame, type Pages, patched } from './live-pages.ts'
import { type ListRows, rowsKey, useQuestion } from './use-list-rows.ts'
import type { Total } from './use-total.ts'

const markedFor = 2_500
/** Where more rows are loaded, not each of them is asked for again. */
const mostAsked = 10 * mostIds

/** Rows that came and wait to be loaded; null: nobody counted them. */
type News = ReadonlySet<string> | null

/** What has changed under the reader's eyes (LST-10). */
export interface LiveRows {
  /** rows that have just changed */
  fresh: ReadonlySet<string>
  /** how many rows wait to be loaded; null: some */
  news: number | null
  load: () => void
}

interface LiveRowsOf<R extends ListRow> {
  list: List<z.ZodType<R>>
  state: ListState
  found: ListRows<R>
  scroller: RefObject<HTMLDivElement | null>
  /** told of rows that have left the list */
  onGone: (ids: ReadonlySet<string>) => void
}

/**
 * Keeps the loaded rows of a list as they are in the database: a changed one is replaced where it stands, one that left
 * goes, new ones are announced. Only rows that were told of are asked for.
 */
export function useLiveRows<R extends ListRow>(of: LiveRowsOf<R>): LiveRows {
  const { list, state, found, scroller, onGone } = of
  const { handle } = useOrganization()
  const client = useQueryClient()
  const question = useQuestion(list, state)
  const queryKey = rowsKey(list, handle, question)
  const [fresh, mark] = useMarked()
  const [news, setNews] = useNews(JSON.stringify(queryKey))
  const count = () => client.invalidateQueries({ queryKey: [list.total.name] })
  const load = () => {
    setNews(new Set())
    scroller.current?.scrollTo({ top: 0 })
    // what stands further down is loaded again on the way there
    client.setQueryData<Pages<R>>(queryKey, (data) => data && firstOf(data))
    void client.invalidateQueries({ queryKey, exact: true })
    void count()
  }
  const announce = (arrived: News) => (isQuietAtTop(scroller.current) ? load() : setNews(arrived))
  const apply = async ({ changed, added, gone }: Pick<RowsEvent, 'changed' | 'added' | 'gone'>) => {
    const loaded = new Map(found.rows.map((row) => [row.id, row]))
    const told = [...changed, ...added]
    const known = told.filter((id) => loaded.has(id))
    // one that has changed and is not loaded stands further down, unless everything is
    const strange = (found.more ? added : told).filter((id) => !loaded.has(id))
    const now = await askFor(list, handle, question, [...known, ...strange])
    const left = new Set([...gone, ...known].filter((id) => loaded.has(id) && !now.has(id)))
    await atRest(client, queryKey)
    client.setQueryData<Pages<R>>(queryKey, (data) => data && patched(data, now, left))
    mark(known.filter((id) => now.has(id) && !isSame(now.get(id), loaded.get(id))))
    if (left.size > 0) onGone(left)
    const arrived = strange.filter((id) => now.has(id))
    if (left.size > 0 || arrived.length > 0) void count()
    if (arrived.length > 0) announce(news && new Set([...news, ...arrived]))
    return left.size
  }
  const again = async (since: number) => {
    await atRest(client, queryKey)
    const counts = client.getQueryCache().findAll({ queryKey: [list.total.name, handle], type: 'active' })
    if (askedAt(queryKey) >= since) return counts.some((one) => askedAt(one.queryKey) < since) ? count() : undefined
    if (isQuietAtTop(scroller.current) || found.rows.length > mostAsked) return load()
    const totals = () => client.getQueriesData<Total>({ queryKey: [list.total.name, handle] }).map(([, total]) => total)
    const before = totals()
    const left = await apply({ changed: found.rows.map(({ id }) => id), added: [], gone: [] })
    await count()
    if (since === Number.POSITIVE_INFINITY || (left === 0 && !isSame(before, totals()))) announce(null)
  }
  const inTurn = useInTurn()
  const kind = LiveKind.safeParse(list.key)
  useLive(kind.success && !found.isLoading ? kind.data : null, {
    rows: (event) => inTurn(() => apply(event)),
    again: (since) => inTurn(() => again(since)),
  })
  useLoadAtTop(scroller, news?.size !== 0, load)
  return { fresh, news: news && news.size, load }
}

/** One after the other; one that fails is made good by the next time the stream opens. */
function useInTurn(): (work: () => Promise<unknown>) => void {
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return (work) => {
    last.current = last.current.then(work).catch(() => undefined)
  }
}

/** Marks rows for a moment. */
function useMarked(): [ReadonlySet<string>, (ids: readonly string[]) => void] {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const mark = (ids: readonly string[]) => {
    if (ids.length === 0) return
    setMarked((before) => new Set([...before, ...ids]))
    setTimeout(() => setMarked((before) => new Set([...before].filter((id) => !ids.includes(id)))), markedFor)
  }
  return [marked, mark]
}

/** What is new belongs to one search, filter and sort. */
function useNews(of: string): [News, (news: News) => void] {
  const [kept, setKept] = useState<{ of: string; news: News }>({ of, news: new Set() })
  return [kept.of === of ? kept.news : new Set(), (news) => setKept({ of, news })]
}

/** Nobody reads, points at or stands on a row that would move. */
function isQuietAtTop(scroller: HTMLDivElement | null): boolean {
  if (!scroller) return false
  return scroller.scrollTop === 0 && !scroller.matches(':hover') && !scroller.contains(document.activeElement)
}

/** Coming back to the top loads what waits there. */
function useLoadAtTop(scroller: RefObject<HTMLDivElement | null>, waiting: boolean, load: () => void): void {
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    const element = scroller.current
    if (!waiting || !element) return
    const onScroll = () => element.scrollTop === 0 && latest.current()
    element.addEventListener('scroll', onScroll)
    return () => element.removeEventListener('scroll', onScroll)
  }, [waiting, scroller])
}
