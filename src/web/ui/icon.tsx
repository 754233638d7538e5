import type { Icon as TablerIcon } from '@tabler/icons-react'
import { classes } from './classes.ts'
import css from './icon.module.css'

interface IconProps {
  of: TablerIcon
  size?: number
  className?: string | undefined
}

/** A line icon beside a word. It says nothing of its own, so it is silent. */
export function Icon({ of: Shape, size = 16, className }: IconProps) {
  return <Shape className={classes(css['icon'], className)} size={size} stroke={size > 20 ? 1.4 : 1.7} aria-hidden />
}
