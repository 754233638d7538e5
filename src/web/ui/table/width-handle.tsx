import type { PointerEvent } from 'react'
import type { Column } from '../../../api/lists.ts'
import { type Arranged, narrowestColumn, sizeColumn, widestColumn } from './columns.ts'
import css from './head.module.css'

interface WidthHandleProps {
  column: Column
  arranged: Arranged
}

/** The edge of a column: dragged it makes it wider, a double click makes it as wide as declared. Keys do it in its menu (LST-4). */
export function WidthHandle({ column, arranged }: WidthHandleProps) {
  const { layout, arrange } = arranged
  const drag = (event: PointerEvent<HTMLSpanElement>) => {
    const head = event.currentTarget.closest('th')
    if (head === null || event.button !== 0) return
    event.preventDefault()
    follow(event, head, (width) => arrange(sizeColumn(layout, column.key, width)))
  }
  return (
    <span
      className={css['edge']}
      aria-hidden
      onPointerDown={drag}
      onDoubleClick={() => arrange(sizeColumn(layout, column.key, null))}
    />
  )
}

/** Shows the new width while the pointer moves, on the column alone, and settles it in the end. */
function follow(
  start: PointerEvent<HTMLSpanElement>,
  head: HTMLTableCellElement,
  settle: (width: number) => void,
): void {
  const handle = start.currentTarget
  const col = head.closest('table')?.querySelectorAll('col')[head.cellIndex]
  const before = head.getBoundingClientRect().width
  const shown = col?.style.width ?? ''
  let width = before
  const move = (event: globalThis.PointerEvent) => {
    width = Math.min(widestColumn, Math.max(narrowestColumn, before + event.clientX - start.clientX))
    if (col) col.style.width = `${width}px`
  }
  const end = (event: globalThis.PointerEvent) => {
    handle.removeEventListener('pointermove', move)
    handle.removeEventListener('pointerup', end)
    handle.removeEventListener('pointercancel', end)
    if (event.type === 'pointerup' && Math.abs(width - before) >= 1) settle(width)
    else if (col) col.style.width = shown
  }
  handle.setPointerCapture(start.pointerId)
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', end)
  handle.addEventListener('pointercancel', end)
}
