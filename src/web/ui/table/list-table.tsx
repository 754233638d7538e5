import {
  Fragment,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { classes } from '../classes.ts'
import type { Arranged } from './columns.ts'
import type { ListState } from './list-state.ts'
import type { ListRow, ListView } from './list-view.ts'
import { Gap, placed } from './placed.tsx'
import sheet from './sheet.module.css'
import { SkeletonRows } from './skeleton-rows.tsx'
import css from './table.module.css'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import type { ListRows } from './use-list-rows.ts'
import type { ChangeList } from './use-list-state.ts'
import { useLoadMore } from './use-load-more.ts'
import { useScrollMemory } from './use-scroll-memory.ts'
import type { TableModel } from './use-table-model.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

/** What the page may ask of the table. */
export interface TableHandle {
  focusFirst: () => void
  /** the row that was worked on last; brought into sight unless told otherwise */
  focusActive: (how?: FocusOptions) => void
}

interface ListTableProps<R extends ListRow> {
  view: ListView<R>
  model: TableModel
  found: ListRows<R>
  state: ListState
  change: ChangeList
  words: readonly string[]
  /** how many rows there are, if that is known exactly */
  total: number | null
  /** where the reader was is kept under this name */
  memory: string
  /** rows that have just changed */
  fresh: ReadonlySet<string>
  handle: RefObject<TableHandle | null>
  scroller: RefObject<HTMLDivElement | null>
  arranged: Arranged
}

/** The rows of a list in columns. */
export function ListTable<R extends ListRow>(props: ListTableProps<R>) {
  const { view, model, found, state, change, total, memory, scroller, arranged } = props
  useScrollMemory(memory, scroller)
  return (
    <table
      className={classes(sheet['sheet'], css['table'])}
      style={{ minWidth: model.leastWidth }}
      aria-label={view.words.title}
      aria-rowcount={total === null ? -1 : total + 1}
      aria-busy={found.isLoading || found.isOld}
    >
      <TableHead {...{ view, model, state, change, arranged }} />
      <TableBody {...props} />
    </table>
  )
}

/** Only the rows in sight are in the page, whatever their number (LST-7). */
function TableBody<R extends ListRow>(props: ListTableProps<R>) {
  const { view, model, found, words, memory, fresh, handle, scroller } = props
  const { t } = useTranslation('lists')
  const format = useFormat()
  const { rows } = found
  const body = useRef<HTMLTableSectionElement>(null)
  const { virtual, keys } = useVirtualRows({ view, model, rows, memory, scroller })
  useLayoutEffect(() => keys.settle(body.current))
  useImperativeHandle(handle, () => ({
    focusFirst: () => keys.focusRow(0),
    focusActive: (how) => keys.focusRow(keys.active, how),
  }))
  const context = useMemo(() => ({ view, words, format }), [view, words, format])
  const onSelect = useLatest(model.select)
  const selectLabel = useCallback((name: string) => t('select.row', { name }), [t])
  const items = virtual.getVirtualItems()
  useLoadMore(found, items.at(-1)?.index ?? 0)
  const selectable = view.selectable === true
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the rows have the focus; what happens on any of them is handled here once
    <tbody
      ref={body}
      className={classes(found.isOld && css['old'])}
      onKeyDown={keys.onKeyDown}
      onClick={keys.onClick}
      onAuxClick={keys.onAuxClick}
      onFocus={keys.onFocus}
      onBlur={keys.onBlur}
    >
      {placed(items, rows).map(({ row, index, gap }) => (
        <Fragment key={row.id}>
          <Gap height={gap} />
          <TableRow
            {...{ context, row, index, onSelect, selectLabel }}
            shown={model.shown}
            selected={model.selected[row.id] === true}
            active={index === keys.active}
            fresh={fresh.has(row.id)}
          />
        </Fragment>
      ))}
      <Gap height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
      {(found.isLoading || found.isLoadingMore) && (
        <SkeletonRows model={model} count={found.isLoading ? 16 : 3} selectable={selectable} />
      )}
    </tbody>
  )
}

/** The newest version of a function under an identity that never changes, so that no row is drawn anew because of it. */
function useLatest(run: (index: number, event: MouseEvent) => void): (index: number, event: MouseEvent) => void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  return useCallback((index, event) => latest.current(index, event), [])
}
