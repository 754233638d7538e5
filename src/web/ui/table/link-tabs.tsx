import type { MouseEvent, ReactNode } from 'react'
import { Link } from '../link.tsx'
import css from './link-tabs.module.css'

/** Index tabs that lead to addresses: views of a list, sections of a page. */
export function LinkTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={css['tabs']} aria-label={label}>
      {children}
    </nav>
  )
}

interface LinkTabProps {
  to: string
  current: boolean
  count?: string | undefined
  onClick?: (event: MouseEvent<HTMLAnchorElement>) => void
  children: ReactNode
}

/** One of them; the current one belongs to the sheet below. */
export function LinkTab({ to, current, count, onClick, children }: LinkTabProps) {
  return (
    <Link to={to} className={css['tab']} aria-current={current ? 'true' : undefined} onClick={onClick}>
      {children}
      {count !== undefined && <span className={css['count']}>{count}</span>}
    </Link>
  )
}
