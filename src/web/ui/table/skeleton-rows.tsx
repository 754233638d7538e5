import { Skeleton } from '../skeleton.tsx'
import css from './table.module.css'
import type { TableModel } from './use-table-model.ts'

// widths that look like words and do not change from one rendering to the next
const widths = [62, 84, 48, 71, 55, 78, 66]

/** Rows on their way: head and columns already stand, nothing jumps (LST-11). */
export function SkeletonRows({ model, count, selectable }: { model: TableModel; count: number; selectable: boolean }) {
  return Array.from({ length: count }, (_, row) => (
    <tr key={row} aria-hidden className={css['skeleton']}>
      {selectable && (
        <td className={css['box']}>
          <Skeleton width={14} height={14} />
        </td>
      )}
      {model.shown.map(({ column }, at) => (
        <td key={column.key}>
          <Skeleton width={`${widths[(row * 3 + at * 2) % widths.length]}%`} />
        </td>
      ))}
    </tr>
  ))
}
