import { useTranslation } from 'react-i18next'
import { classes } from '../classes.ts'
import { Checkbox } from '../field.tsx'
import type { Arranged } from './columns.ts'
import { HeadCell } from './head-cell.tsx'
import type { ListState } from './list-state.ts'
import type { ListRow, ListView } from './list-view.ts'
import css from './table.module.css'
import type { ChangeList } from './use-list-state.ts'
import { WidthHandle } from './width-handle.tsx'
import { boxWidth, type TableModel } from './use-table-model.ts'

interface TableHeadProps<R extends ListRow> {
  view: ListView<R>
  model: TableModel
  state: ListState
  change: ChangeList
  arranged: Arranged
}

/** The widths of the columns and their heads. */
export function TableHead<R extends ListRow>({ view, model, state, change, arranged }: TableHeadProps<R>) {
  const { t } = useTranslation('lists')
  const some = Object.keys(model.selected).length > 0
  return (
    <>
      <colgroup>
        {view.selectable && <col style={{ width: boxWidth }} />}
        {model.shown.map(({ column, width }) => (
          <col key={column.key} style={width === null ? undefined : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {view.selectable && (
            <th scope="col" className={css['box']} style={{ left: 0 }}>
              <Checkbox
                checked={model.allSelected}
                partly={some && !model.allSelected}
                aria-label={t('select.all')}
                onChange={model.selectAll}
              />
            </th>
          )}
          {model.shown.map(({ column, left, isLastPinned }) => {
            const sorted = state.sort.find((one) => one.key === column.key)
            return (
              <th
                key={column.key}
                scope="col"
                className={classes(left !== null && css['pinned'], isLastPinned && css['edge'])}
                style={left === null ? undefined : { left }}
                aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
              >
                <HeadCell
                  {...{ column, state, change, arranged }}
                  list={view.list}
                  words={view.words}
                  isNaming={column.key === view.nameColumn}
                />
                <WidthHandle column={column} arranged={arranged} />
              </th>
            )
          })}
        </tr>
      </thead>
    </>
  )
}
