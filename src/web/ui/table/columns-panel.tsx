import { Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { Button } from '../button.tsx'
import { Checkbox } from '../field.tsx'
import css from './columns.module.css'
import { type Arranged, asDeclared, toggleColumn } from './columns.ts'
import head from './head.module.css'
import type { ListState } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import { SortableColumns } from './sortable-columns.tsx'
import type { ChangeList } from './use-list-state.ts'

interface ColumnsPanelProps {
  words: ListWords
  /** what this reader may read */
  columns: readonly Column[]
  nameColumn: string
  arranged: Arranged
  state: ListState
  change: ChangeList
  open: boolean
  setOpen: (open: boolean) => void
}

const pageSizes = [50, 100, 200] as const

/** Which columns are shown, in which order, how many rows come at once (LST-4, LST-5). */
export function ColumnsPanel(props: ColumnsPanelProps) {
  const { open, setOpen, state, change } = props
  const { t } = useTranslation('lists')
  // Escape puts a column back that is being moved; it does not close the panel then
  const [moving, setMoving] = useState(false)
  const untouched = state.columns === null && state.pinned === null && state.limit === null
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={288}
      trapFocus
      returnFocus
      closeOnEscape={!moving}
      withRoles={false}
    >
      <Popover.Target>
        <Button
          kind="quiet"
          icon={IconColumns3}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('columns.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={head['panel']} role="dialog" aria-label={t('columns.title')}>
        <Choices {...props} onMoving={setMoving} />
        <hr className={head['rule']} />
        <PageSize limit={state.limit} onChange={(limit) => change({ limit }, { replace: true })} />
        <div className={css['foot']}>
          <Button
            kind="quiet"
            locked={untouched ? t('columns.untouched') : undefined}
            onClick={() => change({ ...asDeclared, limit: null }, { replace: true })}
          >
            {t('columns.reset')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices({
  words,
  columns,
  nameColumn,
  arranged,
  onMoving,
}: ColumnsPanelProps & { onMoving: (moving: boolean) => void }) {
  const { t } = useTranslation('lists')
  const { layout, arrange } = arranged
  const shown = new Set(layout.shown.map(({ key }) => key))
  const hidden = columns.filter(({ key }) => !shown.has(key))
  const lists = useRef<HTMLDivElement>(null)
  const toggle = useFollowedToggle(lists, (key) => arrange(toggleColumn(layout, columns, key)))
  return (
    <div className={css['lists']} ref={lists}>
      <p className={css['caption']}>{t('columns.shown')}</p>
      <SortableColumns {...{ words, layout, arrange, nameColumn, toggle, onMoving }} />
      {hidden.length > 0 && <p className={css['caption']}>{t('columns.hidden')}</p>}
      <ul className={css['list']}>
        {hidden.map(({ key }) => (
          <li key={key} className={css['column']} data-column={key}>
            <label>
              <Checkbox checked={false} onChange={() => toggle(key)} />
              {words.column(key)}
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A column that is shown or hidden goes to the other list; the focus goes with it, else it would be lost. */
function useFollowedToggle(lists: RefObject<HTMLElement | null>, toggle: (key: string) => void): (key: string) => void {
  const toggled = useRef<string | null>(null)
  useEffect(() => {
    if (toggled.current === null) return
    const box = lists.current?.querySelector<HTMLInputElement>(`[data-column="${CSS.escape(toggled.current)}"] input`)
    toggled.current = null
    box?.focus()
  })
  return (key) => {
    toggled.current = key
    toggle(key)
  }
}

function PageSize({ limit, onChange }: { limit: number | null; onChange: (limit: number | null) => void }) {
  const { t } = useTranslation('lists')
  const id = useId()
  return (
    <label className={css['size']} htmlFor={id}>
      {t('columns.pageSize')}
      <select id={id} value={limit ?? 100} onChange={(event) => onChange(Number(event.target.value))}>
        {pageSizes.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </select>
    </label>
  )
}
