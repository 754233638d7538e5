import { defaultRangeExtractor, type Virtualizer, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useDensity } from '../../lib/density.ts'
import { type RowActions, type RowKeys, useRowKeys } from './use-row-keys.ts'

const rowHeights = { compact: 32, comfortable: 40 }
const headHeight = 32

interface RowsInSight<R> extends Omit<RowActions, 'count' | 'hrefAt' | 'reveal' | 'jump'> {
  rows: readonly R[]
  keyOf: (row: R) => string | number
  /** address of a row's page; null: it has none */
  hrefOf: (row: R) => string | null
  scroller: RefObject<HTMLDivElement | null>
  /** where it is scrolled to when it appears; absent: to its top */
  initialOffset?: () => number
}

/** Which rows of a table are in the page (those in sight, some around them, the one with the focus), and the keyboard on them (LST-7, LST-8). */
export function useRowsInSight<R, E extends Element = Element>({
  rows,
  keyOf,
  hrefOf,
  scroller,
  initialOffset = () => 0,
  ...actions
}: RowsInSight<R>): { virtual: Virtualizer<HTMLDivElement, E>; keys: RowKeys; height: number } {
  const [density] = useDensity()
  const height = rowHeights[density]
  const kept = useRef(0)
  const virtual = useVirtualizer<HTMLDivElement, E>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : keyOf(row)
    },
    overscan: 10,
    scrollPaddingEnd: headHeight,
    initialOffset,
    // the row with the focus stays in the page, else the focus would be lost
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), kept.current])]
        .filter((i) => i < range.count)
        .toSorted((a, b) => a - b),
  })
  useEffect(() => virtual.measure(), [virtual, height])
  const keys = useRowKeys({
    ...actions,
    count: rows.length,
    hrefAt: (index) => {
      const row = rows[index]
      return row === undefined ? null : hrefOf(row)
    },
    reveal: (index) => {
      kept.current = index
      virtual.scrollToIndex(index)
    },
    jump: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2),
  })
  kept.current = keys.active
  return { virtual, keys, height }
}
