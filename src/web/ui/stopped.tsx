import type { Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { usePageTitle } from './page-title.ts'
import css from './stopped.module.css'

interface StoppedProps {
  icon: TablerIcon
  /** what is */
  title: string
  /** why */
  text: string
  /** muted, below: what to name when asking for help */
  reference?: string | undefined
  /** what comes next */
  actions: ReactNode
}

/** A page that there is not, or that could not be shown: it takes the place of the whole page. */
export function Stopped({ icon, title, text, reference, actions }: StoppedProps) {
  usePageTitle(title)
  return (
    <div className={css['page']} role="alert">
      <Icon of={icon} size={24} />
      <h1>{title}</h1>
      <p>{text}</p>
      {reference !== undefined && <p className={css['reference']}>{reference}</p>}
      <div className={css['actions']}>{actions}</div>
    </div>
  )
}
