import { IconAlertCircle, IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportUndo } from '../../../api/imports.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Icon } from '../../ui/icon.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import css from './import-page.module.css'

const effects = ['removed', 'restored', 'kept', 'unseen'] as const

/** What undoing an import has removed, restored and kept, and where it was stopped (IMP-5). */
export function UndoOutcome({ undo }: { undo: ImportUndo }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { status, failure, total, finishedAt, person } = undo
  const settled = undo.removed + undo.restored + undo.kept + undo.unseen
  const facts = effects.filter((effect) => undo[effect] > 0)
  const failed = status === 'failed'
  return (
    <section className={css['outcome']} data-kind={failed ? 'bad' : undefined} aria-label={t('undo.outcome')}>
      <Icon of={failed ? IconAlertCircle : IconArrowBackUp} />
      <div>
        <ul className={css['facts']}>
          {facts.map((effect) => (
            <li key={effect}>{t(`undo.${effect}`, { count: undo[effect], number: format.number(undo[effect]) })}</li>
          ))}
        </ul>
        {status !== 'done' && (
          <p>
            {failed ? t(failure === 'not_allowed' ? 'undo.notAllowed' : 'undo.broken') : t('undo.stopped')}{' '}
            {t('undo.stands', { count: total - settled, number: format.number(total - settled) })}
          </p>
        )}
        {undo.kept > 0 && status === 'done' && <p>{t('undo.keptNote')}</p>}
        {finishedAt && (
          <p>
            {person} · <RelativeTime time={finishedAt} />
          </p>
        )}
      </div>
    </section>
  )
}
