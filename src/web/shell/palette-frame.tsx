import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPressed } from '../lib/shortcuts.ts'
import { PaletteField } from './palette-field.tsx'
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
        <PaletteField
          busy
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!isPressed('mod+k', event)) return
            event.preventDefault()
            event.stopPropagation()
            onClose()
          }}
        />
      )}
    </Modal>
  )
}
