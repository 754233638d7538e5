import { type ReactNode, useEffect, useRef } from 'react'

interface OptionProps {
  id: string
  className: string | undefined
  /** how deep it stands in a tree */
  depth?: number
  /** the keys are at it: it stays in sight */
  isActive: boolean
  isSelected: boolean
  isDisabled?: boolean
  onChoose: () => void
  children: ReactNode
}

/** A row of a list that a combobox above moves through. */
export function Option(props: OptionProps) {
  const { id, className, depth, isActive, isSelected, isDisabled = false, onChoose, children } = props
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox above carries the keys (aria-activedescendant)
    <div
      ref={element}
      id={id}
      role="option"
      tabIndex={-1}
      className={className}
      style={depth === undefined ? undefined : { '--depth': depth }}
      aria-selected={isSelected}
      aria-disabled={isDisabled || undefined}
      data-active={isActive || undefined}
      onClick={onChoose}
    >
      {children}
    </div>
  )
}
