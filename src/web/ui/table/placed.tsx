import type { VirtualItem } from '@tanstack/react-virtual'

/** The rows in the page, each with how much room those before it need that are not. */
export function placed<R>(items: readonly VirtualItem[], rows: readonly R[]): { row: R; index: number; gap: number }[] {
  return items.flatMap(({ index, start }, at) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, index, gap: start - (items[at - 1]?.end ?? 0) }]
  })
}

/** The room of rows that are not in the page. */
export function Gap({ height }: { height: number }) {
  // another element for another height: Chromium lays a changed row out a frame too late, and a quick click would miss
  return height > 0 && <tr key={height} aria-hidden style={{ height }} />
}
