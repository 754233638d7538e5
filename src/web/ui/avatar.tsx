import { classes } from './classes.ts'
import css from './avatar.module.css'

interface AvatarProps {
  name: string
  /** large in the navigation and in contact blocks; `self` on the accent */
  kind?: 'small' | 'large' | 'self'
}

/** Initials of a person. The name stands beside it, so it is silent. */
export function Avatar({ name, kind = 'small' }: AvatarProps) {
  return (
    <span className={classes(css['avatar'], css[kind])} aria-hidden>
      {initials(name)}
    </span>
  )
}

/** The seal of an organisation; brass while working as (ACC-3). */
export function Seal({ name, kind = 'normal' }: { name: string; kind?: 'normal' | 'acting' }) {
  return (
    <span className={classes(css['seal'], css[kind])} aria-hidden>
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word))
  const [first = name, second] = words
  return (second ? first.charAt(0) + second.charAt(0) : first.slice(0, 2)).toUpperCase()
}
