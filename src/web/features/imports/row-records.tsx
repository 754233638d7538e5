import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Changes, CustomerName, Result, type RowListProps, useCustomerPath } from './row-cells.tsx'
import css from './rows.module.css'
import { useNextRows } from './use-next-rows.ts'

/** Rows where the window is too narrow for columns: name and result, and below what changes. */
export function RowRecords({ record, rows, scroller, isLoading, isOld, loadMore }: RowListProps) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const pathOf = useCustomerPath()
  const list = useRef<HTMLUListElement>(null)
  const above = useAbove(list)
  const virtual = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 57,
    getItemKey: (index) => rows[index]?.row ?? index,
    overscan: 8,
    scrollMargin: above,
  })
  const items = virtual.getVirtualItems()
  useNextRows(rows.length, items.at(-1)?.index ?? 0, loadMore)
  return (
    <ul
      ref={list}
      className={classes(css['records'], isOld && css['old'])}
      style={{ height: isLoading ? undefined : virtual.getTotalSize() }}
      aria-label={t('rows.label')}
      aria-busy={isLoading || isOld}
    >
      {isLoading && <Waiting />}
      {items.map(({ index, start }) => {
        const row = rows[index]
        return (
          row && (
            <li
              key={row.row}
              ref={virtual.measureElement}
              data-index={index}
              className={classes(css['record'], row.action === 'error' && css['wrong'])}
              style={{ transform: `translateY(${start - above}px)` }}
              aria-setsize={loadMore === null ? rows.length : -1}
              aria-posinset={index + 1}
            >
              <span className={classes(css['name'], row.action === 'unchanged' && css['calm'])}>
                <CustomerName row={row} to={pathOf(row)} />
              </span>
              <Result action={row.action} />
              <span className={css['changes']}>
                <Changes row={row} record={record}>
                  <span className={css['quiet']}>{t('rows.numbered', { number: format.number(row.row) })}</span>
                </Changes>
              </span>
            </li>
          )
        )
      })}
    </ul>
  )
}

/** How far below the top of the scrolling sheet the list begins. */
function useAbove(list: RefObject<HTMLUListElement | null>): number {
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    const element = list.current
    const observer = new ResizeObserver(() => setAbove(element?.offsetTop ?? 0))
    for (const other of element?.parentElement?.children ?? []) if (other !== element) observer.observe(other)
    return () => observer.disconnect()
  }, [list])
  return above
}

function Waiting() {
  return [62, 48, 71, 55, 78, 60].map((width) => (
    <li key={width} aria-hidden className={css['waiting']}>
      <Skeleton width={`${width}%`} height={11} />
      <Skeleton width={`${width - 25}%`} />
    </li>
  ))
}
