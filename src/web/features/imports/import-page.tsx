import { useParams } from '@tanstack/react-router'
import { IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useSearchState } from '../../lib/location.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useOpened } from '../../lib/use-opened.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Stopped } from '../../ui/stopped.tsx'
import { ImportHead } from './import-head.tsx'
import { ImportNews } from './import-news.tsx'
import css from './import-page.module.css'
import { isMoving, wasChecked } from './import-state.ts'
import { MappingView } from './mapping-view.tsx'
import { Outcome } from './outcome.tsx'
import { Progress } from './progress.tsx'
import { RowsView } from './rows-view.tsx'
import { useImport } from './use-import.ts'
import { useMapping } from './use-mapping.ts'

/** One import: its columns, the dry run, taking it over, and what came of it (IMP-2 to IMP-4). */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const { handle, importId } = useParams({ from: '/o/$handle/imports/$importId' })
  const found = useImport(importId)
  if (found.data) return <ImportSheet key={importId} record={found.data} readAt={found.dataUpdatedAt} />
  if (found.error instanceof ApiProblem && found.error.status === 404) {
    return (
      <Stopped
        icon={IconEyeOff}
        title={t('page.missingTitle')}
        text={t('page.missing')}
        actions={<ButtonLink to={paths.imports(handle)}>{t('page.toList')}</ButtonLink>}
      />
    )
  }
  if (found.error)
    return <Failure page error={found.error} title={t('page.failed')} onRetry={() => void found.refetch()} />
  return (
    <div className={css['waiting']} aria-busy>
      <Skeleton width={140} />
      <Skeleton width={220} height={20} />
      <Skeleton height={3} />
      {[62, 48, 71, 55, 78, 60].map((width) => (
        <Skeleton key={width} width={`${width}%`} />
      ))}
    </div>
  )
}

function ImportSheet({ record, readAt }: { record: Import; readAt: number }) {
  useOpened({ kind: 'import', id: record.id, name: record.file })
  const [{ view }] = useSearchState()
  const mapping = useMapping(record)
  // the choices stay while one looks at the rows; only leaving the import would lose them
  const { question } = useDiscardQuestion(mapping.dirty)
  const showsColumns = view === 'columns' && record.can.remap.ok
  return (
    <div className={css['page']}>
      <ImportHead record={record} mapping={mapping} showsColumns={showsColumns} />
      {showsColumns ? <MappingView record={record} mapping={mapping} /> : <Course record={record} readAt={readAt} />}
      <ImportNews record={record} />
      {question}
    </div>
  )
}

/** What is going on, or what came of it, and the rows as soon as there are results. */
function Course({ record, readAt }: { record: Import; readAt: number }) {
  const state = isMoving(record) ? (
    <Progress record={record} readAt={readAt} />
  ) : (
    record.status !== 'checked' && <Outcome record={record} />
  )
  if (wasChecked(record) || record.status === 'checked') return <RowsView record={record}>{state}</RowsView>
  return <div className={css['scroll']}>{state}</div>
}
