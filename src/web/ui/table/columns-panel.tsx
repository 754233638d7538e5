import { Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { useFetched } from '../../lib/use-fetched.ts'
import { Button } from '../button.tsx'
import { Checkbox } from '../field.tsx'
import panel from '../panel.module.css'
import { toast } from '../toast.tsx'
import css from './columns.module.css'
import { type Arranged, asDeclared, toggleColumn } from './columns.ts'
import type { ListState } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import type { SortableColumns } from './sortable-columns.tsx'
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
// what drags is as large as all the rest of a list: fetched when the button is approached
const fetchSortable = async () => (await import('./sortable-columns.tsx')).SortableColumns
const prepare = () => void fetchSortable().catch(() => undefined)

/** Which columns are shown, in which order, how many rows come at once (LST-4, LST-5). */
export function ColumnsPanel(props: ColumnsPanelProps) {
  const { open, setOpen, state, change } = props
  const { t } = useTranslation('lists')
  // Escape puts a column back that is being moved; it does not close the panel then
  const [moving, setMoving] = useState(false)
  const Sortable = useSortable(open, () => setOpen(false))
  const isShown = open && Sortable !== null
  const untouched = state.columns === null && state.pinned === null && state.limit === null
  return (
    <Popover
      opened={isShown}
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
          aria-expanded={isShown}
          busy={open && !isShown}
          onPointerEnter={prepare}
          onFocus={prepare}
          onClick={() => setOpen(!open)}
        >
          {t('columns.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={panel['panel']} role="dialog" aria-label={t('columns.title')}>
        {Sortable && <Choices {...props} Sortable={Sortable} onMoving={setMoving} />}
        <hr className={panel['rule']} />
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

/** The list that drags. The panel opens once it is there, so that nothing in it moves and the focus finds its first box. */
function useSortable(wanted: boolean, giveUp: () => void): typeof SortableColumns | null {
  const { t } = useTranslation('lists')
  return useFetched(wanted, fetchSortable, () => {
    giveUp()
    toast.failed(t('columns.failed'))
  })
}

interface ChoicesProps extends ColumnsPanelProps {
  Sortable: typeof SortableColumns
  onMoving: (moving: boolean) => void
}

function Choices({ words, columns, nameColumn, arranged, Sortable, onMoving }: ChoicesProps) {
  const { t } = useTranslation('lists')
  const { layout, arrange } = arranged
  const shown = new Set(layout.shown.map(({ key }) => key))
  const hidden = columns.filter(({ key }) => !shown.has(key))
  const lists = useRef<HTMLDivElement>(null)
  const toggle = useFollowedToggle(lists, (key) => arrange(toggleColumn(layout, columns, key)))
  return (
    <div className={css['lists']} ref={lists}>
      <p className={css['caption']}>{t('columns.shown')}</p>
      <Sortable {...{ words, layout, arrange, nameColumn, toggle, onMoving }} />
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
