import { useSyncExternalStore } from 'react'

export type Density = 'compact' | 'comfortable'

const key = 'kontor.density'
const listeners = new Set<() => void>()

function current(): Density {
  return localStorage.getItem(key) === 'comfortable' ? 'comfortable' : 'compact'
}

/** Row height of all tables on this device; `tokens.css` follows the attribute. */
export function applyDensity(): void {
  document.documentElement.dataset['density'] = current()
}

function choose(density: Density): void {
  localStorage.setItem(key, density)
  applyDensity()
  for (const listener of listeners) listener()
}

/** The density of tables and a way to change it. */
export function useDensity(): [Density, (density: Density) => void] {
  return [useSyncExternalStore(subscribe, current), choose]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
