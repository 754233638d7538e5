import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'

const settled = 400

/** After a change of page: the focus goes to the sheet, and the new title is said. */
export function Announcer() {
  const pathname = useLocation({ select: (location) => location.pathname })
  const [said, setSaid] = useState('')
  const seen = useRef(pathname)
  useEffect(() => {
    if (seen.current === pathname) return
    seen.current = pathname
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
    // the page sets its title once it stands
    const timer = setTimeout(() => setSaid(document.title), settled)
    return () => clearTimeout(timer)
  }, [pathname])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}
