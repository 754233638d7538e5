import { IconHistory } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { auditActions, auditList, type AuditRow } from '../../../api/audit.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { Link } from '../../ui/link.tsx'
import { Highlight } from '../../ui/table/highlight.tsx'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListView, ListWords } from '../../ui/table/list-view.ts'
import css from './audit.module.css'
import { Details } from './details.tsx'

const flexibleColumn = 'details'

/** Who did what: the audit log of the organisation and of those below (ACC-11a). */
export function AuditPage() {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const words = useAuditWords()
  const view: ListView<AuditRow> = useMemo(
    () => ({
      list: auditList,
      words,
      nameColumn: 'action',
      flexibleColumn,
      nameOf: (row) => t(`action.${row.action}`),
      cells: {
        person: (row, marked) => <Who row={row} words={marked} />,
        object: (row) => <What row={row} />,
        details: (row) => <Details row={row} />,
      },
      record: (row, marked) => ({
        amount: format.relative(row.at),
        place: <Who row={row} words={marked} />,
        status: row.redacted ? t('unseen') : row.object?.name,
      }),
      nothing: (
        <Empty icon={IconHistory} title={t('nothing.title')}>
          {t('nothing.body')}
        </Empty>
      ),
    }),
    [words, t, format],
  )
  return <ListPage view={view} />
}

/** The person, and while working as, where they came from (ACC-3). */
function Who({ row, words }: { row: AuditRow; words: readonly string[] }) {
  const { t } = useTranslation('audit')
  return (
    <>
      <Highlight text={row.person} words={words} />
      {row.home && <span className={css['as']} title={t('as', { home: row.home.name })}>
          {t('as', { home: row.home.name })}
        </span>}
    </>
  )
}

/** What it was done to; a record out of sight is only said to be one. */
function What({ row }: { row: AuditRow }) {
  const { t } = useTranslation('audit')
  const { handle, may } = useOrganization()
  const { object, redacted } = row
  if (redacted) return <span className={css['unseen']}>{t('unseen')}</span>
  if (object === null) return null
  return object.type === 'customer' && may('customers.read') ? <Link to={paths.customer(handle, object.id)}>{object.name}</Link> : object.name
}

const columns = ['at', 'person', 'action', 'object', 'organization', 'home', 'details'] as const

function useAuditWords(): ListWords {
  const { t } = useTranslation('audit')
  return useMemo(
    () => ({
      title: t('title'),
      search: t('search'),
      column: (key) => {
        const column = columns.find((one) => one === key)
        return column ? t(`column.${column}`) : key
      },
      choice: (_, value) => {
        const action = auditActions.find((one) => one === value)
        return action ? t(`action.${action}`) : value
      },
      things: (count, number) => t('things', { count, number }),
      part: (number, total) => t('part', { number, total }),
      noMatch: t('noMatch'),
    }),
    [t],
  )
}
