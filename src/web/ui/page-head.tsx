import type { ReactNode } from 'react'
import css from './page-head.module.css'
import { usePageTitle } from './page-title.ts'

interface PageHeadProps {
  title: string
  /** actions at the right: quiet ones first, the primary last */
  children?: ReactNode
}

/** The head of a list or plain page. */
export function PageHead({ title, children }: PageHeadProps) {
  usePageTitle(title)
  return (
    <header className={css['head']}>
      <h1 className={css['title']} tabIndex={-1}>
        {title}
      </h1>
      <span className={css['space']} />
      {children}
    </header>
  )
}
