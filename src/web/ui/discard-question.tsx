import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from './confirm.tsx'

interface DiscardQuestion {
  /** does it at once when nothing was typed, else asks first */
  leave: (then: () => void) => void
  /** to be rendered somewhere */
  question: ReactNode
}

/** Asks before something typed is thrown away: on closing, on going to another page, on closing the window. */
export function useDiscardQuestion(dirty: boolean): DiscardQuestion {
  const { t } = useTranslation('common')
  const [pending, setPending] = useState<(() => void) | null>(null)
  const blocked = useBlocker({
    // a changed query is the same page
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    disabled: !dirty,
    withResolver: true,
  })
  const stay = () => {
    setPending(null)
    blocked.reset?.()
  }
  const discard = () => {
    setPending(null)
    pending?.()
    blocked.proceed?.()
  }
  const open = pending !== null || blocked.status === 'blocked'
  return {
    leave: (then) => (dirty ? setPending(() => then) : then()),
    question: open && (
      <Confirm
        title={t('discard.title')}
        action={t('discard.action')}
        cancel={t('discard.stay')}
        danger
        onConfirm={discard}
        onCancel={stay}
      >
        {t('discard.text')}
      </Confirm>
    ),
  }
}
