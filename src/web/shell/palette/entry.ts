import type { Icon as TablerIcon } from '@tabler/icons-react'
import { matchRanges, searchWords } from '../../ui/table/fold.ts'

export const groupKeys = ['recent', 'customers', 'people', 'organizations', 'imports', 'pages', 'actions'] as const
export type GroupKey = (typeof groupKeys)[number]

/** One line of the command palette. */
export interface Entry {
  /** unique in the palette */
  key: string
  icon: TablerIcon
  name: string
  /** muted, at the right: number, place, organisation */
  note?: string | undefined
  /** opened lately on this device */
  recent?: boolean
  /** the shortcut that does the same */
  keys?: string
  run: () => void
}

export interface Group {
  key: GroupKey
  entries: readonly Entry[]
}

/** Entries whose name has every word of the text, whatever case and accents; as the lists search (LST-1). */
export function matchingEntries(entries: readonly Entry[], q: string): Entry[] {
  const words = q.trim().split(/\s+/).filter(Boolean)
  return entries.filter(({ name }) => words.every((word) => matchRanges(name, searchWords(word)).length > 0))
}

/** Those opened lately first, the others as they were. */
export function recentFirst(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => Number(b.recent ?? false) - Number(a.recent ?? false))
}
