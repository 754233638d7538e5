import { IconTableImport } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useGo } from '../../lib/location.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Link } from '../../ui/link.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ImportStatus, useCountsText } from './import-status.tsx'
import css from './imports.module.css'
import { useImports } from './use-import.ts'

/** Earlier imports, the newest first; each opens its page. */
export function ImportList() {
  const { t } = useTranslation('imports')
  const { data, error, isPending, refetch } = useImports()
  return (
    <Section title={t('earlier.title')}>
      {isPending && [72, 58, 64].map((width) => <Waiting key={width} width={width} />)}
      {error && <Failure error={error} title={t('earlier.failed')} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Empty icon={IconTableImport} title={t('earlier.emptyTitle')}>
          {t('earlier.empty')}
        </Empty>
      )}
      {data && data.items.length > 0 && <Table items={data.items} />}
    </Section>
  )
}

function Waiting({ width }: { width: number }) {
  return (
    <div className={css['waiting']} aria-hidden>
      <Skeleton width={`${width}%`} />
    </div>
  )
}

function Table({ items }: { items: readonly Import[] }) {
  const { t } = useTranslation('imports')
  return (
    <table className={css['list']} aria-label={t('earlier.title')}>
      <thead>
        <tr>
          <th scope="col" className={css['file']}>
            {t('earlier.file')}
          </th>
          <th scope="col" className={css['status']}>
            {t('earlier.status')}
          </th>
          <th scope="col">{t('earlier.rows')}</th>
          <th scope="col" className={css['maker']}>
            {t('earlier.maker')}
          </th>
          <th scope="col" className={css['time']}>
            {t('earlier.time')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((record) => (
          <Row key={record.id} record={record} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const { handle, organization } = useOrganization()
  const go = useGo()
  const counts = useCountsText()(record)
  const to = paths.import(handle, record.id)
  const open = ({ target }: MouseEvent) => {
    if (target instanceof Element && !target.closest('a') && getSelection()?.isCollapsed !== false) go(to)
  }
  return (
    <tr onClick={open}>
      <td className={css['file']} title={record.file}>
        <Link to={to}>{record.file}</Link>
        {record.organization.id !== organization.id && (
          <span className={css['where']}> {t('page.in', { organization: record.organization.name })}</span>
        )}
      </td>
      <td className={css['status']}>
        <ImportStatus record={record} />
      </td>
      <td className={css['counts']}>{counts}</td>
      <td className={css['maker']}>{record.maker}</td>
      <td className={css['time']}>
        <RelativeTime time={record.createdAt} />
      </td>
    </tr>
  )
}
