import { Skeleton } from '../skeleton.tsx'
import css from './list-page.module.css'

// widths that look like words and do not change from one rendering to the next
const widths = [62, 84, 48, 71, 55, 78, 66, 59]

/** The place of a list while it is asked how it was left: neither heads nor filters are known yet (LST-11). */
export function WaitingList() {
  return (
    <div className={css['waiting']} aria-busy>
      {widths.map((width) => (
        <Skeleton key={width} width={`${width}%`} height={11} />
      ))}
    </div>
  )
}
