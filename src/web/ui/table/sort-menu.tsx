import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { IconButton } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import css from './bar.module.css'
import { type ListState, toggleSort } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import type { ChangeList } from './use-list-state.ts'

interface SortMenuProps {
  words: ListWords
  columns: readonly Column[]
  state: ListState
  change: ChangeList
}

/** Sorting where there are no column heads (LST-3). */
export function SortMenu({ words, columns, state, change }: SortMenuProps) {
  const { t } = useTranslation('lists')
  const [first] = state.sort
  return (
    <Menu
      position="bottom-end"
      target={<IconButton className={css['toggle']} icon={IconArrowsSort} label={t('sort.by')} />}
    >
      {columns
        .filter((column) => column.sortable)
        .map(({ key }) => (
          <MenuItem
            key={key}
            checked={first?.key === key}
            note={first?.key === key && <Icon of={first.descending ? IconArrowDown : IconArrowUp} size={13} />}
            onClick={() => change({ sort: toggleSort(state.sort, key, false) })}
          >
            {words.column(key)}
          </MenuItem>
        ))}
    </Menu>
  )
}
