import { Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAfterTravel } from '../lib/location.ts'
import css from './dialog.module.css'
import { useDiscardQuestion } from './discard-question.tsx'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** quiet actions first, the primary last; put `Abbrechen` on `useClose` */
  footer?: ReactNode
  /** something was typed: closing and leaving ask first */
  dirty?: boolean
  /** Enter submits */
  onSubmit?: () => void
  width?: number
}

const doubleClick = 400

/** A dialog: title, body, foot. Nothing typed is lost without a question. It is open while it is rendered. */
export function Dialog({ title, onClose, children, footer, dirty = false, onSubmit, width = 640 }: DialogProps) {
  const { t } = useTranslation('common')
  const { leave, question } = useDiscardQuestion(dirty)
  const settled = useSettled()
  // what was typed has been asked about before
  useAfterTravel(onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // a dialog may stand inside a form of its page
    event.stopPropagation()
    onSubmit?.()
  }
  return (
    <Modal
      opened
      onClose={() => leave(onClose)}
      closeOnClickOutside={settled}
      title={title}
      size={width}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{
        content: css['content'] ?? '',
        header: css['header'] ?? '',
        title: css['title'] ?? '',
        close: css['close'] ?? '',
        body: css['body'] ?? '',
        overlay: css['overlay'] ?? '',
      }}
    >
      <form onSubmit={submit} noValidate>
        <div className={css['inside']}>{children}</div>
        {footer && <div className={css['footer']}>{footer}</div>}
      </form>
      {question}
    </Modal>
  )
}

/** Whether the dialog has been open so long that a click beside it is not the second one of a double click. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), doubleClick)
    return () => clearTimeout(timer)
  }, [])
  return settled
}
