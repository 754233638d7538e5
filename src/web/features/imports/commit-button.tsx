import { IconChevronDown, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commitImport, type Import, takenRows } from '../../../api/imports.ts'
import { refresh, useWrite } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import css from './import-head.module.css'

type Choice = 'valid' | 'faultless'

/** *n Zeilen übernehmen*, and behind the arrow: only if none is wrong (IMP-4). Both ask first. */
export function CommitButton({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const [asking, setAsking] = useState<Choice | null>(null)
  const why = useWhy()
  const { counts, can } = record
  const taken = takenRows(record.counts)
  const label = t('action.commit', { count: taken, number: format.number(taken) })
  const locked = why(can.commit)
  if (locked !== undefined) return <Button locked={locked}>{label}</Button>
  const faulty = t('action.faulty', { count: counts.error, number: format.number(counts.error) })
  return (
    <>
      <span className={css['split']}>
        <Button kind="primary" onClick={() => setAsking('valid')}>
          {label}
        </Button>
        <Menu
          position="bottom-end"
          width={320}
          target={
            <Button kind="primary" aria-label={t('action.commitMore')} title={t('action.commitMore')}>
              <Icon of={IconChevronDown} />
            </Button>
          }
        >
          <MenuItem
            icon={IconShieldCheck}
            locked={can.commitFaultless.why === 'imports.failed_rows' ? faulty : why(can.commitFaultless)}
            onClick={() => setAsking('faultless')}
          >
            {t('action.commitFaultless')}
          </MenuItem>
        </Menu>
      </span>
      {asking && <Question record={record} choice={asking} onClose={() => setAsking(null)} />}
    </>
  )
}

const effects = ['create', 'update', 'unchanged', 'error'] as const

function Question({ record, choice, onClose }: { record: Import; choice: Choice; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const write = useWrite(commitImport, 'imports')
  const taken = takenRows(record.counts)
  const failed = (error: Error) => {
    toast.failed(error)
    // somebody may have had it checked in another way
    void refresh('imports')
  }
  const commit = () =>
    write.mutate(
      {
        params: { importId: record.id },
        revision: record.revision,
        body: { onlyIfFaultless: choice === 'faultless' },
      },
      { onSettled: onClose, onError: failed },
    )
  return (
    <Confirm
      title={t('confirm.title', { count: taken, number: format.number(taken) })}
      action={t('confirm.action')}
      busy={write.isPending}
      onConfirm={commit}
      onCancel={onClose}
    >
      <ul className={css['question']}>
        {effects
          .filter((effect) => record.counts[effect] > 0)
          .map((effect) => (
            <li key={effect}>
              {t(`confirm.${effect}`, { count: record.counts[effect], number: format.number(record.counts[effect]) })}
            </li>
          ))}
      </ul>
      {choice === 'faultless' && <p>{t('confirm.faultless')}</p>}
      <p>{t('confirm.goesOn')}</p>
    </Confirm>
  )
}
