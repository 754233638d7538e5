import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import { useGo } from '../../lib/location.ts'

interface RowActions {
  /** another list, search, filter or sort begins at the first row */
  memory: string
  count: number
  /** address of a row's page; null: it has none */
  hrefAt: (index: number) => string | null
  select: ((index: number, event: unknown) => void) | undefined
  clearSelection: () => void
  /** brings a row into sight, so that it can be focused */
  reveal: (index: number) => void
  /** rows between the edges of the window */
  jump: number
}

export interface RowKeys {
  active: number
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onClick: (event: MouseEvent<HTMLElement>) => void
  onAuxClick: (event: MouseEvent<HTMLElement>) => void
  onFocus: (event: { target: EventTarget }) => void
  /** to be called after each rendering: focuses the row that the keyboard went to */
  settle: (body: HTMLElement | null) => void
  focusRow: (index: number) => void
}

function indexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-index]') : null
  return row instanceof HTMLElement ? Number(row.dataset['index']) : null
}

// somebody who marks text wants to copy it, not to leave
function isMarking(place: HTMLElement): boolean {
  const selection = getSelection()
  return selection !== null && !selection.isCollapsed && place.contains(selection.anchorNode)
}

const ownControls = 'a, button, input, label, select, textarea'

/** Keyboard and mouse on rows: arrows, Home, End, Enter, Space, whole row clickable, Ctrl and middle click a new tab (LST-8). */
export function useRowKeys({ memory, count, hrefAt, select, clearSelection, reveal, jump }: RowActions): RowKeys {
  const go = useGo()
  const [at, setAt] = useState({ memory, index: 0 })
  const active = at.memory === memory ? Math.min(at.index, Math.max(0, count - 1)) : 0
  const setActive = (index: number) => setAt({ memory, index })
  const wanted = useRef<number | null>(null)
  const open = (index: number, apart: boolean) => {
    const href = hrefAt(index)
    if (href === null) return
    if (apart) window.open(href, '_blank', 'noopener')
    else go(href)
  }
  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index))
    wanted.current = next
    setActive(next)
    reveal(next)
  }
  const targets: Partial<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + jump,
    PageUp: active - jump,
    Home: 0,
    End: count - 1,
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = targets[event.key]
    const onRow = event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined
    if (target !== undefined && !event.altKey) {
      event.preventDefault()
      focusRow(target)
    } else if (onRow && event.key === 'Enter') open(active, event.ctrlKey || event.metaKey)
    else if (onRow && event.key === ' ' && select) {
      event.preventDefault()
      select(active, event)
    } else if (event.key === 'Escape') clearSelection()
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const index = indexOf(event.target)
    if (index === null || event.defaultPrevented || !(event.target instanceof Element)) return
    if (event.target.closest(ownControls) || isMarking(event.currentTarget)) return
    open(index, event.ctrlKey || event.metaKey)
  }
  const onAuxClick = (event: MouseEvent<HTMLElement>) => {
    const index = indexOf(event.target)
    if (event.button !== 1 || index === null || !(event.target instanceof Element) || event.target.closest('a')) return
    open(index, true)
  }
  return {
    active,
    onKeyDown,
    onClick,
    onAuxClick,
    onFocus: ({ target }) => {
      const index = indexOf(target)
      if (index !== null) setActive(index)
    },
    settle: (body) => {
      const row = wanted.current === null ? null : body?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`)
      if (!row) return
      wanted.current = null
      row.focus({ preventScroll: true })
    },
    focusRow,
  }
}
