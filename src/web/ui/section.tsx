import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { HeadingLevel } from './heading-level.ts'
import css from './section.module.css'

interface SectionProps {
  title: ReactNode
  /** muted, behind the title: how many, or since when */
  note?: ReactNode
  /** at the right: a link to the whole list, or an action */
  action?: ReactNode
  className?: string | undefined
  children: ReactNode
}

/** A part of a page: a dark rule, its title, no card. */
export function Section({ title, note, action, className, children }: SectionProps) {
  const id = useId()
  return (
    <section className={classes(css['section'], className)} aria-labelledby={id}>
      <header className={css['head']}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={css['note']}>{note}</span>}
        {action && <span className={css['action']}>{action}</span>}
      </header>
      <HeadingLevel value={3}>{children}</HeadingLevel>
    </section>
  )
}
