import { useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'
import { classes } from '../classes.ts'
import { Link } from '../link.tsx'
import { Skeleton } from '../skeleton.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { type CellContext, cellContent } from './cell-value.tsx'
import type { ListRow, ListView } from './list-view.ts'
import css from './record.module.css'
import type { ListRows } from './use-list-rows.ts'
import { useLoadMore } from './use-load-more.ts'
import { recall, useScrollMemory } from './use-scroll-memory.ts'

const height = 53

interface RecordListProps<R extends ListRow> {
  view: ListView<R>
  found: ListRows<R>
  words: readonly string[]
  memory: string
  scroller: RefObject<HTMLDivElement | null>
  selected: Readonly<Record<string, true>>
}

/** Rows where the window is too narrow for columns: two lines each, the whole of it a link. */
export function RecordList<R extends ListRow>({ view, found, words, memory, scroller, selected }: RecordListProps<R>) {
  const { rows, more } = found
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    initialOffset: () => recall(memory),
  })
  const items = virtual.getVirtualItems()
  useLoadMore(found, items.at(-1)?.index ?? 0)
  useScrollMemory(memory, scroller)
  const context = { view, words, format: useFormat() }
  if (found.isLoading) return <Loading />
  return (
    <ul
      className={css['records']}
      style={{ height: virtual.getTotalSize() }}
      aria-label={view.words.title}
      aria-busy={found.isOld}
    >
      {items.map((item) => {
        const row = rows[item.index]
        return (
          row && (
            <li
              key={row.id}
              className={classes(css['record'], selected[row.id] && css['selected'])}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={more ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              <RecordLines context={context} row={row} />
            </li>
          )
        )
      })}
    </ul>
  )
}

function RecordLines<R extends ListRow>({ context, row }: { context: CellContext<R>; row: R }) {
  const { view, words } = context
  const href = view.hrefOf?.(row) ?? null
  const naming = view.list.columns.find((column) => column.key === view.nameColumn)
  const name = naming && cellContent(context, naming, row)
  const { amount, place, status } = view.record(row, words)
  return (
    <>
      <span className={css['line']}>
        <span className={css['name']}>{href === null ? name : <Link to={href}>{name}</Link>}</span>
        <span className={css['amount']}>{amount}</span>
      </span>
      <span className={css['line']}>
        <span className={css['place']}>{place}</span>
        <span className={css['status']}>{status}</span>
      </span>
    </>
  )
}

function Loading() {
  return (
    <ul aria-hidden>
      {[62, 48, 71, 55, 78, 60, 50, 66].map((width) => (
        <li key={width} className={css['waiting']}>
          <Skeleton width={`${width}%`} height={11} />
          <Skeleton width={`${width - 25}%`} />
        </li>
      ))}
    </ul>
  )
}
