import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelImport, type Import } from '../../../api/imports.ts'
import { useWrite } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import css from './import-page.module.css'
import { Meter } from '../../ui/meter.tsx'
import { useRemaining } from './use-remaining.ts'

interface ProgressProps {
  record: Import
  /** when this state was read, in milliseconds */
  readAt: number
}

/** Long work: what, how far, how long still, and a way to stop it. It goes on when the page is left. */
export function Progress({ record, readAt }: ProgressProps) {
  const { t } = useTranslation('imports')
  const { phase, done, total } = workOf(record)
  const label = t(`progress.${phase}`, { file: record.file })
  const text = useProgressText(record, readAt)
  return (
    <section className={css['job']} aria-label={label}>
      <div className={css['line']}>
        <b>{label}</b>
        {phase !== 'cancelling' && <Stop record={record} />}
      </div>
      <Meter label={label} done={done} total={total === 0 ? undefined : total} text={text} />
      <p>{text}</p>
    </section>
  )
}

interface Work {
  phase: 'checking' | 'running' | 'cancelling' | 'undoing'
  done: number
  total: number
}

/** What the server does with it, and how far that is. */
function workOf({ status, done, counts: { total }, undo }: Import): Work {
  if (undo?.status === 'running')
    return { phase: 'undoing', done: undo.removed + undo.restored + undo.kept, total: undo.total }
  const phase = status === 'running' || status === 'cancelling' ? status : 'checking'
  return { phase, done, total }
}

function useProgressText(record: Import, at: number): string {
  const { phase, done, total } = workOf(record)
  const { t } = useTranslation('imports')
  const format = useFormat()
  const seconds = useRemaining(phase, { at, done }, total)
  if (phase === 'cancelling') return t('progress.givingUp')
  const rows =
    total === 0
      ? t('progress.counting')
      : t('progress.rows', { done: format.number(done), total: format.number(total) })
  if (seconds === null) return t('progress.plain', { rows })
  return t('progress.rest', { rows, remaining: remaining(seconds, t) })
}

function remaining(seconds: number, t: ReturnType<typeof useTranslation<'imports'>>['t']): string {
  if (seconds < 3) return t('progress.soon')
  if (seconds < 90)
    return t('progress.seconds', { count: seconds < 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5 })
  return t('progress.minutes', { count: Math.round(seconds / 60) })
}

/** Stops the work. What is taken over by then stays, so that is asked; a dry run leaves nothing. */
function Stop({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const why = useWhy()
  const [asking, setAsking] = useState(false)
  const write = useWrite(cancelImport, 'imports')
  const stop = () =>
    write.mutate(
      { params: { importId: record.id } },
      { onSettled: () => setAsking(false), onError: (error) => toast.failed(error) },
    )
  return (
    <>
      <Button
        kind="quiet"
        busy={write.isPending}
        locked={why(record.can.cancel)}
        onClick={workOf(record).phase === 'running' ? () => setAsking(true) : stop}
      >
        {t('action.stop')}
      </Button>
      {asking && (
        <Confirm
          title={t('action.stopTitle')}
          action={t('action.stop')}
          cancel={t('action.goOn')}
          danger
          busy={write.isPending}
          onConfirm={stop}
          onCancel={() => setAsking(false)}
        >
          {t('action.stopText')}
        </Confirm>
      )}
    </>
  )
}
