import { type RefObject, useEffect } from 'react'

const kept = new Map<string, number>()

/** Keeps where the reader was in a list, for the way back from a record. */
export function useScrollMemory(memory: string, scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current
    return () => {
      kept.set(memory, element?.scrollTop ?? 0)
    }
  }, [memory, scroller])
}

/** Where the reader was; the top where they were not. */
export function recall(memory: string): number {
  return kept.get(memory) ?? 0
}
