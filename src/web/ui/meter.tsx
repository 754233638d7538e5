import css from './meter.module.css'

interface MeterProps {
  label: string
  done: number
  /** absent: how much there is to do is not known yet */
  total?: number | undefined
  /** what stands beside it in words */
  text: string
}

/** How far long work has come. */
export function Meter({ label, done, total, text }: MeterProps) {
  const percent = total === undefined || total === 0 ? undefined : Math.min(100, Math.round((done / total) * 100))
  return (
    <div
      className={css['meter']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      data-unknown={percent === undefined || undefined}
    >
      <i style={percent === undefined ? undefined : { width: `${percent}%` }} />
    </div>
  )
}
