import { cloneElement, type ReactElement, useId } from 'react'
import { Tooltip } from './tooltip.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

interface LockProps {
  /** the reason, a whole sentence that names who opens it; absent: not locked */
  why: string | undefined
  children: ReactElement<{ 'aria-describedby'?: string | undefined }>
}

/** A disabled action says why on hover and focus (ACC-8). The child stays focusable: it carries `aria-disabled`, not `disabled`. */
export function Lock({ why, children }: LockProps) {
  const id = useId()
  if (why === undefined) return children
  return (
    <>
      <Tooltip label={why}>{cloneElement(children, { 'aria-describedby': id })}</Tooltip>
      <VisuallyHidden id={id}>{why}</VisuallyHidden>
    </>
  )
}
