import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isTravel, useComeBack, useIsHere, useStay } from '../lib/location.ts'
import { useUnsaved } from '../lib/unsaved.ts'
import { Confirm } from './confirm.tsx'

interface DiscardQuestion {
  /** does it at once when nothing was typed, else asks first; does nothing while it is being saved */
  leave: (then: () => void) => void
  /** to be rendered somewhere */
  question: ReactNode
}

interface DiscardOptions {
  saving?: boolean
  /** it is gone after any way back or forward, not only on another page */
  overPage?: boolean
}

/** Asks before something typed is thrown away: on closing, on going to another page, on closing the window. What is being saved is waited for. */
export function useDiscardQuestion(
  dirty: boolean,
  { saving = false, overPage = false }: DiscardOptions = {},
): DiscardQuestion {
  const { t } = useTranslation('common')
  useUnsaved(dirty)
  useStay(saving)
  const [pending, setPending] = useState<(() => void) | null>(null)
  const isHere = useIsHere()
  const blocked = useBlocker({
    shouldBlockFn: ({ current, next, action }) => {
      const travels = isTravel({ action })
      if (!dirty || (travels && isHere())) return false
      // a changed query is the same page
      return current.pathname !== next.pathname || (overPage && travels)
    },
    enableBeforeUnload: dirty,
    disabled: !dirty,
    withResolver: true,
  })
  useComeBack(blocked)
  const stay = () => {
    setPending(null)
    blocked.reset?.()
  }
  const discard = () => {
    setPending(null)
    pending?.()
    blocked.proceed?.()
  }
  // what is on its way to the server cannot be discarded any more
  const { reset } = blocked
  if (saving && pending !== null) setPending(null)
  useEffect(() => {
    if (saving) reset?.()
  }, [saving, reset])
  const open = !saving && (pending !== null || blocked.status === 'blocked')
  return {
    leave: (then) => {
      if (saving) return
      if (dirty) setPending(() => then)
      else then()
    },
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
