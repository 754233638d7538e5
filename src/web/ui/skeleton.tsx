import css from './skeleton.module.css'

/** A line that is still on its way; its place is already there, so nothing jumps. Busy, so that a picture or a test waits for it. */
export function Skeleton({ width = '100%', height = 9 }: { width?: string | number; height?: number }) {
  return <span className={css['line']} style={{ width, height }} aria-hidden aria-busy />
}
