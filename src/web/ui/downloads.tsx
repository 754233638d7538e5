import { useTranslation } from 'react-i18next'
import { type Download, useDownloads } from '../lib/downloads.ts'
import { useFormat } from '../lib/use-format.ts'
import { Button } from './button.tsx'
import css from './downloads.module.css'
import { Meter } from './meter.tsx'

/** The downloads under way: rows written so far, and the way to cancel (LST-9). Rendered once. */
export function Downloads() {
  const { t } = useTranslation('common')
  const running = useDownloads()
  if (running.length === 0) return null
  return (
    <section className={css['stack']} aria-label={t('download.label')}>
      {running.map((one) => (
        <Job key={one.id} download={one} />
      ))}
    </section>
  )
}

function Job({ download: { file, rows, total, cancel } }: { download: Download }) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const number = format.number(rows)
  const text =
    file === null
      ? t('download.beginning')
      : total === null
        ? t('download.rows', { count: rows, number })
        : t('download.part', { number, total: format.number(total) })
  const name = file ?? t('download.beginning')
  return (
    <div className={css['job']}>
      <div className={css['line']}>
        <b>{name}</b>
        <Button kind="quiet" aria-label={t('download.cancelNamed', { file: name })} onClick={cancel}>
          {t('download.cancel')}
        </Button>
      </div>
      <Meter label={name} done={rows} total={total ?? undefined} text={text} />
      <p>{text}</p>
    </div>
  )
}
