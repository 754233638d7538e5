import { useState } from 'react'

interface Mark {
  at: number
  done: number
}

/** Seconds that the rest will take at the rate seen so far, `at` being when `done` was read; null until a rate can be seen. */
export function useRemaining(phase: string, { at, done }: Mark, total: number): number | null {
  const [seen, setSeen] = useState({ phase, first: { at, done }, last: { at, done } })
  const { first, last } = seen
  if (seen.phase !== phase || done < last.done) setSeen({ phase, first: { at, done }, last: { at, done } })
  else if (done !== last.done) setSeen({ ...seen, last: { at, done } })
  if (last.done === first.done || last.at === first.at) return null
  const rate = (last.done - first.done) / (last.at - first.at)
  return (total - done) / rate / 1000
}
