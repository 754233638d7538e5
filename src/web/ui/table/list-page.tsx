import { useMediaQuery } from '@mantine/hooks'
import { IconFileTypeCsv } from '@tabler/icons-react'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../../api/lists.ts'
import { href } from '../../lib/client.ts'
import { isForbidden } from '../../lib/problem.ts'
import { useOrganization } from '../../lib/session.tsx'
import { ButtonLink } from '../button.tsx'
import { Hint } from '../hint.tsx'
import { PageHead } from '../page-head.tsx'
import { ListBar } from './list-bar.tsx'
import { ListBody } from './list-body.tsx'
import css from './list-page.module.css'
import { type ListState, listParams, readableColumns } from './list-state.ts'
import type { TableHandle } from './list-table.tsx'
import type { ListRow, ListView } from './list-view.ts'
import { PresetTabs } from './preset-tabs.tsx'
import { SearchField } from './search-field.tsx'
import { UnseenView, useRefusedView } from './unseen-view.tsx'
import { useAcross } from './use-across.ts'
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
  const hint = access && unseen === null ? view.hint?.(access, found.rows) : null
  const presets = (view.presets ?? []).filter((preset) =>
    Object.keys(preset.filter).every((key) => columns.some((column) => column.key === key)),
  )
  const exporting = exportable && found.rows.length > 0 && <ExportLink view={view} state={state} columns={columns} />
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

/** The same rows and columns as a file (LST-9). */
function ExportLink<R extends ListRow>({
  view,
  state,
  columns,
}: {
  view: ListView<R>
  state: ListState
  columns: readonly Column[]
}) {
  const { t } = useTranslation('lists')
  const { handle } = useOrganization()
  const shown = columns.filter((column) => column.visible).map((column) => column.key)
  const across = useAcross(view.list)
  const query = { ...listParams(state, view.list.defaultSort), columns: shown.join(','), ...across }
  return (
    <ButtonLink
      to={href(view.list.csv, { organization: handle, query })}
      target="_self"
      download
      icon={IconFileTypeCsv}
      title={t('exportLong')}
      className={css['export']}
    >
      {t('export')}
    </ButtonLink>
  )
}
