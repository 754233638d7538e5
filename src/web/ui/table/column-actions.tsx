import {
  IconArrowNarrowLeft,
  IconArrowNarrowRight,
  IconColumns3,
  IconEyeOff,
  IconMinus,
  IconPin,
  IconPinnedOff,
  IconPlus,
} from '@tabler/icons-react'
import type { Icon as TablerIcon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { useFormat } from '../../lib/use-format.ts'
import { IconButton } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { type Arranged, canPin, moveColumn, pinColumn, sizeColumn, toggleColumn } from './columns.ts'
import css from './head.module.css'
import panel from '../panel.module.css'

interface ColumnActionsProps {
  column: Column
  arranged: Arranged
  /** names the row: it is always shown */
  isNaming: boolean
  onDone: () => void
}

/** Moves, pins, hides a column and makes it wider, also by keys (LST-4). */
export function ColumnActions({ column, arranged, isNaming, onDone }: ColumnActionsProps) {
  const { t } = useTranslation('lists')
  const { layout, arrange, onAll } = arranged
  const at = layout.shown.findIndex(({ key }) => key === column.key)
  const isPinned = at < layout.pinned
  return (
    <>
      <Item
        icon={IconArrowNarrowLeft}
        label={t('columns.left')}
        disabled={at === 0}
        onClick={() => arrange(moveColumn(layout, at, at - 1))}
      />
      <Item
        icon={IconArrowNarrowRight}
        label={t('columns.right')}
        disabled={at === layout.shown.length - 1}
        onClick={() => arrange(moveColumn(layout, at, at + 1))}
      />
      <Width column={column} arranged={arranged} />
      <Item
        icon={isPinned ? IconPinnedOff : IconPin}
        label={t(isPinned ? 'columns.unpin' : 'columns.pin')}
        disabled={!isPinned && !canPin(layout)}
        onClick={() => arrange(pinColumn(layout, column.key))}
      />
      {!isNaming && (
        <Item
          icon={IconEyeOff}
          label={t('columns.hide')}
          onClick={() => {
            onDone()
            arrange(toggleColumn(layout, [], column.key))
          }}
        />
      )}
      <Item
        icon={IconColumns3}
        label={t('columns.all')}
        onClick={() => {
          onDone()
          onAll()
        }}
      />
    </>
  )
}

interface ItemProps {
  icon: TablerIcon
  label: string
  disabled?: boolean
  onClick: () => void
}

function Item({ icon, label, disabled = false, onClick }: ItemProps) {
  return (
    <button
      type="button"
      className={panel['item']}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onClick()
      }}
    >
      <Icon of={icon} />
      {label}
    </button>
  )
}

const step = 20

function Width({ column, arranged }: Pick<ColumnActionsProps, 'column' | 'arranged'>) {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const { layout, arrange } = arranged
  const width = layout.shown.find(({ key }) => key === column.key)?.width ?? column.width
  const by = (change: number) => arrange(sizeColumn(layout, column.key, width + change))
  return (
    <div className={css['width']} role="group" aria-label={t('columns.width')}>
      <span>{t('columns.width')}</span>
      <IconButton icon={IconMinus} label={t('columns.narrower')} onClick={() => by(-step)} />
      <output aria-live="polite">{format.number(width)}</output>
      <IconButton icon={IconPlus} label={t('columns.wider')} onClick={() => by(step)} />
    </div>
  )
}
