import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGo } from '../../lib/location.ts'
import { isPressed, type Shortcut, useOwnKeys } from '../../lib/shortcuts.ts'

/** What the keys of a list do with its rows. */
export interface RowActions {
  /** another list, search, filter or sort begins at the first row */
  memory: string
  count: number
  /** address of a row's page; null: it has none */
  hrefAt: (index: number) => string | null
  select: ((index: number, event: { shiftKey: boolean; target?: unknown }) => void) | undefined
  /** absent: rows can't be chosen here */
  selectAll?: () => unknown
  clearSelection?: () => void
  /** whether rows are chosen */
  hasSelection?: boolean
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
  focusRow: (index: number, how?: FocusOptions) => void
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
  useNamedKeys(rows.select !== undefined)
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
  const focusRow = (index: number, how: FocusOptions = {}) => {
    const next = Math.max(0, Math.min(count - 1, index))
    wanted.current = next
    setAt({ memory, index: next })
    if (!how.preventScroll) reveal(next)
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

// in the order in which they stand behind `?`; on the row that has the focus, or on a control inside it
const moves = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
  Home: 'first',
  End: 'last',
} as const
const openings = { Enter: 'open', 'mod+Enter': 'openApart' } as const
const selections = {
  Space: 'select',
  'shift+Space': 'selectRange',
  'mod+a': 'selectAll',
  Escape: 'clear',
} as const

/** Lets the keys of the rows stand behind `?`. */
function useNamedKeys(selectable: boolean): void {
  const { t } = useTranslation('lists')
  const named = useMemo(() => {
    const all = { ...moves, ...openings, ...(selectable ? selections : {}) }
    return Object.entries(all).map(([keys, name]): Shortcut => ({ keys, label: t(`keys.${name}`), place: 'rows' }))
  }, [t, selectable])
  useOwnKeys(named)
}

function pressed(event: KeyboardEvent<HTMLElement>, rows: Pressable): void {
  const { active, jump, count, select } = rows
  const is = (keys: string) => isPressed(keys, event)
  const onRow = event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined
  const targets = {
    down: active + 1,
    up: active - 1,
    pageDown: active + jump,
    pageUp: active - jump,
    first: 0,
    last: count - 1,
  }
  const move = Object.entries(moves).find(([keys]) => is(keys))
  if (move) rows.focusRow(targets[move[1]])
  else if (onRow && (is('Enter') || is('mod+Enter'))) rows.open(active, is('mod+Enter'))
  else if (select && onRow && (is('Space') || is('shift+Space'))) select(active, { shiftKey: event.shiftKey })
  else if (rows.selectAll && is('mod+a')) rows.selectAll()
  else if (rows.hasSelection && is('Escape')) rows.clearSelection?.()
  else return
  event.preventDefault()
}
