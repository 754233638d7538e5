import { type RefObject, useEffect, useRef } from 'react'
import { isFocusLost } from '../lib/focus.ts'

/**
 * Where the focus goes when the message that holds it has gone: to the next one, else to where it was before, else to the
 * page (WCAG 2.4.3). Each child of the stack is a message. Used where a change of them is rendered.
 */
export function useToastFocus(): {
  stack: RefObject<HTMLDivElement | null>
  letGo: () => void
} {
  const stack = useRef<HTMLDivElement>(null)
  const before = useRef<EventTarget | null>(null)
  const held = useRef<{ by: Element; at: number } | null>(null)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const messages = [...(stack.current?.children ?? [])]
      const by = messages.find((message) => target instanceof Node && message.contains(target))
      held.current = by ? { by, at: messages.indexOf(by) } : null
      if (!by) before.current = target
    }
    // whoever points somewhere else has gone on
    const leave = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && stack.current?.contains(target))) held.current = null
    }
    document.addEventListener('focusin', note)
    document.addEventListener('pointerdown', leave)
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('pointerdown', leave)
    }
  }, [])
  useEffect(() => {
    const messages = [...(stack.current?.children ?? [])]
    if (held.current?.by.isConnected) held.current.at = messages.indexOf(held.current.by)
    if (held.current === null || held.current.by.isConnected || !isFocusLost()) return
    const next = messages[held.current.at] ?? messages.at(-1)
    held.current = null
    for (const place of [next?.querySelector('button:last-of-type'), before.current, document.querySelector('main')])
      if (place instanceof HTMLElement && isFocusLost()) place.focus({ preventScroll: true })
  })
  const letGo = () => {
    held.current = null
  }
  return { stack, letGo }
}
