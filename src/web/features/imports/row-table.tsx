import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow } from '../../../api/imports.ts'
import { useDensity } from '../../lib/density.ts'
import { useFormat } from '../../lib/use-format.ts'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useRowKeys } from '../../ui/table/use-row-keys.ts'
import { Changes, CustomerName, Result, type RowListProps, useCustomerPath } from './row-cells.tsx'
import css from './rows.module.css'
import { useNextRows } from './use-next-rows.ts'

const rowHeights = { compact: 32, comfortable: 40 }

/** The rows in columns; only those in sight are in the page, and a row is as high as its sentences need. */
export function RowTable(props: RowListProps) {
  const { t } = useTranslation('imports')
  const { record, filter, isLoading, isOld } = props
  const { counts } = record
  const total = filter === 'all' ? counts.total : -2
  return (
    <table
      className={css['table']}
      aria-label={t('rows.label')}
      aria-rowcount={total + 1}
      aria-busy={isLoading || isOld}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className={css['number']}>
            {t('rows.row')}
          </th>
          <th scope="col" className={css['action']}>
            {t('rows.result')}
          </th>
          <th scope="col" className={css['customer']}>
            {t('rows.customer')}
          </th>
          <th scope="col">{t('rows.changes')}</th>
        </tr>
      </thead>
      <Body {...props} />
    </table>
  )
}

function Body(props: RowListProps) {
  const { record, rows, isLoading, isOld, loadMore } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const { virtual, keys } = useRows(props)
  const pathOf = useCustomerPath()
  useLayoutEffect(() => keys.settle(body.current))
  const items = virtual.getVirtualItems()
  useNextRows(rows.length, items.at(-1)?.index ?? 0, loadMore)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the rows have the focus; what happens on any of them is handled here once
    <tbody
      ref={body}
      className={classes(isOld && css['old'])}
      onKeyDown={keys.onKeyDown}
      onClick={keys.onClick}
      onAuxClick={keys.onAuxClick}
      onFocus={keys.onFocus}
    >
      {placed(items, rows).map(({ row, index, gap }) => {
        const to = pathOf(row)
        const stop = index === keys.active ? 0 : -1
        return (
          <Fragment key={row.row}>
            <Gap height={gap} />
            <tr
              ref={virtual.measureElement}
              data-index={index}
              aria-rowindex={index + 2}
              tabIndex={stop}
              className={classes(row.action === 'error' && css['wrong'], to !== null && css['opens'])}
            >
              <Cells row={row} to={to} stop={stop} record={record} />
            </tr>
          </Fragment>
        )
      })}
      <Gap height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
      {isLoading && <Waiting />}
    </tbody>
  )
}

/** The rows in the page, each with how much room those before it need that are not. */
function placed(items: readonly VirtualItem[], rows: readonly ImportRow[]) {
  return items.flatMap(({ index, start }, at) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, index, gap: start - (items[at - 1]?.end ?? 0) }]
  })
}

function Cells({
  row,
  to,
  stop,
  record,
}: { row: ImportRow; to: string | null; stop: number } & Pick<RowListProps, 'record'>) {
  const format = useFormat()
  return (
    <>
      <td>{format.number(row.row)}</td>
      <td>
        <Result action={row.action} />
      </td>
      <td className={classes(css['name'], row.action === 'unchanged' && css['calm'])} title={row.name}>
        <CustomerName row={row} to={to} tabIndex={stop} />
      </td>
      <td className={css['changes']}>
        <Changes row={row} record={record} />
      </td>
    </>
  )
}

function useRows({ rows, filter, scroller }: RowListProps) {
  const [density] = useDensity()
  const height = rowHeights[density]
  const kept = useRef(0)
  const pathOf = useCustomerPath()
  const virtual = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.row ?? index,
    overscan: 12,
    scrollPaddingEnd: 32,
    // the row with the focus stays in the page, else the focus would be lost
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), kept.current])]
        .filter((i) => i < range.count)
        .toSorted((a, b) => a - b),
  })
  useEffect(() => virtual.measure(), [virtual, height])
  const keys = useRowKeys({
    memory: filter,
    count: rows.length,
    hrefAt: (index) => {
      const row = rows[index]
      return row ? pathOf(row) : null
    },
    select: undefined,
    clearSelection: () => {},
    reveal: (index) => {
      kept.current = index
      virtual.scrollToIndex(index)
    },
    jump: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2),
  })
  kept.current = keys.active
  return { virtual, keys }
}

/** The room of rows that are not in the page. */
function Gap({ height }: { height: number }) {
  // another element for another height: Chromium lays a changed row out a frame too late, and a quick click would miss
  return height > 0 && <tr key={height} aria-hidden style={{ height }} />
}

function Waiting() {
  return [62, 48, 71, 55, 78, 60, 50, 66].map((width) => (
    <tr key={width} aria-hidden>
      <td>
        <Skeleton width="60%" />
      </td>
      <td>
        <Skeleton width="70%" />
      </td>
      <td>
        <Skeleton width={`${width}%`} />
      </td>
      <td>
        <Skeleton width={`${width / 2}%`} />
      </td>
    </tr>
  ))
}
