import { type Icon as TablerIcon, IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import css from './note.module.css'

const icons = { info: IconInfoCircle, bad: IconAlertCircle, warn: IconAlertTriangle }

interface NoteProps {
  kind?: 'info' | 'bad' | 'warn'
  icon?: TablerIcon
  children: ReactNode
}

/** A remark inside a form or dialog. Bad ones are announced at once. */
export function Note({ kind = 'info', icon, children }: NoteProps) {
  return (
    <div className={classes(css['note'], css[kind])} role={kind === 'bad' ? 'alert' : undefined}>
      <Icon of={icon ?? icons[kind]} />
      <div>{children}</div>
    </div>
  )
}
