import type { Column } from '../../../api/lists.ts'
import type { ColumnWish, ListState } from './list-state.ts'

/** Columns nobody makes narrower or wider than this (LST-4). */
export const narrowestColumn = 48
export const widestColumn = 1_200
/** More pinned columns would leave no room for the others. */
const mostPinned = 3

/** Which columns a list shows, in which order and how wide, and what becomes of that by each action (LST-4). */
export interface Layout {
  shown: readonly ColumnWish[]
  pinned: number
}

/** How the columns stand, and how to change that (LST-4). */
export interface Arranged {
  layout: Layout
  arrange: (next: Layout) => void
  /** opens the panel of all columns */
  onAll: () => void
}

type Wanted = Pick<ListState, 'columns' | 'pinned'>

/** The layout of a list: as it was wanted, or as declared. The column that names the row is always there. */
export function layoutOf(columns: readonly Column[], nameColumn: string, { columns: wanted, pinned }: Wanted): Layout {
  const declared = columns.filter(({ visible }) => visible).map(({ key }) => ({ key }))
  const known = wanted?.filter(({ key }) => columns.some((column) => column.key === key)) ?? []
  const shown = known.length === 0 ? declared : known
  const isNamed = shown.some(({ key }) => key === nameColumn) || !columns.some(({ key }) => key === nameColumn)
  const whole = isNamed ? shown : [{ key: nameColumn }, ...shown]
  // at first the naming column stays in sight, with a short one before it
  const least =
    Math.min(
      whole.findIndex(({ key }) => key === nameColumn),
      1,
    ) + 1
  return { shown: whole, pinned: Math.min(pinned ?? least, whole.length, mostPinned) }
}

/** Shows a column, at its declared place among those that are shown, or hides it. */
export function toggleColumn(layout: Layout, columns: readonly Column[], key: string): Layout {
  const at = layout.shown.findIndex((one) => one.key === key)
  if (at >= 0) {
    const pinned = at < layout.pinned ? layout.pinned - 1 : layout.pinned
    return { shown: layout.shown.toSpliced(at, 1), pinned }
  }
  const order = columns.map((column) => column.key)
  const before = order.slice(0, order.indexOf(key))
  const after = layout.shown.findLastIndex((one) => before.includes(one.key)) + 1
  return { ...layout, shown: layout.shown.toSpliced(Math.max(after, layout.pinned), 0, { key }) }
}

/** Moves a column to the place of another; the number of pinned ones stays. */
export function moveColumn(layout: Layout, from: number, to: number): Layout {
  const column = layout.shown[from]
  if (column === undefined || to < 0 || to >= layout.shown.length) return layout
  return { ...layout, shown: layout.shown.toSpliced(from, 1).toSpliced(to, 0, column) }
}

/** Makes a column as wide as wanted; null: as declared. */
export function sizeColumn(layout: Layout, key: string, width: number | null): Layout {
  const fitting = width === null ? null : Math.round(Math.min(widestColumn, Math.max(narrowestColumn, width)))
  const sized = (one: ColumnWish) => (fitting === null ? { key: one.key } : { key: one.key, width: fitting })
  return { ...layout, shown: layout.shown.map((one) => (one.key === key ? sized(one) : one)) }
}

/** Pins a column behind those that are pinned already, or lets it go. */
export function pinColumn(layout: Layout, key: string): Layout {
  const at = layout.shown.findIndex((one) => one.key === key)
  if (at < layout.pinned) return { ...moveColumn(layout, at, layout.pinned - 1), pinned: layout.pinned - 1 }
  return { ...moveColumn(layout, at, layout.pinned), pinned: Math.min(layout.pinned + 1, mostPinned) }
}

/** Whether one more column can be pinned. */
export function canPin({ shown, pinned }: Layout): boolean {
  return pinned < Math.min(mostPinned, shown.length - 1)
}

/** A layout as a part of the state. */
export function wantedOf({ shown, pinned }: Layout): Wanted {
  return { columns: shown, pinned }
}

/** Nothing wanted: as declared. */
export const asDeclared: Wanted = { columns: null, pinned: null }
