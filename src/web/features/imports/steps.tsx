import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { classes } from '../../ui/classes.ts'
import { Link } from '../../ui/link.tsx'
import hidden from '../../ui/visually-hidden.module.css'
import css from './import-head.module.css'
import { shownStatus } from './import-state.ts'

const steps = ['file', 'columns', 'check', 'commit'] as const

const reached = {
  checking: 2,
  checked: 2,
  running: 3,
  done: 4,
  failed: 2,
  cancelling: 2,
  cancelled: 2,
  stopped: 3,
  undoing: 4,
  undone: 4,
  partly: 4,
} as const

/** From the file to the customers; behind it, and where it can be gone back to. */
export function Steps({ record, showsColumns }: { record: Import; showsColumns: boolean }) {
  const { t } = useTranslation('imports')
  const { handle } = useOrganization()
  const at = reached[shownStatus(record)]
  const now = showsColumns ? 1 : at
  const page = paths.import(handle, record.id)
  const links: Partial<Record<(typeof steps)[number], string>> = record.can.remap.ok
    ? { columns: `${page}?view=columns`, check: page }
    : {}
  return (
    <ol className={css['steps']} aria-label={t('step.label')}>
      {steps.map((step, place) => {
        const to = place === now || place > at ? undefined : links[step]
        const last = now === steps.length && place === steps.length - 1
        const word = (
          <>
            {place + 1}
            <span className={classes(css['word'], place !== now && !last && hidden['onPhone'])}>
              {t(`step.${step}`)}
            </span>
          </>
        )
        return (
          <li
            key={step}
            className={classes(place < now && css['done'], place === now && css['now'], last && css['last'])}
            aria-current={place === now ? 'step' : undefined}
          >
            {to === undefined ? word : <Link to={to}>{word}</Link>}
          </li>
        )
      })}
    </ol>
  )
}
