import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const named = [
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  'Home',
  'End',
  'Enter',
  'Space',
  'Escape',
  'shift',
  'mod',
] as const

/** The keys of a shortcut as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  const { t } = useTranslation('shell')
  const nameOf = (part: string) => {
    if (part === 'mod' && isMac) return '⌘'
    const known = named.find((one) => one === part)
    return known ? t(`shortcut.key.${known}`) : part.toUpperCase()
  }
  return keys.split('+').map((part, at) => (
    <Fragment key={part}>
      {at > 0 && ' '}
      <kbd>{nameOf(part)}</kbd>
    </Fragment>
  ))
}
