import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconFilter,
  IconSortAscendingLetters,
  IconSortDescendingLetters,
} from '@tabler/icons-react'
import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column, List } from '../../../api/lists.ts'
import { classes } from '../classes.ts'
import { Icon } from '../icon.tsx'
import { ColumnActions } from './column-actions.tsx'
import type { Arranged } from './columns.ts'
import { FilterForm } from './filter-form.tsx'
import { FilterPopover } from './filter-popover.tsx'
import css from './head.module.css'
import panel from '../panel.module.css'
import { type ListState, toggleSort, withColumnFilter } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import type { ChangeList } from './use-list-state.ts'

export interface HeadProps {
  list: Pick<List, 'choices' | 'defaultSort'>
  column: Column
  words: ListWords
  state: ListState
  change: ChangeList
}

interface HeadCellProps extends HeadProps {
  arranged: Arranged
  /** names the row: it is always shown */
  isNaming: boolean
}

/** The head of a column: a click sorts, with Shift in addition (LST-3); its menu sorts, filters and arranges. */
export function HeadCell(props: HeadCellProps) {
  const { column, words, state, change } = props
  const { t } = useTranslation('lists')
  const [open, setOpen] = useState(false)
  const label = words.column(column.key)
  const sorted = state.sort.find((one) => one.key === column.key)
  const filtered = state.filter[column.key] !== undefined
  const sort = (event: MouseEvent) => change({ sort: toggleSort(state.sort, column.key, event.shiftKey) })
  const place = state.sort.length > 1 && sorted ? state.sort.indexOf(sorted) + 1 : null
  return (
    <FilterPopover
      open={open}
      onOpen={setOpen}
      label={label}
      target={
        <span className={classes(css['head'], open && css['open'])}>
          {column.sortable ? (
            <button type="button" className={css['label']} title={t('sort.hint')} onClick={sort}>
              <span className={css['word']}>{label}</span>
              {sorted && <Icon of={sorted.descending ? IconArrowDown : IconArrowUp} size={13} />}
              {place !== null && <span className={css['place']}>{place}</span>}
            </button>
          ) : (
            <span className={css['label']}>
              <span className={css['word']}>{label}</span>
            </span>
          )}
          <button
            type="button"
            className={classes(css['menu'], filtered && css['set'])}
            aria-label={t('sort.head', { column: label })}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <Icon of={filtered ? IconFilter : IconChevronDown} size={13} />
          </button>
        </span>
      }
    >
      <ColumnPanel {...props} onDone={() => setOpen(false)} />
    </FilterPopover>
  )
}

function ColumnPanel(props: HeadCellProps & { onDone: () => void }) {
  const { list, column, words, state, change, onDone } = props
  const { t } = useTranslation('lists')
  const sortBy = (descending: boolean) => {
    change({ sort: [{ key: column.key, descending }] })
    onDone()
  }
  return (
    <>
      {column.sortable && (
        <>
          <button type="button" className={panel['item']} onClick={() => sortBy(false)}>
            <Icon of={IconSortAscendingLetters} />
            {t('sort.ascending')}
          </button>
          <button type="button" className={panel['item']} onClick={() => sortBy(true)}>
            <Icon of={IconSortDescendingLetters} />
            {t('sort.descending')}
          </button>
        </>
      )}
      {column.sortable && column.filterable && <hr className={panel['rule']} />}
      {column.filterable && (
        <FilterForm
          list={list}
          column={column}
          words={words}
          state={state}
          value={state.filter[column.key]}
          onChange={(part) => change({ filter: withColumnFilter(state.filter, column.key, part) })}
          onDone={onDone}
        />
      )}
      {(column.sortable || column.filterable) && <hr className={panel['rule']} />}
      <ColumnActions {...props} />
    </>
  )
}
