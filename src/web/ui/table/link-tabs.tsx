import { type MouseEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Link } from '../link.tsx'
import css from './link-tabs.module.css'

interface LinkTabsProps {
  label: string
  /** the element, for whoever gives the focus to one of them */
  ref?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** Index tabs that lead to addresses: views of a list, sections of a page. */
export function LinkTabs({ label, ref, children }: LinkTabsProps) {
  const own = useRef<HTMLElement>(null)
  const tabs = ref ?? own
  useEffect(() => (tabs.current ? keepInSight(tabs.current) : undefined), [tabs])
  return (
    <nav ref={tabs} className={css['tabs']} aria-label={label}>
      {children}
    </nav>
  )
}

/** Shows the current tab, or the one with the focus, where the window gets narrower, a phone is turned, or counts push it aside. */
function keepInSight(nav: HTMLElement): () => void {
  const keep = () => {
    // who goes through them by keys is at another one
    const focused = nav.contains(document.activeElement) ? document.activeElement : null
    show(focused ?? nav.querySelector('[aria-current]'))
  }
  const resized = new ResizeObserver(keep)
  const filled = new MutationObserver(keep)
  resized.observe(nav)
  filled.observe(nav, { subtree: true, childList: true, characterData: true })
  // who looks for another one is not called back by a count
  const stop = () => filled.disconnect()
  const touched = new AbortController()
  for (const kind of ['wheel', 'touchmove'])
    nav.addEventListener(kind, stop, { passive: true, once: true, signal: touched.signal })
  return () => {
    resized.disconnect()
    stop()
    touched.abort()
  }
}

function show(tab: Element | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
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
    if (current) show(link.current)
  }, [current])
  return (
    <Link ref={link} to={to} className={css['tab']} aria-current={current ? 'true' : undefined} onClick={onClick}>
      {children}
      {count !== undefined && <span className={css['count']}>{count}</span>}
      {after}
    </Link>
  )
}
