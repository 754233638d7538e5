import { Modal } from '@mantine/core'
import { createContext, type FormEvent, type ReactNode, use, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAfterTravel } from '../lib/location.ts'
import { Button } from './button.tsx'
import css from './dialog.module.css'
import { useDiscardQuestion } from './discard-question.tsx'
import { HeadingLevel } from './heading-level.ts'
import { useFocusBack } from './use-focus-back.ts'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** quiet actions first, the primary last; `Abbrechen` is a `CloseButton` */
  footer?: ReactNode
  /** something was typed: closing and leaving ask first */
  dirty?: boolean
  /** it is being saved: it can't be closed, left or submitted until the answer is told */
  busy?: boolean
  /** Enter submits */
  onSubmit?: () => void
  width?: number
}

const doubleClick = 400

type Leave = (then?: () => void) => void

const LeaveContext = createContext<Leave>(() => undefined)

/** A dialog: title, body, foot. Nothing typed is lost without a question. It is open while it is rendered. */
export function Dialog(props: DialogProps) {
  const { title, onClose, children, footer, dirty = false, busy = false, onSubmit, width = 640 } = props
  const { t } = useTranslation('common')
  const { leave, question } = useDiscardQuestion(dirty, { saving: busy, overPage: true })
  const settled = useSettled()
  useFocusBack()
  // what was typed has been asked about before
  useAfterTravel(onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // a dialog may stand inside a form of its page
    event.stopPropagation()
    if (!busy) onSubmit?.()
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
      <LeaveContext value={(then = onClose) => leave(then)}>
        <form onSubmit={submit} noValidate>
          <div className={css['inside']}>
            <HeadingLevel value={3}>{children}</HeadingLevel>
          </div>
          {footer && <div className={css['footer']}>{footer}</div>}
        </form>
      </LeaveContext>
      {question}
    </Modal>
  )
}

/** Inside a dialog: leaves what was typed, asking first, and closes it or does something else. */
export function useLeave(): Leave {
  return use(LeaveContext)
}

/** Closes the dialog it stands in, without saving. */
export function CloseButton({ children }: { children: ReactNode }) {
  const leave = useLeave()
  return (
    <Button kind="quiet" size="form" onClick={() => leave()}>
      {children}
    </Button>
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
