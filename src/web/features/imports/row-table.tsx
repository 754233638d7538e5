import { Fragment, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow } from '../../../api/imports.ts'
import { useFormat } from '../../lib/use-format.ts'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Gap, placed } from '../../ui/table/placed.tsx'
import sheet from '../../ui/table/sheet.module.css'
import { useRowsInSight } from '../../ui/table/use-rows-in-sight.ts'
import { Changes, CustomerName, Result, type RowListProps, useCustomerPath } from './row-cells.tsx'
import css from './rows.module.css'
import { useNextRows } from './use-next-rows.ts'

/** The rows in columns; only those in sight are in the page, and a row is as high as its sentences need. */
export function RowTable(props: RowListProps) {
  const { t } = useTranslation('imports')
  const { record, filter, isLoading, isOld } = props
  const { counts } = record
  const total = filter === 'all' ? counts.total : -2
  return (
    <table
      className={classes(sheet['sheet'], css['table'])}
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
  const pathOf = useCustomerPath()
  return useRowsInSight<ImportRow, HTMLTableRowElement>({
    rows,
    keyOf: ({ row }) => row,
    hrefOf: pathOf,
    scroller,
    memory: filter,
    select: undefined,
  })
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
