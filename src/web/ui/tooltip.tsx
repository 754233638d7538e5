import { Tooltip as MantineTooltip, type TooltipProps } from '@mantine/core'
import css from './tooltip.module.css'

/** A sentence on hover and focus, tied to its control for those who hear it. */
export function Tooltip(props: TooltipProps) {
  return (
    <MantineTooltip
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={280}
      openDelay={150}
      offset={6}
      transitionProps={{ duration: 90 }}
      {...props}
      classNames={{ tooltip: css['tooltip'] ?? '' }}
    />
  )
}
