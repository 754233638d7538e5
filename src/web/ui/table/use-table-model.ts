import {
  type Column as TableColumn,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  metaHelper,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import type { Column } from '../../../api/lists.ts'
import { valueOf } from './cell-value.tsx'
import type { Layout } from './columns.ts'
import type { ListRow, ListView } from './list-view.ts'

const features = tableFeatures({
  columnSizingFeature,
  columnPinningFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<Column>(),
})

/** Width of the column of boxes. */
export const boxWidth = 36
const flexibleLeast = 244

/** A column as it stands on the sheet. */
export interface ShownColumn {
  column: Column
  /** null: takes what is left */
  width: number | null
  /** what it takes at least */
  least: number
  /** distance from the left edge while the others scroll; null: it scrolls with them */
  left: number | null
  isLastPinned: boolean
}

/** Columns and selected rows of a list. */
export interface TableModel {
  shown: readonly ShownColumn[]
  /** narrower than this the table scrolls sideways */
  leastWidth: number
  selected: Readonly<RowSelectionState>
  /** by a click on a box, or by keys on a row; with Shift all from the row chosen before */
  select: (index: number, event: { shiftKey: boolean; target?: unknown }) => void
  selectAll: () => void
  allSelected: boolean
  clearSelection: () => void
  /** rows that are no longer there are not chosen either */
  deselect: (ids: ReadonlySet<string>) => void
  keepSelected: (ids: readonly string[]) => void
}

/** The table model of a list: which columns stand where, which rows are chosen (LST-4, LST-8). */
export function useTableModel<R extends ListRow>(
  view: ListView<R>,
  columns: readonly Column[],
  rows: readonly R[],
  wanted: Layout,
): TableModel {
  const { nameColumn, flexibleColumn = nameColumn, selectable = false } = view
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})
  const wantedText = JSON.stringify(wanted)
  const layout = useMemo(() => optionsOf(columns, JSON.parse(wantedText)), [columns, wantedText])
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features,
    columns: layout.definitions,
    data,
    getRowId: (row) => row.id,
    enableRowSelection: selectable,
    enableSubRowSelection: false,
    state: { rowSelection, columnPinning: layout.columnPinning },
    onRowSelectionChange: setRowSelection,
  })
  const offset = selectable ? boxWidth : 0
  const leaves = table.getVisibleLeafColumns()
  // the rows are drawn anew only where the columns really changed
  const shown = useMemo(
    () => leaves.flatMap((leaf) => shownAs(leaf, flexibleIn(layout, flexibleColumn), offset)),
    [leaves, layout, flexibleColumn, offset],
  )
  return {
    shown,
    leastWidth: offset + shown.reduce((sum, { least }) => sum + least, 0),
    selected: rowSelection,
    select: (index, event) => {
      const row = table.getRowModel().rows[index]
      // keys come from the row, which has no tick to read
      const checked = isBox(event.target) ? event.target.checked : event.shiftKey || !row?.getIsSelected()
      row?.getToggleSelectedHandler()({ shiftKey: event.shiftKey, target: { checked } })
    },
    selectAll: () => table.toggleAllRowsSelected(),
    allSelected: rows.length > 0 && table.getIsAllRowsSelected(),
    clearSelection: () => table.resetRowSelection(true),
    deselect: (ids) =>
      setRowSelection((chosen) => Object.fromEntries(Object.entries(chosen).filter(([id]) => !ids.has(id)))),
    keepSelected: (ids) => setRowSelection(Object.fromEntries(ids.map((id) => [id, true]))),
  }
}

function isBox(target: unknown): target is HTMLInputElement {
  return target instanceof HTMLInputElement
}

interface Options {
  definitions: { id: string; accessorFn: (row: ListRow) => unknown; size: number; meta: Column }[]
  columnPinning: { start: string[]; end: string[] }
  /** columns whose width was chosen */
  sized: ReadonlySet<string>
}

function optionsOf(columns: readonly Column[], { shown, pinned }: Layout): Options {
  return {
    definitions: shown.flatMap(({ key, width }) => {
      const column = columns.find((one) => one.key === key)
      if (column === undefined) return []
      const accessorFn = (row: ListRow) => valueOf(row, key)
      return [{ id: key, accessorFn, size: width ?? column.width, meta: column }]
    }),
    columnPinning: { start: shown.slice(0, pinned).map(({ key }) => key), end: [] },
    sized: new Set(shown.flatMap(({ key, width }) => (width === undefined ? [] : [key]))),
  }
}

/** The column that takes what is left: the last one, where the width of the usual one was chosen or it is not shown. */
function flexibleIn({ definitions, sized }: Options, usual: string): string | undefined {
  const isFree = definitions.some(({ id }) => id === usual) && !sized.has(usual)
  return isFree ? usual : definitions.at(-1)?.id
}

function shownAs<R extends ListRow>(
  leaf: TableColumn<typeof features, R>,
  flexibleColumn: string | undefined,
  offset: number,
): ShownColumn[] {
  const column = leaf.columnDef.meta
  if (!column) return []
  const pinned = leaf.getIsPinned() === 'start'
  return [
    {
      column,
      width: column.key === flexibleColumn ? null : leaf.getSize(),
      least: column.key === flexibleColumn ? Math.min(leaf.getSize(), flexibleLeast) : leaf.getSize(),
      left: pinned ? offset + leaf.getStart('start') : null,
      isLastPinned: pinned && leaf.getPinnedIndex() === leaf.table.getStartLeafColumns().length - 1,
    },
  ]
}
