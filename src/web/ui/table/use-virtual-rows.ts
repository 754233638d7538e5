import type { Virtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'
import type { ListRow, ListView } from './list-view.ts'
import type { RowKeys } from './use-row-keys.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { useRowsInSight } from './use-rows-in-sight.ts'
import { recall } from './use-scroll-memory.ts'
import type { TableModel } from './use-table-model.ts'

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
  const { virtual, height, keys } = useRowsInSight({
    rows,
    keyOf: ({ id }) => id,
    hrefOf: (row) => view.hrefOf?.(row) ?? null,
    scroller,
    initialOffset: () => recall(memory),
    memory,
    select: view.selectable ? model.select : undefined,
    ...(view.selectable && { selectAll: () => model.allSelected || model.selectAll() }),
    clearSelection: model.clearSelection,
    hasSelection: Object.keys(model.selected).length > 0,
  })
  useKeptPlace({ rows, memory, height, scroller, keys })
  return { virtual, keys }
}
