import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Failure } from '../failure.tsx'
import { searchWords } from './fold.ts'
import { ListFoot, ListNews, SelectionBar } from './list-foot.tsx'
import type { Arranged } from './columns.ts'
import css from './list-page.module.css'
import { type ListState, listParams } from './list-state.ts'
import { ListTable, type TableHandle } from './list-table.tsx'
import type { ListRow, ListView } from './list-view.ts'
import { LiveHint } from './live-hint.tsx'
import { NoMatch } from './no-match.tsx'
import { RecordList } from './record-list.tsx'
import { useAcross } from './use-across.ts'
import type { ListRows } from './use-list-rows.ts'
import { useLiveRows } from './use-live-rows.ts'
import type { ChangeList } from './use-list-state.ts'
import type { TableModel } from './use-table-model.ts'
import { useTotal } from './use-total.ts'

interface ListBodyProps<R extends ListRow> {
  view: ListView<R>
  found: ListRows<R>
  columns: readonly Column[]
  state: ListState
  change: ChangeList
  /** too narrow for columns */
  narrow: boolean
  table: RefObject<TableHandle | null>
  counting: boolean
  arranged: Arranged
  model: TableModel
  /** where there are no columns: whether records are being chosen */
  selecting: boolean
}

/** The rows with their foot: table or records, skeletons, empty, error (LST-11). */
export function ListBody<R extends ListRow>(props: ListBodyProps<R>) {
  const { view, found, state, change, narrow, table, counting, arranged, model, selecting } = props
  const { list, words } = view
  const { handle } = useOrganization()
  const across = useAcross(list)
  const scroller = useRef<HTMLDivElement>(null)
  const narrowed = state.q !== '' || Object.keys(state.filter).length > 0
  const matching = useTotal(list, { q: state.q, filter: state.filter }, counting && narrowed)
  const all = useTotal(list, {}, counting)
  const known = narrowed ? matching : all
  const total = known?.exact ? known.value : null
  const memory = `${list.key} ${handle} ${JSON.stringify({ ...listParams(state, list.defaultSort), ...across })}`
  const marked = useMemo(() => searchWords(state.q), [state.q])
  useTopOnChange(scroller, memory, model.clearSelection)
  const chosen = Object.keys(model.selected).length
  const isEmpty = !found.isLoading && found.rows.length === 0
  const live = useLiveRows({ list, state, found, scroller, onGone: model.deselect })
  const clear = () => {
    model.clearSelection()
    // the button goes with what was chosen; who has looked further on stays there
    table.current?.focusActive({ preventScroll: true })
  }
  const shared = { view, found, words: marked, memory, scroller, fresh: live.fresh }
  return (
    <>
      <LiveHint {...live} />
      <div className={css['scroll']} ref={scroller}>
        {narrow && <RecordList {...shared} model={model} handle={table} selecting={selecting} />}
        {/* empty by filter keeps the heads, so that the filter can be changed there */}
        {!narrow && (!isEmpty || narrowed) && (
          <ListTable {...shared} {...{ model, state, change, total, arranged }} handle={table} />
        )}
        <Instead {...props} isEmpty={isEmpty} narrowed={narrowed} />
      </div>
      <SelectionBar count={chosen} onClear={clear}>
        {chosen > 0 &&
          view.bulk?.({
            rows: found.rows.filter(({ id }) => model.selected[id]),
            keep: model.keepSelected,
            focus: () => table.current?.focusActive(),
          })}
      </SelectionBar>
      <ListFoot words={words} state={state} matching={matching} all={all} />
      <ListNews loading={found.isLoading || found.isOld} rows={found.rows.length} chosen={chosen} />
    </>
  )
}

interface InsteadProps<R extends ListRow> extends ListBodyProps<R> {
  isEmpty: boolean
  /** by search or filter */
  narrowed: boolean
}

/** What stands where rows would: an error, or why there are none. */
function Instead<R extends ListRow>({ view, found, columns, state, change, isEmpty, narrowed }: InsteadProps<R>) {
  const { t } = useTranslation('lists')
  if (found.error) {
    const title = t(found.rows.length > 0 ? 'error.more' : 'error.title')
    return <Failure error={found.error} title={title} onRetry={found.retry} />
  }
  if (!isEmpty) return null
  return narrowed ? <NoMatch list={view.list} words={view.words} {...{ columns, state, change }} /> : view.nothing
}

/** Another search, filter or sort begins at the top, with nothing chosen. */
function useTopOnChange(scroller: RefObject<HTMLDivElement | null>, memory: string, clear: () => void): void {
  const before = useRef(memory)
  useEffect(() => {
    if (before.current === memory) return
    before.current = memory
    scroller.current?.scrollTo({ top: 0 })
    clear()
  })
}
