import { type Icon as TablerIcon, IconEyeExclamation } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './hint.module.css'
import { Icon } from './icon.tsx'

/** One line above a table: whose limit, who can change it (ACC-13). */
export function Hint({ icon = IconEyeExclamation, children }: { icon?: TablerIcon; children: ReactNode }) {
  return (
    <p className={css['hint']}>
      <Icon of={icon} />
      <span>{children}</span>
    </p>
  )
}
