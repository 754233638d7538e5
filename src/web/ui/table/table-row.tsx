import { type MouseEvent, memo } from 'react'
import { classes } from '../classes.ts'
import { Checkbox } from '../field.tsx'
import { Link } from '../link.tsx'
import { type CellContext, cellContent, plainText } from './cell-value.tsx'
import type { ListRow } from './list-view.ts'
import css from './table.module.css'
import type { ShownColumn } from './use-table-model.ts'

interface TableRowProps<R extends ListRow> {
  context: CellContext<R>
  shown: readonly ShownColumn[]
  row: R
  index: number
  selected: boolean
  /** the one row that Tab stops at */
  active: boolean
  /** somebody else has just changed it */
  fresh: boolean
  onSelect: (index: number, event: MouseEvent) => void
  /** name of the box: *Brinkmann Logistik auswählen* */
  selectLabel: (name: string) => string
}

function Row<R extends ListRow>(props: TableRowProps<R>) {
  const { context, shown, row, index, selected, active, fresh, onSelect, selectLabel } = props
  const { view } = context
  const href = view.hrefOf?.(row) ?? null
  const stop = active ? 0 : -1
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={stop}
      className={classes(selected && css['selected'], fresh && css['fresh'], href !== null && css['opens'])}
    >
      {view.selectable && (
        <td className={css['box']} style={{ left: 0 }}>
          <Checkbox
            checked={selected}
            tabIndex={stop}
            aria-label={selectLabel(view.nameOf(row))}
            onClick={(event) => onSelect(index, event)}
            // the click decides, since only it knows whether Shift is held
            onChange={() => {}}
          />
        </td>
      )}
      {shown.map(({ column, left, isLastPinned }) => {
        const isName = column.key === view.nameColumn
        const content = cellContent(context, column, row)
        return (
          <td
            key={column.key}
            title={isName ? view.nameOf(row) : plainText(column, row)}
            className={classes(
              left !== null && css['pinned'],
              isLastPinned && css['edge'],
              isName && css['name'],
              column.type === 'number' && css['number'],
            )}
            style={left === null ? undefined : { left }}
          >
            {isName && href !== null ? (
              <Link to={href} tabIndex={stop}>
                {content}
              </Link>
            ) : (
              content
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** One row of a list: one line, the whole of it opens the record (LST-8). */
export const TableRow = memo(Row) as typeof Row // memo forgets that the component is generic
