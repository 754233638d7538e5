import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useMemo, useRef } from 'react'
import { isForbidden } from '../../lib/problem.ts'
import { Hint } from '../hint.tsx'
import { PageHead } from '../page-head.tsx'
import { ExportMenu } from './export-menu.tsx'
import { ListBar } from './list-bar.tsx'
import { ListBody } from './list-body.tsx'
import css from './list-page.module.css'
import { readableColumns } from './list-state.ts'
import type { TableHandle } from './list-table.tsx'
import type { ListRow, ListView } from './list-view.ts'
import { PresetTabs } from './preset-tabs.tsx'
import { SearchField } from './search-field.tsx'
import { UnseenView, useRefusedView } from './unseen-view.tsx'
import { useListRows } from './use-list-rows.ts'
import { useListState } from './use-list-state.ts'

/** A declared list as a page: head, views, search and filters, rows, foot (lists.md). */
export function ListPage<R extends ListRow>({ view }: { view: ListView<R> }) {
  const { list, words, exportable = true } = view
  const [state, change, understood] = useListState(list)
  const found = useListRows(list, state, understood)
  const refused = useRefusedView(found.error, change)
  const { readable, access } = found
  const columns = useMemo(() => (readable ? readableColumns(list.columns, readable) : list.columns), [list, readable])
  const table = useRef<TableHandle>(null)
  // one step back leaves the search, however many letters were typed
  const search = useCallback((q: string) => change({ q }, { replace: state.q !== '' && q !== '' }), [change, state.q])
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const unseen = (access && view.unseen?.(access)) ?? null
  const hint = access && unseen === null ? view.hint?.(access) : null
  const presets = (view.presets ?? []).filter((preset) =>
    Object.keys(preset.filter).every((key) => columns.some((column) => column.key === key)),
  )
  const exporting = exportable && found.rows.length > 0 && <ExportMenu list={list} state={state} columns={columns} />
  // the page of the router says what is missing and who gives it
  if (isForbidden(found.error)) throw found.error
  const counting = readable !== null && unseen === null
  const foreign = !understood || refused
  return (
    <div className={css['page']}>
      <PageHead title={words.title}>{view.actions ? view.actions(exporting) : exporting}</PageHead>
      {unseen === null ? (
        <>
          {presets.length > 1 && <PresetTabs list={list} presets={presets} state={state} counting={counting} />}
          {!foreign && (
            <ListBar list={list} words={words} columns={columns} state={state} change={change} dense={!narrow}>
              <SearchField
                placeholder={words.search}
                value={state.q}
                onChange={search}
                onDown={() => table.current?.focusFirst()}
              />
            </ListBar>
          )}
          {hint && <Hint>{hint}</Hint>}
          {foreign ? (
            <UnseenView change={change} />
          ) : (
            <ListBody {...{ view, found, columns, state, change, narrow, table, counting }} />
          )}
        </>
      ) : (
        <div className={css['scroll']}>{unseen}</div>
      )}
      {view.above?.(found.rows)}
    </div>
  )
}
