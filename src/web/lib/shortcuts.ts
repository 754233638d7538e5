import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** `/`, `?`, `n`, `Escape`, or with modifier `mod+k` (Ctrl, ⌘ on a Mac) */
  keys: string
  /** what it does, shown behind `?` */
  label: string
}

interface Registered extends Shortcut {
  run: (event: KeyboardEvent) => void
}

let registered: readonly Registered[] = []
const listeners = new Set<() => void>()

function publish(next: readonly Registered[]): void {
  registered = next
  for (const listener of listeners) listener()
}

/** Gives a key to an action while the component is shown. Without a modifier it rests while somebody types or a dialog is open. */
export function useShortcut(keys: string, label: string, run: (event: KeyboardEvent) => void, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return
    const entry: Registered = { keys, label, run: (event) => latest.current(event) }
    publish([...registered, entry])
    return () => publish(registered.filter((other) => other !== entry))
  }, [keys, label, enabled])
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
    const found = registered.findLast((entry) => matches(entry.keys, event))
    if (!found || event.defaultPrevented) return
    if (!found.keys.startsWith('mod+') && isOccupied(event.target)) return
    event.preventDefault()
    found.run(event)
  })
}

function matches(keys: string, event: KeyboardEvent): boolean {
  const mod = event.ctrlKey || event.metaKey
  if (keys.startsWith('mod+')) return mod && !event.altKey && event.key.toLowerCase() === keys.slice(4)
  return !mod && !event.altKey && event.key === keys
}

function isOccupied(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"],[role="menu"]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
