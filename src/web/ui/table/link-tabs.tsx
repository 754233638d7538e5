import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
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
  /** behind the count: for whom it is */
  after?: ReactNode
  onClick?: (event: MouseEvent<HTMLAnchorElement>) => void
  children: ReactNode
}

/** One of them; the current one belongs to the sheet below. */
export function LinkTab({ to, current, count, after, onClick, children }: LinkTabProps) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // on a narrow window it may stand outside of what is seen
    if (current) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <Link ref={link} to={to} className={css['tab']} aria-current={current ? 'true' : undefined} onClick={onClick}>
      {children}
      {count !== undefined && <span className={css['count']}>{count}</span>}
      {after}
    </Link>
  )
}
