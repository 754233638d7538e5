import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAfterTravel, useStay } from '../lib/location.ts'
import { Button } from './button.tsx'
import css from './dialog.module.css'
import { HeadingLevel } from './heading-level.ts'
import { useFocusBack } from './use-focus-back.ts'

interface ConfirmProps {
  title: string
  /** what will happen */
  children: ReactNode
  /** the verb: *Entfernen* */
  action: string
  cancel?: string
  danger?: boolean
  busy?: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that can't be undone, and says what it will do. It is open while it is rendered. */
export function Confirm({ title, children, action, cancel, danger, busy, onConfirm, onCancel }: ConfirmProps) {
  const { t } = useTranslation('common')
  const pressed = useRef(false)
  useEffect(() => {
    if (!busy) pressed.current = false
  })
  const confirm = () => {
    // of a double click only the first counts: the second comes before anybody is told that this is under way
    if (pressed.current) return
    pressed.current = true
    onConfirm()
  }
  const close = () => {
    if (!busy) onCancel()
  }
  useStay(busy === true)
  useAfterTravel(close)
  useFocusBack()
  return (
    <Modal
      opened
      onClose={close}
      // the second click of a double click lands outside
      closeOnClickOutside={false}
      title={title}
      size={440}
      withCloseButton={false}
      classNames={{
        content: css['content'] ?? '',
        header: css['header'] ?? '',
        title: css['title'] ?? '',
        body: css['body'] ?? '',
        overlay: css['overlay'] ?? '',
      }}
    >
      <div className={css['inside']}>
        <HeadingLevel value={3}>{children}</HeadingLevel>
      </div>
      <div className={css['footer']}>
        {/* Enter, pressed without reading, must not destroy */}
        <Button kind="quiet" size="form" onClick={close} data-autofocus={danger || undefined}>
          {cancel ?? t('action.cancel')}
        </Button>
        <Button
          kind={danger ? 'danger' : 'primary'}
          size="form"
          busy={busy}
          onClick={confirm}
          data-autofocus={!danger || undefined}
        >
          {action}
        </Button>
      </div>
    </Modal>
  )
}
