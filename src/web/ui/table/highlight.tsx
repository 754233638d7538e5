import { memo } from 'react'
import { matchRanges } from './fold.ts'

/** A text with the words of the search marked (LST-1). */
export const Highlight = memo(function Highlight({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  const ranges = matchRanges(text, words)
  const last = ranges.at(-1)
  return (
    <>
      {ranges.map(([start, end], i) => (
        <span key={start}>
          {text.slice(ranges[i - 1]?.[1] ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(last?.[1] ?? 0)}
    </>
  )
})
