import { IconX } from '@tabler/icons-react'
import css from './chip.module.css'
import { Icon } from './icon.tsx'

interface ChipProps {
  label: string
  value: string
  /** name of the cross: *Filter Status entfernen* */
  removeLabel: string
  onRemove: () => void
  onOpen?: () => void
}

/** A filter that is set: what, which value, and a way to remove it. */
export function Chip({ label, value, removeLabel, onRemove, onOpen }: ChipProps) {
  const text = (
    <>
      <span className={css['label']}>{label}</span> <b>{value}</b>
    </>
  )
  return (
    <span className={css['chip']}>
      {onOpen ? (
        <button type="button" className={css['open']} onClick={onOpen}>
          {text}
        </button>
      ) : (
        text
      )}
      <button type="button" className={css['remove']} aria-label={removeLabel} title={removeLabel} onClick={onRemove}>
        <Icon of={IconX} size={13} />
      </button>
    </span>
  )
}
