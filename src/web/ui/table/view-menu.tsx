import {
  IconArrowBackUp,
  IconCopyPlus,
  IconDeviceFloppy,
  IconDots,
  IconLink,
  IconPencil,
  IconTrash,
  IconUsersGroup,
  IconUserShield,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { List } from '../../../api/lists.ts'
import type { SavedView, ViewState } from '../../../api/views.ts'
import { call } from '../../lib/client.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { IconButton } from '../button.tsx'
import { Menu, MenuCaption, MenuDivider, MenuItem } from '../menu.tsx'
import { toast } from '../toast.tsx'
import tabs from './link-tabs.module.css'
import { type ListState, stateFrom, viewStateOf } from './list-state.ts'
import { noteView, refreshViews } from './offered-views.ts'
import type { ChangeList } from './use-list-state.ts'
import type { FocusTab } from './use-tab-focus.ts'
import { useWhy } from './use-why.ts'
import { NewViewDialog, RenameDialog } from './view-dialog.tsx'

interface ViewMenuProps {
  list: List
  view: SavedView
  state: ListState
  change: ChangeList
  focusTab: FocusTab
  /** the list does not show it as it was saved */
  isChanged: boolean
  mayShare: SavedView['can']['share']
  address: string
}

const nameTaken: ReadonlySet<string> = new Set(['views.name_taken', 'views.shared_name_taken'])

/** What can be done with a saved view (LST-6). Built-in views have no menu: they can't be changed. */
export function ViewMenu(props: ViewMenuProps) {
  const { list, view, state, change, focusTab, isChanged, mayShare, address } = props
  const { t } = useTranslation('lists')
  const why = useWhy()
  const [naming, setNaming] = useState<'renamed' | 'new' | null>(null)
  const close = () => setNaming(null)
  const { update, remove } = useViewWrites(list, view, { change, focusTab })
  // one sentence for all of it, instead of the same one below each
  const isForeign = isNotTheirs(view)
  const copy = (
    <MenuItem icon={IconLink} onClick={() => copyLink(address, t('view.copied'))}>
      {t('view.copy')}
    </MenuItem>
  )
  return (
    <>
      <Menu
        position="bottom-start"
        target={<IconButton className={tabs['menu']} icon={IconDots} label={t('view.menu', { name: view.name })} />}
      >
        {isChanged && <Changes {...props} onKeep={(now) => update({ state: now })} onNew={() => setNaming('new')} />}
        {isForeign ? (
          <>
            {copy}
            <MenuCaption>{why(view.can.update, { organization: view.organization.name })}</MenuCaption>
          </>
        ) : (
          <>
            <MenuItem icon={IconPencil} locked={why(view.can.update)} onClick={() => setNaming('renamed')}>
              {t('view.rename')}
            </MenuItem>
            <MenuItem
              icon={view.shared ? IconUserShield : IconUsersGroup}
              locked={why(view.can.share)}
              onClick={() => update({ shared: !view.shared })}
            >
              {t(view.shared ? 'view.unshare' : 'view.share')}
            </MenuItem>
            {copy}
            <MenuDivider />
            <MenuItem icon={IconTrash} danger locked={why(view.can.remove)} onClick={remove}>
              {t('view.remove')}
            </MenuItem>
          </>
        )}
      </Menu>
      {naming === 'renamed' && <RenameDialog {...{ list, view }} onClose={close} />}
      {naming === 'new' && (
        <NewViewDialog
          {...{ list, state, mayShare }}
          onClose={close}
          onSaved={(id) => {
            change({ view: id })
            focusTab(id)
          }}
        />
      )}
    </>
  )
}

/** Nothing of it can be done, all for the same reason. */
function isNotTheirs({ can: { update, share, remove } }: SavedView): boolean {
  return [update, share, remove].every(({ ok, why }) => !ok && why === update.why)
}

interface ChangesProps extends ViewMenuProps {
  onKeep: (now: ViewState) => void
  onNew: () => void
}

/** What can be done with what was changed since the view was opened; a view of somebody else is kept under another name. */
function Changes({ list, view, state, change, onKeep, onNew }: ChangesProps) {
  const { t } = useTranslation('lists')
  const why = useWhy()
  const saved = view.state
  return (
    <>
      {!isNotTheirs(view) && (
        <MenuItem
          icon={IconDeviceFloppy}
          locked={why(view.can.update)}
          onClick={() => onKeep(viewStateOf(state, list.defaultSort))}
        >
          {t('view.keepChanges')}
        </MenuItem>
      )}
      <MenuItem icon={IconCopyPlus} onClick={onNew}>
        {t('view.saveAsNew')}
      </MenuItem>
      {saved && (
        <MenuItem icon={IconArrowBackUp} onClick={() => change(stateFrom(saved, view.id, list))}>
          {t('view.dropChanges')}
        </MenuItem>
      )}
      <MenuDivider />
    </>
  )
}

function copyLink(address: string, said: string): void {
  navigator.clipboard.writeText(new URL(address, location.href).href).then(
    () => toast.done(said),
    (error: unknown) => toast.failed(error),
  )
}

function useViewWrites(list: List, view: SavedView, { change, focusTab }: Pick<ViewMenuProps, 'change' | 'focusTab'>) {
  const { t } = useTranslation('lists')
  const { handle } = useOrganization()
  const updating = useWrite(list.updateView)
  const removing = useWrite(list.removeView)
  const params = { viewId: view.id }
  const onError = (error: Error) => {
    toast.failed(error)
    void refreshViews(list)
  }
  const updated = (now: SavedView) => {
    noteView(list, handle, now)
    // the address says again that it is this view and nothing else
    if (now.state !== null) change({ view: now.id }, { replace: true })
    toast.done(t('view.updated', { name: now.name }))
  }
  const undo = { label: t('view.undo'), run: () => void restore() }
  const restore = async () => {
    try {
      await call(list.restoreView, { organization: handle, params })
      await refreshViews(list)
      change({ view: view.id })
      focusTab(view.id)
    } catch (error) {
      // a name that is taken by now can be made free
      if (error instanceof ApiProblem && nameTaken.has(error.code)) toast.failedForNow(error, undo)
      else toast.failed(error)
      // the button that was pressed went with its message
      focusTab(undefined)
    }
  }
  return {
    update: (body: { state?: ViewState; shared?: boolean }) =>
      updating.mutate({ params, body, revision: view.revision }, { onSuccess: updated, onError }),
    remove: () =>
      removing.mutate(
        { params },
        {
          onSuccess: () => {
            change({ view: null })
            focusTab(null)
            void refreshViews(list)
            toast.done(t('view.removed', { name: view.name }), undo)
          },
          onError,
        },
      ),
  }
}
