import { IconBaselineDensityMedium, IconBaselineDensitySmall, IconSquareCheck } from '@tabler/icons-react'
import { type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column, List } from '../../../api/lists.ts'
import { Button, IconButton } from '../button.tsx'
import { classes } from '../classes.ts'
import { Icon } from '../icon.tsx'
import segments from '../segments.module.css'
import { AcrossSwitch } from './across-switch.tsx'
import { AddFilter } from './add-filter.tsx'
import css from './bar.module.css'
import { ColumnsPanel } from './columns-panel.tsx'
import type { Arranged } from './columns.ts'
import { useDensity } from '../../lib/density.ts'
import { FilterChip } from './filter-chip.tsx'
import type { ListState } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import { SortMenu } from './sort-menu.tsx'
import type { ChangeList } from './use-list-state.ts'
import type { Selecting } from './use-selecting.ts'

interface ListBarProps {
  list: Pick<List, 'choices' | 'defaultSort'>
  words: ListWords
  /** what this reader may read */
  columns: readonly Column[]
  state: ListState
  change: ChangeList
  /** the search field */
  children: ReactNode
  /** row height is a matter of columns; narrow windows have none */
  dense: boolean
  nameColumn: string
  arranged: Arranged
  panelOpen: boolean
  setPanelOpen: (open: boolean) => void
  /** null: chosen by boxes in a column, or not at all */
  selecting: Selecting | null
}

/** Search, filters, columns and row height (LST-1, LST-2, LST-4). */
export function ListBar(props: ListBarProps) {
  const { children, columns, dense, nameColumn, arranged, panelOpen, setPanelOpen, selecting, ...rest } = props
  const { t } = useTranslation('lists')
  const { state, change } = rest
  const reset = useCallback(() => change({ q: '', filter: {} }), [change])
  const filtered = columns.filter((column) => state.filter[column.key] !== undefined)
  const chips = filtered.map((column) => <FilterChip key={column.key} {...rest} column={column} />)
  const resetting = (
    <Button kind="quiet" onClick={reset}>
      {t('reset')}
    </Button>
  )
  if (!dense) {
    return (
      <div className={css['bar']}>
        {children}
        <AddFilter {...rest} columns={columns} />
        <SortMenu {...rest} columns={columns} />
        {selecting && <SelectToggle {...selecting} />}
        {/* one line, however many filters: it goes sideways */}
        <div className={css['line']}>
          {chips}
          {chips.length > 0 && resetting}
          <AcrossSwitch list={rest.list} />
        </div>
      </div>
    )
  }
  return (
    <div className={css['bar']}>
      {children}
      {chips}
      <AddFilter {...rest} columns={columns} />
      {(chips.length > 0 || state.q !== '') && resetting}
      <div className={css['tools']}>
        <AcrossSwitch list={rest.list} />
        <ColumnsPanel {...rest} {...{ columns, nameColumn, arranged }} open={panelOpen} setOpen={setPanelOpen} />
        <DensitySwitch />
      </div>
    </div>
  )
}

function SelectToggle({ on, set }: Selecting) {
  const { t } = useTranslation('lists')
  return (
    <IconButton
      className={css['toggle']}
      icon={IconSquareCheck}
      label={t('select.mode')}
      aria-pressed={on}
      onClick={() => set(!on)}
    />
  )
}

const densities = [
  { key: 'compact', icon: IconBaselineDensitySmall },
  { key: 'comfortable', icon: IconBaselineDensityMedium },
] as const

function DensitySwitch() {
  const { t } = useTranslation('lists')
  const [density, setDensity] = useDensity()
  return (
    <div className={classes(segments['segments'], css['density'])} role="group" aria-label={t('density.label')}>
      {densities.map(({ key, icon }) => (
        <button
          key={key}
          type="button"
          aria-label={t(`density.${key}`)}
          title={t(`density.${key}`)}
          aria-pressed={density === key}
          onClick={() => setDensity(key)}
        >
          <Icon of={icon} />
        </button>
      ))}
    </div>
  )
}
