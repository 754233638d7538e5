import type { Icon as TablerIcon } from '@tabler/icons-react'
import { useShortcut } from '../../lib/shortcuts.ts'
import { Button } from '../button.tsx'
import css from './foot.module.css'

interface BulkActionProps {
  icon: TablerIcon
  label: string
  /** the key that does it while rows are chosen */
  keys: string
  /** why none of the chosen rows allows it (ACC-8) */
  locked: string | undefined
  onClick: () => void
}

/** One action of the selection bar. */
export function BulkAction({ icon, label, keys, locked, onClick }: BulkActionProps) {
  useShortcut(keys, label, onClick, locked === undefined)
  return (
    <Button kind="quiet" className={css['action']} icon={icon} locked={locked} onClick={onClick}>
      {label}
    </Button>
  )
}
