import { Popover } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { classes } from '../classes.ts'
import { Icon } from '../icon.tsx'
import panel from '../panel.module.css'
import css from './bar.module.css'
import { FilterForm } from './filter-form.tsx'
import type { HeadProps } from './head-cell.tsx'
import { withColumnFilter } from './list-state.ts'

/** Adds a filter by any column that this reader may read, shown or not (LST-2). */
export function AddFilter({ columns, ...props }: Omit<HeadProps, 'column'> & { columns: readonly Column[] }) {
  const { words, state, change } = props
  const { t } = useTranslation('lists')
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<Column | null>(null)
  const show = (next: boolean) => {
    setOpen(next)
    if (next) setChosen(null)
  }
  return (
    <Popover opened={open} onChange={show} position="bottom-start" width={268} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css['add']} aria-expanded={open} onClick={() => show(!open)}>
          <Icon of={IconPlus} />
          {t('filter')}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes(panel['panel'], css['columns'])} aria-label={t('addFilter')}>
        {chosen === null ? (
          columns
            .filter((column) => column.filterable)
            .map((column) => (
              <button key={column.key} type="button" className={panel['item']} onClick={() => setChosen(column)}>
                {words.column(column.key)}
              </button>
            ))
        ) : (
          <FilterForm
            {...props}
            column={chosen}
            value={state.filter[chosen.key]}
            onChange={(part) => change({ filter: withColumnFilter(state.filter, chosen.key, part) })}
            onDone={() => show(false)}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
