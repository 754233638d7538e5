import { IconDownload, IconFileTypeCsv, IconFileTypeXls } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Column, List } from '../../../api/lists.ts'
import { call, fetchFile } from '../../lib/client.ts'
import { startDownload } from '../../lib/downloads.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../button.tsx'
import { Menu, MenuCaption, MenuItem } from '../menu.tsx'
import { toast } from '../toast.tsx'
import { layoutOf } from './columns.ts'
import css from './list-page.module.css'
import { type ListState, listParams } from './list-state.ts'
import { useAcross } from './use-across.ts'

interface ExportMenuProps {
  list: Pick<List, 'csv' | 'xlsx' | 'total' | 'defaultSort' | 'across'>
  nameColumn: string
  state: ListState
  /** what this reader may read */
  columns: readonly Column[]
}

const kinds = [
  { kind: 'xlsx', icon: IconFileTypeXls },
  { kind: 'csv', icon: IconFileTypeCsv },
] as const

/** The same rows as a file, with the columns that are shown or all of them (LST-9). */
export function ExportMenu(props: ExportMenuProps) {
  const { t } = useTranslation('lists')
  const download = useExport(props)
  return (
    <Menu
      position="bottom-end"
      width={300}
      target={
        <Button icon={IconDownload} title={t('exportLong')} className={css['export']}>
          {t('export')}
        </Button>
      }
    >
      <MenuCaption>{t('exporting.rows')}</MenuCaption>
      {kinds.flatMap(({ kind, icon }) =>
        (['shown', 'all'] as const).map((which) => (
          <MenuItem
            key={`${kind} ${which}`}
            icon={icon}
            note={t(`exporting.${which}`)}
            onClick={() => void download(kind, which === 'all')}
          >
            {t(`exporting.${kind}`)}
          </MenuItem>
        )),
      )}
    </Menu>
  )
}

function useExport({ list, nameColumn, state, columns }: ExportMenuProps) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const { handle } = useOrganization()
  const { q, filter, sort } = listParams(state, list.defaultSort)
  const across = useAcross(list)
  return async (kind: 'csv' | 'xlsx', whole: boolean) => {
    const rows = { ...(q && { q }), ...(filter && { filter }), ...across }
    const shown = layoutOf(columns, nameColumn, state).shown.map(({ key }) => key)
    const query = { ...rows, ...(sort && { sort }), ...(!whole && { columns: shown.join(',') }) }
    const total = call(list.total, { organization: handle, query: rows }).then(
      ({ value, exact }) => (exact ? value : null),
      () => null,
    )
    const ended = await startDownload(
      kind,
      (signal) => fetchFile(list[kind], { organization: handle, query }, signal),
      total,
    )
    if (ended === null) return
    if ('error' in ended) toast.failed(ended.error)
    else if ('broken' in ended) toast.failed(t('download.broken'))
    else {
      const { file, rows: count } = ended
      toast.done(t('download.done', { file, count, number: format.number(count) }))
    }
  }
}
