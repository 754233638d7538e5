import { defaultRangeExtractor, type Virtualizer, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useDensity } from '../../lib/density.ts'
import type { ListRow, ListView } from './list-view.ts'
import { type RowKeys, useRowKeys } from './use-row-keys.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { recall } from './use-scroll-memory.ts'
import type { TableModel } from './use-table-model.ts'

const rowHeights = { compact: 32, comfortable: 40 }
const headHeight = 32

interface VirtualRowsOf<R extends ListRow> {
  view: ListView<R>
  model: TableModel
  rows: readonly R[]
  memory: string
  scroller: RefObject<HTMLDivElement | null>
}

/** Which rows are in the page, and the keyboard on them. */
export function useVirtualRows<R extends ListRow>({
  view,
  model,
  rows,
  memory,
  scroller,
}: VirtualRowsOf<R>): {
  virtual: Virtualizer<HTMLDivElement, Element>
  keys: RowKeys
} {
  const [density] = useDensity()
  const height = rowHeights[density]
  const kept = useRef(0)
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollPaddingEnd: headHeight,
    initialOffset: () => recall(memory),
    // the row with the focus stays in the page, else the focus would be lost
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), kept.current])]
        .filter((i) => i < range.count)
        .toSorted((a, b) => a - b),
  })
  useEffect(() => virtual.measure(), [virtual, height])
  const keys = useRowKeys({
    memory,
    count: rows.length,
    hrefAt: (index) => {
      const row = rows[index]
      return row === undefined ? null : (view.hrefOf?.(row) ?? null)
    },
    select: view.selectable ? model.select : undefined,
    ...(view.selectable && { selectAll: () => model.allSelected || model.selectAll() }),
    clearSelection: model.clearSelection,
    hasSelection: Object.keys(model.selected).length > 0,
    reveal: (index) => {
      kept.current = index
      virtual.scrollToIndex(index)
    },
    jump: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2),
  })
  kept.current = keys.active
  useKeptPlace({ rows, memory, height, scroller, keys })
  return { virtual, keys }
}
