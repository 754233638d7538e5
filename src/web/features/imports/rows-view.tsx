import { useMediaQuery } from '@mantine/hooks'
import { IconFilterX, IconInfoCircle, IconTableOff } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, takenRows } from '../../../api/imports.ts'
import { useSearchState } from '../../lib/location.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Hint } from '../../ui/hint.tsx'
import css from './import-page.module.css'
import { countOf, filterOf, RowsBar } from './rows-bar.tsx'
import { RowsFoot } from './rows-foot.tsx'
import { RowRecords } from './row-records.tsx'
import { RowTable } from './row-table.tsx'
import { useImportRows } from './use-import.ts'

/** The rows of a file with what each becomes, wrong ones with the reason beside the cell (IMP-3). */
export function RowsView({ record, children }: { record: Import; children: ReactNode }) {
  const [search] = useSearchState()
  const filter = filterOf(search['rows'])
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const scroller = useRef<HTMLDivElement>(null)
  useTopOnChange(filter, scroller)
  const above = (
    <>
      {children}
      <RowsBar record={record} filter={filter} />
      {record.status === 'checked' && record.counts.total > 0 && <NotSaved record={record} />}
    </>
  )
  return (
    <>
      {!narrow && above}
      <div className={css['scroll']} ref={scroller}>
        {/* on a phone the rows need the height */}
        {narrow && above}
        <Rows record={record} filter={filter} narrow={narrow} scroller={scroller} />
      </div>
      <RowsFoot record={record} />
    </>
  )
}

/** Another choice of rows begins at the top. */
function useTopOnChange(filter: string, scroller: RefObject<HTMLDivElement | null>): void {
  const before = useRef(filter)
  useEffect(() => {
    if (before.current !== filter) scroller.current?.scrollTo({ top: 0 })
    before.current = filter
  }, [filter, scroller])
}

function NotSaved({ record }: { record: Import }) {
  const { counts } = record
  const { t } = useTranslation('imports')
  const format = useFormat()
  const faulty = { count: counts.error, number: format.number(counts.error) }
  const said =
    takenRows(counts) === 0 ? t('rows.hintNone') : counts.error === 0 ? t('rows.hint') : t('rows.hintFaulty', faulty)
  return <Hint icon={IconInfoCircle}>{said}</Hint>
}

interface RowsProps {
  record: Import
  filter: ReturnType<typeof filterOf>
  narrow: boolean
  scroller: RefObject<HTMLDivElement | null>
}

function Rows({ record, filter, narrow, scroller }: RowsProps) {
  const { t } = useTranslation('imports')
  const found = useImportRows(record, filter)
  const { data, error, hasNextPage, isFetchingNextPage, isPending, isPlaceholderData } = found
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const retry = () => void (rows.length > 0 ? found.fetchNextPage() : found.refetch())
  const empty = !isPending && !error && rows.length === 0
  const List = narrow ? RowRecords : RowTable
  return (
    <>
      {!empty && (
        <List
          // what stands above the rows depends on the state
          key={`${record.status} ${record.undo?.status ?? ''}`}
          record={record}
          rows={rows}
          filter={filter}
          scroller={scroller}
          isLoading={isPending}
          isOld={isPlaceholderData}
          loadMore={hasNextPage && !isFetchingNextPage && !error ? () => void found.fetchNextPage() : null}
        />
      )}
      {error && <Failure error={error} title={t('rows.failed')} onRetry={retry} />}
      {empty && <NoRows record={record} filter={filter} />}
    </>
  )
}

function NoRows({ record, filter }: Pick<RowsProps, 'record' | 'filter'>) {
  const { t } = useTranslation('imports')
  const hidden = countOf(record, filter) > 0
  const kind = hidden ? 'unseen' : filter === 'all' ? 'empty' : 'none'
  return (
    <Empty icon={kind === 'none' ? IconFilterX : IconTableOff} title={t(`rows.${kind}Title`)}>
      {t(`rows.${kind}`)}
    </Empty>
  )
}
