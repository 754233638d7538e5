import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './badge.module.css'

/** A fact in a small frame; never capitals. */
export function Badge({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'accent' | 'ok' | 'warn' | 'bad'
  children: ReactNode
}) {
  return <span className={classes(css['badge'], css[kind])}>{children}</span>
}

/** A state with its dot: the word stands beside the form, colour is only a help. */
export function State({ kind, children }: { kind: 'on' | 'open' | 'off' | 'out'; children: ReactNode }) {
  return <span className={classes(css['state'], css[kind])}>{children}</span>
}
