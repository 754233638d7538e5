import type { Icon as TablerIcon } from '@tabler/icons-react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import css from './button.module.css'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Link, type LinkProps } from './link.tsx'
import { Lock } from './lock.tsx'

interface Look {
  /** one primary per page; quiet ones are bare */
  kind?: 'primary' | 'default' | 'quiet' | 'danger' | undefined
  size?: 'normal' | 'form' | undefined
  icon?: TablerIcon | undefined
  wide?: boolean | undefined
}

export interface ButtonProps extends ComponentProps<'button'>, Look {
  /** work is under way: pressed again it does nothing */
  busy?: boolean | undefined
  /** why the action is not possible; said on hover and focus (ACC-8) */
  locked?: string | undefined
}

function look({ kind = 'default', size = 'normal', wide }: Look): string {
  return classes(css['button'], css[kind], size === 'form' && css['form'], wide && css['wide'])
}

/** An action. */
export function Button({ kind, size, icon, wide, busy, locked, onClick, className, children, ...rest }: ButtonProps) {
  const idle = locked !== undefined || busy === true
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (idle) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Lock why={locked}>
      <button
        type="button"
        {...rest}
        className={classes(look({ kind, size, wide }), className)}
        aria-disabled={idle || undefined}
        aria-busy={busy || undefined}
        onClick={press}
      >
        {busy ? <span className={css['spinner']} aria-hidden /> : icon && <Icon of={icon} />}
        {children}
      </button>
    </Lock>
  )
}

/** A link that looks like an action. */
export function ButtonLink({ kind, size, icon, wide, className, children, ...rest }: LinkProps & Look) {
  return (
    <Link {...rest} className={classes(look({ kind, size, wide }), className)}>
      {icon && <Icon of={icon} />}
      {children}
    </Link>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: TablerIcon
  /** its name, since an icon has none */
  label: string
  children?: ReactNode
}

/** An action with a picture only. */
export function IconButton({ icon, label, className, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={classes(css['icon'], className)}>
      <Icon of={icon} />
      {children}
    </button>
  )
}
