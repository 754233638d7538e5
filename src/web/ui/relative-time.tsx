import { useFormat } from '../lib/use-format.ts'

/** A moment as a person says it, the exact one on hover. */
export function RelativeTime({ time }: { time: string }) {
  const format = useFormat()
  return (
    <time dateTime={time} title={format.exact(time)}>
      {format.relative(time)}
    </time>
  )
}
