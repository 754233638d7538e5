import type { Icon as TablerIcon } from '@tabler/icons-react'
import { type ReactNode, use } from 'react'
import css from './empty.module.css'
import { HeadingLevel } from './heading-level.ts'
import { Icon } from './icon.tsx'

interface EmptyProps {
  icon: TablerIcon
  /** what is */
  title: string
  /** why, and what comes next */
  children?: ReactNode
  actions?: ReactNode
}

/** Nothing to show, or nothing could be loaded: what is, why, next step. */
export function Empty({ icon, title, children, actions }: EmptyProps) {
  const Heading = `h${use(HeadingLevel)}` as const
  return (
    <div className={css['empty']}>
      <Icon of={icon} size={24} />
      <Heading>{title}</Heading>
      {children}
      {actions && <div className={css['actions']}>{actions}</div>}
    </div>
  )
}
