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
  onBlur: (event: { relatedTarget: EventTarget | null }) => void
  /** to be called after each rendering: focuses the row that the keyboard went to */
  settle: (body: HTMLElement | null) => void
  focusRow: (index: number) => void
  /** the row that Tab stops at stands elsewhere now */
  follow: (index: number) => void
  /** whether a row had the focus when it was last anywhere */
  hadFocus: () => boolean
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

function isOwn(target: EventTarget, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}

const ownControls = 'a, button, input, label, select, textarea'

/** Keyboard and mouse on rows: arrows, Home, End, Enter, Space, whole row clickable, Ctrl and middle click a new tab (LST-8). */
export function useRowKeys(rows: RowActions): RowKeys {
  const { memory, count, hrefAt, reveal } = rows
  const go = useGo()
  const [at, setAt] = useState({ memory, index: 0 })
  const active = at.memory === memory ? Math.min(at.index, Math.max(0, count - 1)) : 0
  const wanted = useRef<number | null>(null)
  const focused = useRef(false)
  const open = (index: number, apart: boolean) => {
    const href = hrefAt(index)
    if (href === null) return
    if (apart) window.open(href, '_blank', 'noopener')
    else go(href)
  }
  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index))
    wanted.current = next
    setAt({ memory, index: next })
    reveal(next)
  }
  return {
    active,
    focusRow,
    follow: (index) => index !== active && setAt({ memory, index }),
    hadFocus: () => focused.current,
    onKeyDown: (event) => pressed(event, { ...rows, active, open, focusRow }),
    onClick: (event) => {
      const index = indexOf(event.target)
      if (
        index === null ||
        event.defaultPrevented ||
        isOwn(event.target, ownControls) ||
        isMarking(event.currentTarget)
      )
        return
      open(index, event.ctrlKey || event.metaKey)
    },
    onAuxClick: (event) => {
      const index = indexOf(event.target)
      if (event.button === 1 && index !== null && !isOwn(event.target, 'a')) open(index, true)
    },
    onFocus: ({ target }) => {
      const index = indexOf(target)
      focused.current = index !== null
      if (index !== null) setAt({ memory, index })
    },
    // a row that is taken away says nothing, or that nothing follows it
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget !== null) focused.current = false
    },
    settle: (body) => {
      const row = wanted.current === null ? null : body?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`)
      if (!row) return
      wanted.current = null
      row.focus({ preventScroll: true })
    },
  }
}

interface Pressable extends RowActions {
  active: number
  open: (index: number, apart: boolean) => void
  focusRow: (index: number) => void
}

function pressed(event: KeyboardEvent<HTMLElement>, rows: Pressable): void {
  const { active, jump, count, select } = rows
  const targets: Partial<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + jump,
    PageUp: active - jump,
    Home: 0,
    End: count - 1,
  }
  const target = targets[event.key]
  const onRow = event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined
  if (target !== undefined && !event.altKey) {
    event.preventDefault()
    rows.focusRow(target)
  } else if (onRow && event.key === 'Enter') rows.open(active, event.ctrlKey || event.metaKey)
  else if (onRow && event.key === ' ' && select) {
    event.preventDefault()
    select(active, event)
  } else if (event.key === 'Escape') rows.clearSelection()
}
