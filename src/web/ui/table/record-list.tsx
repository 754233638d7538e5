import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useId, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../classes.ts'
import { Checkbox } from '../field.tsx'
import { Link } from '../link.tsx'
import { Skeleton } from '../skeleton.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { type CellContext, cellContent } from './cell-value.tsx'
import type { TableHandle } from './list-table.tsx'
import type { ListRow, ListView } from './list-view.ts'
import css from './record.module.css'
import type { ListRows } from './use-list-rows.ts'
import { useLoadMore } from './use-load-more.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { recall, useScrollMemory } from './use-scroll-memory.ts'
import type { TableModel } from './use-table-model.ts'

const height = 53

interface RecordListProps<R extends ListRow> {
  view: ListView<R>
  found: ListRows<R>
  words: readonly string[]
  memory: string
  scroller: RefObject<HTMLDivElement | null>
  model: TableModel
  /** the records are chosen now, not opened */
  selecting: boolean
  /** rows that have just changed */
  fresh: ReadonlySet<string>
  handle: RefObject<TableHandle | null>
}

/** Rows where the window is too narrow for columns: two lines each, the whole of it a link, or a box while rows are chosen (LST-8). */
export function RecordList<R extends ListRow>(props: RecordListProps<R>) {
  const { view, found, words, memory, scroller, model, selecting, fresh, handle } = props
  const { rows, more } = found
  const { selected } = model
  const list = useRef<HTMLUListElement>(null)
  useImperativeHandle(handle, () => ({
    focusFirst: () => focusIn(list.current, 'a, input'),
    focusActive: (how) => focusIn(list.current, 'input:checked', how) || focusIn(list.current, 'a, input', how),
  }))
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
  useKeptPlace({ rows, memory, height, scroller })
  const context = { view, words, format: useFormat() }
  if (found.isLoading) return <Loading />
  return (
    <>
      {selecting && <AllBox model={model} />}
      <ul
        ref={list}
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
                className={classes(
                  css['record'],
                  fresh.has(row.id) && css['fresh'],
                  selected[row.id] && css['selected'],
                )}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-setsize={more ? -1 : rows.length}
                aria-posinset={item.index + 1}
              >
                <Choosable {...{ context, row, selecting, model }} index={item.index} />
              </li>
            )
          )
        })}
      </ul>
    </>
  )
}

interface ChoosableProps<R extends ListRow> {
  context: CellContext<R>
  row: R
  index: number
  selecting: boolean
  model: TableModel
}

/** A record that opens its page, or that is chosen wherever it is touched. */
function Choosable<R extends ListRow>({ context, row, index, selecting, model }: ChoosableProps<R>) {
  const { t } = useTranslation('lists')
  const id = useId()
  const { view } = context
  if (!selecting) return <RecordLines context={context} row={row} href={view.hrefOf?.(row) ?? null} />
  return (
    <label className={css['choice']} htmlFor={id}>
      <Checkbox
        id={id}
        checked={model.selected[row.id] === true}
        aria-label={t('select.row', { name: view.nameOf(row) })}
        onClick={(event) => model.select(index, event)}
        // the click decides, since only it knows whether Shift is held
        onChange={() => {}}
      />
      <span>
        <RecordLines context={context} row={row} href={null} />
      </span>
    </label>
  )
}

function focusIn(list: HTMLElement | null, selector: string, how?: FocusOptions): boolean {
  const found = list?.querySelector<HTMLElement>(selector)
  found?.focus(how)
  return found !== null && found !== undefined
}

/** Chooses all loaded records, as the box in the column head does. */
function AllBox({ model }: { model: TableModel }) {
  const { t } = useTranslation('lists')
  const some = Object.keys(model.selected).length > 0
  return (
    <label className={css['all']}>
      <Checkbox checked={model.allSelected} partly={some && !model.allSelected} onChange={model.selectAll} />
      {t('select.all')}
    </label>
  )
}

interface RecordLinesProps<R extends ListRow> {
  context: CellContext<R>
  row: R
  /** null: it opens nothing */
  href: string | null
}

function RecordLines<R extends ListRow>({ context, row, href }: RecordLinesProps<R>) {
  const { view, words } = context
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
