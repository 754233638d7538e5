import { IconTableDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Import, importErrors } from '../../../api/imports.ts'
import { fetchFile } from '../../lib/client.ts'
import { startDownload } from '../../lib/downloads.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuCaption, MenuItem } from '../../ui/menu.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'

const choices = ['faulty', 'all'] as const

/** The rows as a workbook with the reason beside each wrong cell, to be corrected and uploaded again (IMP-3). */
export function ErrorFile({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const load = useErrorFile(record)
  const why = useWhy()
  if (record.counts.error + record.counts.warned === 0) return null
  return (
    <Menu position="bottom-end" width={320} target={<Button icon={IconTableDown}>{t('action.errorFile')}</Button>}>
      <MenuCaption>{t('errors.explained')}</MenuCaption>
      {choices.map((rows) => (
        <MenuItem key={rows} locked={why(record.can.errors)} onClick={() => void load(rows)}>
          {t(`errors.${rows}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

function useErrorFile({ id }: Import) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const { handle } = useOrganization()
  return async (rows: (typeof choices)[number]) => {
    const open = (signal: AbortSignal) =>
      fetchFile(importErrors, { organization: handle, params: { importId: id }, query: { rows } }, signal)
    const ended = await startDownload('xlsx', open, Promise.resolve(null))
    if (ended === null) return
    if ('error' in ended) toast.failed(ended.error)
    else if ('broken' in ended) toast.failed(t('download.broken'))
    else {
      const { file, rows: count } = ended
      toast.done(t('download.done', { file, count, number: format.number(count) }))
    }
  }
}
