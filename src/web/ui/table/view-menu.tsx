import {
  IconArrowBackUp,
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
import type { SavedView } from '../../../api/views.ts'
import { call } from '../../lib/client.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { IconButton } from '../button.tsx'
import { Menu, MenuDivider, MenuItem } from '../menu.tsx'
import { toast } from '../toast.tsx'
import tabs from './link-tabs.module.css'
import { isSameView, type ListState, stateFrom, viewStateOf } from './list-state.ts'
import { noteView, refreshViews } from './offered-views.ts'
import type { ChangeList } from './use-list-state.ts'
import { useWhy } from './use-why.ts'
import { RenameDialog } from './view-dialog.tsx'

interface ViewMenuProps {
  list: List
  view: SavedView
  state: ListState
  change: ChangeList
  address: string
}

/** What can be done with a saved view (LST-6). Built-in views have no menu: they can't be changed. */
export function ViewMenu({ list, view, state, change, address }: ViewMenuProps) {
  const { t } = useTranslation('lists')
  const why = useWhy()
  const [renaming, setRenaming] = useState(false)
  const { update, remove } = useViewWrites(list, view, change)
  const now = viewStateOf(state, list.defaultSort)
  const saved = view.state
  const isChanged = saved !== null && !isSameView(now, saved)
  return (
    <>
      <Menu
        position="bottom-start"
        target={<IconButton className={tabs['menu']} icon={IconDots} label={t('view.menu', { name: view.name })} />}
      >
        {isChanged && (
          <>
            <MenuItem icon={IconDeviceFloppy} locked={why(view.can.update)} onClick={() => update({ state: now })}>
              {t('view.keepChanges')}
            </MenuItem>
            <MenuItem icon={IconArrowBackUp} onClick={() => change(stateFrom(saved, view.id, list))}>
              {t('view.dropChanges')}
            </MenuItem>
            <MenuDivider />
          </>
        )}
        <MenuItem icon={IconPencil} locked={why(view.can.update)} onClick={() => setRenaming(true)}>
          {t('view.rename')}
        </MenuItem>
        <MenuItem
          icon={view.shared ? IconUserShield : IconUsersGroup}
          locked={why(view.can.share)}
          onClick={() => update({ shared: !view.shared })}
        >
          {t(view.shared ? 'view.unshare' : 'view.share')}
        </MenuItem>
        <MenuItem icon={IconLink} onClick={() => copyLink(address, t('view.copied'))}>
          {t('view.copy')}
        </MenuItem>
        <MenuDivider />
        <MenuItem icon={IconTrash} danger locked={why(view.can.remove)} onClick={remove}>
          {t('view.remove')}
        </MenuItem>
      </Menu>
      {renaming && <RenameDialog {...{ list, view }} onClose={() => setRenaming(false)} />}
    </>
  )
}

function copyLink(address: string, said: string): void {
  navigator.clipboard.writeText(new URL(address, location.href).href).then(
    () => toast.done(said),
    (error: unknown) => toast.failed(error),
  )
}

function useViewWrites(list: List, view: SavedView, change: ChangeList) {
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
  const restore = async () => {
    try {
      await call(list.restoreView, { organization: handle, params })
      await refreshViews(list)
      change({ view: view.id })
    } catch (error) {
      toast.failed(error)
    }
  }
  return {
    update: (body: { state?: SavedView['state'] & object; shared?: boolean }) =>
      updating.mutate({ params, body, revision: view.revision }, { onSuccess: updated, onError }),
    remove: () =>
      removing.mutate(
        { params },
        {
          onSuccess: () => {
            change({ view: null })
            void refreshViews(list)
            const undo = { label: t('view.undo'), run: () => void restore() }
            toast.done(t('view.removed', { name: view.name }), undo)
          },
          onError,
        },
      ),
  }
}
