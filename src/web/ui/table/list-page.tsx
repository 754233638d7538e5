import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { isForbidden, isMissing } from '../../lib/problem.ts'
import { Failure } from '../failure.tsx'
import { Hint } from '../hint.tsx'
import { PageHead } from '../page-head.tsx'
import { type Arranged, layoutOf, wantedOf } from './columns.ts'
import { ExportMenu } from './export-menu.tsx'
import { ListBar } from './list-bar.tsx'
import { ListBody } from './list-body.tsx'
import css from './list-page.module.css'
import { type ListState, readableColumns } from './list-state.ts'
import type { TableHandle } from './list-table.tsx'
import type { ListRow, ListView, Preset } from './list-view.ts'
import { SearchField } from './search-field.tsx'
import { MissingView, UnseenView, useRefusedView } from './unseen-view.tsx'
import { type ListRows, useListRows } from './use-list-rows.ts'
import { type ChangeList, type OpenedList, useListState } from './use-list-state.ts'
import { useSelecting } from './use-selecting.ts'
import { useTableModel } from './use-table-model.ts'
import { ViewTabs } from './view-tabs.tsx'
import { WaitingList } from './waiting-list.tsx'

/** A declared list as a page: head, views, search and filters, rows, foot (lists.md). */
export function ListPage<R extends ListRow>({ view }: { view: ListView<R> }) {
  const { list, words, exportable = true } = view
  const opened = useListState(list)
  const { state, unseen: foreign, error } = opened
  const found = useListRows(list, foreign === null ? state : null)
  useRefusedView(found.error, opened.resolveAgain)
  const { readable, access } = found
  const columns = useMemo(() => (readable ? readableColumns(list.columns, readable) : list.columns), [list, readable])
  const unseen = (access && view.unseen?.(access)) ?? null
  const exporting = exportable && state !== null && found.rows.length > 0 && (
    <ExportMenu list={list} nameColumn={view.nameColumn} state={state} columns={columns} />
  )
  // the page of the router says what is missing and who gives it
  for (const problem of [error, found.error]) if (isForbidden(problem)) throw problem
  return (
    <div className={css['page']}>
      <PageHead title={words.title}>{view.actions ? view.actions(exporting) : exporting}</PageHead>
      {unseen === null ? (
        <Opened {...{ view, opened, found, columns }} />
      ) : (
        <div className={css['scroll']}>{unseen}</div>
      )}
      {view.above?.(found.rows)}
    </div>
  )
}

interface OpenedProps<R extends ListRow> {
  view: ListView<R>
  opened: OpenedList
  found: ListRows<R>
  columns: readonly Column[]
}

/** The list once it is known what it shows; before that its place, and instead of it why it can't be. */
function Opened<R extends ListRow>(props: OpenedProps<R>) {
  const { view, opened, found, columns } = props
  const { state, change, unseen, error, retry, views } = opened
  const { t } = useTranslation('lists')
  const presets = usePresets(view, columns)
  const counting = found.readable !== null
  if (error)
    return isMissing(error) ? <MissingView /> : <Failure error={error} title={t('error.title')} onRetry={retry} />
  if (state === null) return <WaitingList />
  return (
    <>
      {(presets.length > 1 || view.presets === undefined || (views && views.items.length > 0)) && (
        <ViewTabs list={view.list} {...{ presets, views, state, change, counting }} />
      )}
      {unseen === null ? (
        <Sheet {...{ view, found, columns, state, change, counting }} />
      ) : (
        <UnseenView title={unseen} change={change} />
      )}
    </>
  )
}

interface SheetProps<R extends ListRow> extends Omit<OpenedProps<R>, 'opened'> {
  state: ListState
  change: ChangeList
  counting: boolean
}

/** Search, filters and columns above the rows. */
function Sheet<R extends ListRow>({ view, found, columns, state, change, counting }: SheetProps<R>) {
  const { list, words, nameColumn } = view
  const table = useRef<TableHandle>(null)
  const [panelOpen, setPanelOpen] = useState(false)
  // one step back leaves the search, however many letters were typed
  const search = useCallback((q: string) => change({ q }, { replace: state.q !== '' && q !== '' }), [change, state.q])
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const hint = found.access && view.hint?.(found.access, found.rows)
  const arranged: Arranged = {
    layout: layoutOf(columns, nameColumn, state),
    // how columns stand is no step to go back by
    arrange: (next) => change(wantedOf(next), { replace: true }),
    onAll: () => setPanelOpen(true),
  }
  const model = useTableModel(view, columns, found.rows, arranged.layout)
  const selecting = useSelecting(model, narrow && view.selectable === true)
  return (
    <>
      <ListBar
        {...{ list, words, columns, state, change, nameColumn, arranged, panelOpen, setPanelOpen, selecting }}
        dense={!narrow}
      >
        <SearchField
          placeholder={words.search}
          value={state.q}
          onChange={search}
          onDown={() => table.current?.focusFirst()}
        />
      </ListBar>
      {hint && <Hint>{hint}</Hint>}
      <ListBody
        {...{ view, found, columns, state, change, narrow, table, counting, arranged, model }}
        selecting={selecting?.on === true}
      />
    </>
  )
}

/** The built-in views that this reader can use; a list that declares none has one of everything. */
function usePresets<R extends ListRow>({ presets }: ListView<R>, columns: readonly Column[]): readonly Preset[] {
  const { t } = useTranslation('lists')
  const built = presets ?? [{ key: 'all', label: t('view.all'), filter: {} }]
  return built.filter((preset) => Object.keys(preset.filter).every((key) => columns.some((one) => one.key === key)))
}
