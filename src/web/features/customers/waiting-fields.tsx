import { Fields } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './form.module.css'

/** The form of a new customer while it is on its way, with as many fields (CUS-2). */
export function WaitingFields() {
  return (
    <Fields>
      {[7, 5, 12, 3, 5, 4, 4, 4, 4].map((span, at) => (
        <div key={`${at}`} className={css['waiting']} style={{ '--span': span }}>
          <Skeleton width={72} />
          <Skeleton height={34} />
        </div>
      ))}
    </Fields>
  )
}
