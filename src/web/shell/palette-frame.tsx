import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPressed } from '../lib/shortcuts.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import box from '../ui/search-box.module.css'
import css from './palette-frame.module.css'

interface PaletteFrameProps {
  onClose: () => void
  /** the palette, with what was typed before it was there; null while its code is on the way */
  children: ((typed: string) => ReactNode) | null
}

/** The frame of the command palette. It is there at once and takes what is typed, whatever its code takes to come. */
export function PaletteFrame({ onClose, children }: PaletteFrameProps) {
  const { t } = useTranslation('shell')
  const [typed, setTyped] = useState('')
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={640}
      yOffset="10vh"
      aria-label={t('palette.title')}
      classNames={{ content: css['content'] ?? '', overlay: css['overlay'] ?? '', body: css['body'] ?? '' }}
    >
      {children?.(typed) ?? (
        <label className={classes(box['plain'], css['search'])} aria-busy>
          <Icon of={IconSearch} size={18} />
          <input
            aria-label={t('palette.title')}
            placeholder={t('palette.placeholder')}
            value={typed}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (!isPressed('mod+k', event)) return
              event.preventDefault()
              event.stopPropagation()
              onClose()
            }}
            // nothing typed right after opening is lost
            ref={(field) => field?.focus({ preventScroll: true })}
            data-autofocus
          />
        </label>
      )}
    </Modal>
  )
}
