import { IconHistory } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { auditList, type AuditRow } from '../../../api/audit.ts'
import type { Format } from '../../lib/format.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { Link } from '../../ui/link.tsx'
import { Highlight } from '../../ui/table/highlight.tsx'
import type { ListView, ListWords } from '../../ui/table/list-view.ts'
import css from './audit.module.css'
import { Details } from './details.tsx'

/** How the audit log looks (ACC-11a). */
export function auditView(t: TFunction<'audit'>, format: Format, words: ListWords): ListView<AuditRow> {
  return {
    list: auditList,
    words,
    nameColumn: 'action',
    flexibleColumn: 'details',
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
  }
}

/** The person, and while working as, where they came from (ACC-3). */
function Who({ row, words }: { row: AuditRow; words: readonly string[] }) {
  const { t } = useTranslation('audit')
  return (
    <>
      <Highlight text={row.person} words={words} />
      {row.home && (
        <span className={css['as']} title={t('as', { home: row.home.name })}>
          {t('as', { home: row.home.name })}
        </span>
      )}
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
  return object.type === 'customer' && may('customers.read') ? (
    <Link to={paths.customer(handle, object.id)}>{object.name}</Link>
  ) : (
    object.name
  )
}
