import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../lib/problem.ts'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import css from './toast.module.css'
import { useToastFocus } from './use-toast-focus.ts'

interface ToastAction {
  label: string
  run: () => void
}

interface Toast {
  id: number
  kind: 'done' | 'failed'
  text: string
  action?: ToastAction | undefined
}

let shown: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const shortest = 5_000
const perCharacter = 60

function publish(next: readonly Toast[]): void {
  shown = next
  for (const listener of listeners) listener()
}

function show(toast: Omit<Toast, 'id'>): void {
  last += 1
  const id = last
  publish([...shown.slice(-2), { ...toast, id }])
  // long enough to read it and to undo it; a failure stays until it is closed
  if (toast.kind === 'done') setTimeout(() => dismiss(id), shortest + toast.text.length * perCharacter)
}

function dismiss(id: number): void {
  publish(shown.filter((toast) => toast.id !== id))
}

export const toast = {
  /** Says what was done, with a way back where there is one. */
  done: (text: string, action?: ToastAction) => show({ kind: 'done', text, action }),
  /** Says that something failed and why; takes a thrown problem or a sentence. */
  failed: (reason: unknown) => show({ kind: 'failed', text: sentenceOf(reason) }),
  /** The same of something that can be tried again, once what stood in its way is gone. */
  failedForNow: (reason: unknown, action: ToastAction) => show({ kind: 'failed', text: sentenceOf(reason), action }),
}

/** Where toasts appear; they are announced. Rendered once. */
export function Toasts() {
  const { t } = useTranslation('common')
  const toasts = useSyncExternalStore(subscribe, () => shown)
  const { stack, letGo } = useToastFocus()
  return (
    <div ref={stack} className={css['stack']} role="status" aria-live="polite">
      {toasts.map((one) => (
        <div key={one.id} className={css['toast']}>
          <Icon of={one.kind === 'done' ? IconCheck : IconAlertTriangle} />
          <span>{one.text}</span>
          {one.action && (
            <button
              type="button"
              className={css['action']}
              onClick={() => {
                // what it does says where the focus goes
                letGo()
                one.action?.run()
                dismiss(one.id)
              }}
            >
              {one.action.label}
            </button>
          )}
          <IconButton className={css['close']} icon={IconX} label={t('action.close')} onClick={() => dismiss(one.id)} />
        </div>
      ))}
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
