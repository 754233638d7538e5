import { useLocation } from '@tanstack/react-router'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { List } from '../../../api/lists.ts'
import type { SavedView } from '../../../api/views.ts'
import { useOrganization } from '../../lib/session.tsx'
import { IconButton } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import { LinkTab, LinkTabs } from './link-tabs.tsx'
import tabs from './link-tabs.module.css'
import { explicitAddress, isSameView, type ListState, sameFilter, stateFrom, viewStateOf } from './list-state.ts'
import type { Preset } from './list-view.ts'
import type { OfferedViews } from './offered-views.ts'
import type { ChangeList } from './use-list-state.ts'
import { useAcross } from './use-across.ts'
import { type FocusTab, useTabFocus } from './use-tab-focus.ts'
import { useTotal, useTotalText } from './use-total.ts'
import { ViewMenu } from './view-menu.tsx'
import { NewViewDialog } from './view-dialog.tsx'

interface ViewTabsProps {
  list: List
  /** built-in views */
  presets: readonly Preset[]
  views: OfferedViews | null
  state: ListState
  change: ChangeList
  /** counts wait for the rows */
  counting: boolean
}

/** The views of a list: built-in ones, saved ones, and a way to save another (LST-6). */
export function ViewTabs(props: ViewTabsProps) {
  const { list, presets, views, state, change } = props
  const { t } = useTranslation('lists')
  const [saving, setSaving] = useState(false)
  const { tabs: nav, focusTab } = useTabFocus(state.view)
  const current = presets.find((preset) => sameFilter(preset.filter, state.filter)) ?? presets[0]
  return (
    <>
      <LinkTabs label={t('views')} ref={nav}>
        {presets.map((preset) => (
          <PresetTab key={preset.key} {...props} preset={preset} current={state.view === null && preset === current} />
        ))}
        {views?.items.map((view) => (
          <SavedTab key={view.id} {...props} {...{ view, focusTab }} current={state.view === view.id} />
        ))}
        {views && (
          <IconButton className={tabs['add']} icon={IconPlus} label={t('view.save')} onClick={() => setSaving(true)} />
        )}
      </LinkTabs>
      {saving && views && (
        <NewViewDialog
          {...{ list, state, mayShare: views.mayShare }}
          onClose={() => setSaving(false)}
          onSaved={(id) => {
            change({ view: id })
            focusTab(id)
          }}
        />
      )}
    </>
  )
}

/** Follows a tab here, so that its state need not be asked for; with a key held down the link does what links do. */
function followed(event: MouseEvent, follow: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  follow()
}

interface SavedTabProps {
  view: SavedView
  current: boolean
  focusTab: FocusTab
}

function PresetTab({
  list,
  preset,
  state,
  change,
  counting,
  current,
}: ViewTabsProps & { preset: Preset; current: boolean }) {
  const path = useLocation({ select: (location) => location.pathname })
  const say = useTotalText()
  const total = useTotal(list, { filter: preset.filter }, counting)
  const shown = { q: '', filter: preset.filter, sort: state.view === null ? state.sort : [] }
  const across = useAcross(list)
  return (
    <LinkTab
      to={`${path}?${new URLSearchParams({ ...explicitAddress(shown, list.defaultSort), ...across })}`}
      current={current}
      count={total ? say(total) : undefined}
      onClick={(event) => followed(event, () => change({ ...shown, view: null }))}
    >
      {preset.label}
    </LinkTab>
  )
}

function SavedTab(props: ViewTabsProps & SavedTabProps) {
  const { list, view, views, state, change, counting, current, focusTab } = props
  const { t } = useTranslation('lists')
  const path = useLocation({ select: (location) => location.pathname })
  const say = useTotalText()
  const { home, organization } = useOrganization()
  const saved = view.state
  const total = useTotal(list, saved ?? {}, counting && saved !== null)
  const across = useAcross(list)
  const isChanged = current && saved !== null && !isSameView(viewStateOf(state, list.defaultSort), saved)
  const who = view.organization.id === (home ?? organization).id ? 'view.shared' : 'view.from'
  return (
    <span className={tabs['saved']} data-current={current || undefined}>
      <LinkTab
        to={`${path}?${new URLSearchParams({ view: view.id, ...across })}`}
        current={current}
        count={total ? say(total) : undefined}
        after={
          <>
            {view.shared && <SharedMark text={t(who, { organization: view.organization.name })} />}
            {isChanged && <ChangedMark />}
          </>
        }
        onClick={(event) => {
          // one that cannot be used is resolved by the server, which says so
          if (saved !== null) followed(event, () => change(stateFrom(saved, view.id, list)))
        }}
      >
        {view.name}
      </LinkTab>
      {current && views && (
        <ViewMenu
          {...{ list, view, state, change, focusTab, isChanged }}
          mayShare={views.mayShare}
          address={`${path}?view=${view.id}`}
        />
      )}
    </span>
  )
}

/** Says that the list does not show the view as it was saved. */
function ChangedMark() {
  const { t } = useTranslation('lists')
  return (
    <span className={tabs['changed']} title={t('view.changed')}>
      <VisuallyHidden>{t('view.changed')}</VisuallyHidden>
    </span>
  )
}

function SharedMark({ text }: { text: string }) {
  return (
    <span className={tabs['shared']} title={text}>
      <Icon of={IconUsersGroup} size={14} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  )
}
