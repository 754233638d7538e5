import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { ListRow } from './list-view.ts'
import type { RowKeys } from './use-row-keys.ts'

interface PlaceOf {
  rows: readonly ListRow[]
  /** another list, search, filter or sort is another place */
  memory: string
  /** of one row */
  height: number
  scroller: RefObject<HTMLDivElement | null>
  /** where rows have the focus */
  keys?: RowKeys
}

/** Rows that go or come above must not move what is being read, nor take the focus away (LST-10). */
export function useKeptPlace({ rows, memory, height, scroller, keys }: PlaceOf): void {
  const before = useRef({ rows, memory })
  useLayoutEffect(() => {
    const last = before.current
    before.current = { rows, memory }
    if (last.rows === rows || last.memory !== memory) return
    const indexOf = new Map(rows.map(({ id }, index) => [id, index]))
    const element = scroller.current
    const top = element ? Math.floor(element.scrollTop / height) : 0
    // the first row in sight that is still there
    const anchor = last.rows.findIndex(({ id }, index) => index >= top && indexOf.has(id))
    const moved = anchor < 0 ? 0 : (indexOf.get(last.rows[anchor]?.id ?? '') ?? anchor) - anchor
    if (element && top > 0 && moved !== 0) element.scrollBy({ top: moved * height, behavior: 'instant' })
    const active = keys && last.rows[keys.active]
    if (!keys || !active) return
    const now = indexOf.get(active.id)
    if (now !== undefined) keys.follow(now)
    // the row that takes its place takes the focus too
    else if (keys.hadFocus() && document.activeElement === document.body) keys.focusRow(keys.active)
  })
}
