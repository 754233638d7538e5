import { Popover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import panel from '../panel.module.css'

interface FilterPopoverProps {
  open: boolean
  onOpen: (open: boolean) => void
  /** name of its dialog */
  label: string
  /** opens it */
  target: ReactElement
  children: ReactNode
}

/** What opens at a column: from its head, or from its filter. */
export function FilterPopover({ open, onOpen, label, target, children }: FilterPopoverProps) {
  return (
    <Popover
      opened={open}
      onChange={onOpen}
      position="bottom-start"
      width={268}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown className={panel['panel']} role="dialog" aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}
