import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Where a shortcut works: on every page, on this one, on the rows of its list. */
export type ShortcutPlace = 'everywhere' | 'page' | 'rows'

export interface Shortcut {
  /** `/`, `?`, `n`, `Escape`, or with modifiers `mod+k` (Ctrl, ⌘ on a Mac), `shift+Space` */
  keys: string
  /** what it does, shown behind `?` */
  label: string
  place: ShortcutPlace
}

interface Registered extends Shortcut {
  /** absent: the component that has the focus hears the key itself */
  run?: (event: KeyboardEvent) => void
}

let registered: readonly Registered[] = []
const listeners = new Set<() => void>()

function publish(next: readonly Registered[]): void {
  registered = next
  for (const listener of listeners) listener()
}

/** Gives a key to an action while the component is shown. Without a modifier it rests while somebody types or a dialog is open. */
export function useShortcut(
  keys: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  enabled = true,
  place: ShortcutPlace = 'page',
): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return
    const entry: Registered = { keys, label, place, run: (event) => latest.current(event) }
    publish([...registered, entry])
    return () => publish(registered.filter((other) => other !== entry))
  }, [keys, label, enabled, place])
}

/** Names the keys that a component hears while it has the focus, so that they stand behind `?` too. Give it a list that stays the same. */
export function useOwnKeys(own: readonly Shortcut[]): void {
  useEffect(() => {
    publish([...registered, ...own])
    return () => publish(registered.filter((other) => !own.includes(other)))
  }, [own])
}

/** All keys that work right now. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => registered)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Starts listening; called once. */
export function startShortcuts(): void {
  window.addEventListener('keydown', (event) => {
    const found = registered.findLast((entry) => entry.run && isPressed(entry.keys, event))
    if (!found || event.defaultPrevented || event.isComposing) return
    if (found.keys.startsWith('mod+') ? isModal() : isOccupied(event.target)) return
    event.preventDefault()
    found.run?.(event)
  })
}

/** Whether a key with its modifiers is the one that a shortcut names. Of signs like `?` Shift is a part. */
export function isPressed(
  keys: string,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): boolean {
  const parts = keys.split('+')
  const name = parts.at(-1) === 'Space' ? ' ' : (parts.at(-1) ?? '')
  const mod = event.ctrlKey || event.metaKey
  if (event.altKey || mod !== parts.includes('mod')) return false
  const isNamed = name.length > 1 || name === ' '
  if (isNamed && event.shiftKey !== parts.includes('shift')) return false
  return mod ? event.key.toLowerCase() === name.toLowerCase() : event.key === name
}

// a question or a form must be answered first
function isModal(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}

function isOccupied(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"],[role="menu"]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
