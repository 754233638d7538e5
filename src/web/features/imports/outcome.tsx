import { IconAlertCircle, IconCircleCheck, IconPlayerPause, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import css from './import-page.module.css'
import { shownStatus, wasChecked } from './import-state.ts'
import { UndoOutcome } from './undo-outcome.tsx'
import { useImportWords } from './use-import-words.ts'

/** What came of an import that is over, and what helps where nothing did. */
export function Outcome({ record }: { record: Import }) {
  const status = shownStatus(record)
  if (record.undo) return <UndoOutcome undo={record.undo} />
  if (status === 'done') return <Done record={record} />
  if (status === 'failed') return <Failed record={record} />
  return <Ended record={record} stopped={status === 'stopped'} />
}

const effects = ['create', 'update', 'unchanged'] as const

function Done({ record: { counts } }: { record: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const say = (effect: (typeof effects)[number] | 'error') =>
    t(`outcome.${effect}`, { count: counts[effect], number: format.number(counts[effect]) })
  return (
    <section className={css['outcome']} data-kind="ok" aria-label={t('page.done')}>
      <Icon of={IconCircleCheck} />
      <div>
        <ul className={css['facts']}>
          {effects
            .filter((effect) => counts[effect] > 0)
            .map((effect) => (
              <li key={effect}>{say(effect)}</li>
            ))}
          {counts.error > 0 && <li className={css['bad']}>{say('error')}</li>}
        </ul>
        {counts.error > 0 && <p>{t('outcome.remain')}</p>}
      </div>
    </section>
  )
}

function Failed({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const { handle } = useOrganization()
  const words = useImportWords()
  const unread = !wasChecked(record) && record.failure !== 'internal' && record.failure !== 'not_allowed'
  return (
    <section className={css['outcome']} data-kind="bad" aria-label={t('page.failedTitle')}>
      <Icon of={IconAlertCircle} />
      <div>
        <p>
          <b>{(record.failure && words.failure(record.failure)) || t('outcome.failed')}</b>
        </p>
        {unread && (
          <p>
            {t('outcome.wrongReading')}{' '}
            <Link to={`${paths.import(handle, record.id)}?view=columns`}>{t('rows.remap')}</Link>
          </p>
        )}
      </div>
    </section>
  )
}

function Ended({ record, stopped }: { record: Import; stopped: boolean }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { done, counts } = record
  return (
    <section className={css['outcome']} aria-label={t(stopped ? 'page.stopped' : 'page.cancelled')}>
      <Icon of={stopped ? IconPlayerPause : IconTrash} />
      <p>
        {stopped
          ? t('outcome.stopped', { done: format.number(done), total: format.number(counts.total) })
          : t('outcome.cancelled')}
      </p>
    </section>
  )
}
