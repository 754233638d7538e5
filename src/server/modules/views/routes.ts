import { lists } from '../../../api/index.ts'
import type { List } from '../../../api/lists.ts'
import { hiddenInLists, type Implementation, implement, readableIn } from '../../access/index.ts'
import { createView } from './create-view.ts'
import { findViews, mayShare, presentView, readView } from './find-view.ts'
import { keepSettings } from './keep-settings.ts'
import { readSettings } from './read-settings.ts'
import { removeView } from './remove-view.ts'
import { restoreView } from './restore-view.ts'
import { updateView } from './update-view.ts'

function settingsOf(list: List): Implementation[] {
  return [
    implement(list.settings, async ({ tx, actor, query }) => {
      const columns = readableIn(list, hiddenInLists(actor)).map(({ key }) => key)
      return { status: 200, body: { ...(await readSettings(tx, actor, list, query)), columns } }
    }),
    implement(list.keepSettings, async ({ tx, actor, body }) => {
      await keepSettings(tx, actor, list, body)
      return { status: 204 }
    }),
  ]
}

function viewsOf(list: List): Implementation[] {
  return [
    implement(list.views, async ({ tx, actor }) => {
      const sharing = await mayShare(tx, actor)
      const rows = await findViews(tx, actor, list)
      const items = rows.map((row) => presentView(actor, list, row, sharing))
      return { status: 200, body: { items, mayShare: sharing } }
    }),
    implement(
      list.createView,
      async ({ tx, actor, body }) => {
        const id = await createView(tx, actor, list, body)
        return { status: 201, body: await readView(tx, actor, list, id), resultId: id }
      },
      async ({ tx, actor }, id) => ({ status: 201, body: await readView(tx, actor, list, id) }),
    ),
    implement(
      list.updateView,
      async ({ tx, actor, params, body, revision }) => {
        await updateView(tx, actor, list, params.viewId, revision(), body)
        const view = await readView(tx, actor, list, params.viewId)
        return { status: 200, body: view, etag: view.revision }
      },
      async ({ tx, actor }, id) => {
        const view = await readView(tx, actor, list, id)
        return { status: 200, body: view, etag: view.revision }
      },
    ),
    implement(list.removeView, async ({ tx, actor, params }) => {
      await removeView(tx, actor, list, params.viewId)
      return { status: 204 }
    }),
    implement(list.restoreView, async ({ tx, params }) => {
      await restoreView(tx, list, params.viewId)
      return { status: 204 }
    }),
  ]
}

/** Settings and saved views of every declared list. */
export const routes: Implementation[] = lists.flatMap((list) => [...settingsOf(list), ...viewsOf(list)])
