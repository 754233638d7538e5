import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { IconGripVertical, IconPin } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../classes.ts'
import { Checkbox } from '../field.tsx'
import { Icon } from '../icon.tsx'
import css from './columns.module.css'
import { type Layout, moveColumn } from './columns.ts'
import type { ListWords } from './list-view.ts'

interface SortableColumnsProps {
  words: ListWords
  layout: Layout
  arrange: (next: Layout) => void
  /** names the row: it is always shown */
  nameColumn: string
  toggle: (key: string) => void
  onMoving: (moving: boolean) => void
}

/** The columns that are shown, to be put into order by dragging or by Space and arrows (LST-4). */
export function SortableColumns({ words, layout, arrange, nameColumn, toggle, onMoving }: SortableColumnsProps) {
  const { t } = useTranslation('lists')
  const keys = layout.shown.map(({ key }) => key)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const drop = ({ active, over }: DragEndEvent) => {
    onMoving(false)
    if (over) arrange(moveColumn(layout, keys.indexOf(String(active.id)), keys.indexOf(String(over.id))))
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      // inside of the panel it would be part of its focus trap and of what is read
      accessibility={{
        container: document.body,
        announcements: useAnnouncements(words, keys),
        screenReaderInstructions: { draggable: t('columns.how') },
      }}
      onDragStart={() => onMoving(true)}
      onDragEnd={drop}
      onDragCancel={() => onMoving(false)}
    >
      <SortableContext items={keys} strategy={verticalListSortingStrategy}>
        <ul className={css['list']}>
          {keys.map((key, at) => (
            <SortableColumn
              key={key}
              id={key}
              label={words.column(key)}
              isPinned={at < layout.pinned}
              onToggle={key === nameColumn ? null : () => toggle(key)}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  )
}

/** What is said while a column is moved. */
function useAnnouncements(words: ListWords, keys: readonly string[]): Announcements {
  const { t } = useTranslation('lists')
  const say = (key: 'lifted' | 'over' | 'dropped', id: string, at: number) =>
    t(`columns.${key}`, { column: words.column(id), place: at + 1, count: keys.length })
  // a column that was just picked up is over itself: that is no news
  const place = useRef('')
  return {
    onDragStart: ({ active }) => {
      place.current = String(active.id)
      return say('lifted', place.current, keys.indexOf(place.current))
    },
    onDragOver: ({ active, over }) => {
      if (!over || over.id === place.current) return undefined
      place.current = String(over.id)
      return say('over', String(active.id), keys.indexOf(place.current))
    },
    onDragEnd: ({ active, over }) => say('dropped', String(active.id), keys.indexOf(String(over?.id ?? active.id))),
    onDragCancel: ({ active }) => t('columns.cancelled', { column: words.column(String(active.id)) }),
  }
}

interface SortableColumnProps {
  id: string
  label: string
  isPinned: boolean
  onToggle: (() => void) | null
}

function SortableColumn({ id, label, isPinned, onToggle }: SortableColumnProps) {
  const { t } = useTranslation('lists')
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
    attributes: { roleDescription: t('columns.movable') },
  })
  return (
    <li
      ref={setNodeRef}
      data-column={id}
      className={classes(css['column'], isDragging && css['moving'])}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
    >
      <label>
        <Checkbox
          checked
          aria-disabled={onToggle === null || undefined}
          title={onToggle === null ? t('columns.always') : undefined}
          onChange={() => onToggle?.()}
        />
        {label}
      </label>
      {isPinned && (
        <span className={css['pin']} title={t('columns.pinned')}>
          <Icon of={IconPin} size={13} />
        </span>
      )}
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={css['grip']}
        {...attributes}
        {...listeners}
        aria-label={t('columns.move', { column: label })}
      >
        <Icon of={IconGripVertical} />
      </button>
    </li>
  )
}
