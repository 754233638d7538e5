import type { List } from '../../../api/lists.ts'
import type { ViewState } from '../../../api/views.ts'
import type { Allowed } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { refuseUnseen } from './create-view.ts'
import { findView, mayShare, readView, viewCan, type ViewRow } from './find-view.ts'
import { refusingTakenName } from './name-taken.ts'

/**
 * Renames, shares or changes a saved view (LST-6).
 *
 * @throws Refusal 404, 403 with the reason of `can`, 409 with what stands now or where the name is taken, 400 that names what is unknown or hidden
 */
export async function updateView(
  tx: Tx,
  actor: Actor,
  list: List,
  id: string,
  revision: number,
  change: { name?: string | undefined; shared?: boolean | undefined; state?: ViewState | undefined },
): Promise<void> {
  const { name, shared, state } = change
  const row = await findView(tx, actor, list, id)
  const can = viewCan(actor, row, await mayShare(tx, actor))
  const isSharing = shared !== undefined && shared !== row.shared
  // who takes the own view back may change it in the same go
  const isTakingBack = isSharing && row.shared && can.share.ok
  if (isSharing) refuse(row, can.share)
  if ((name !== undefined || state !== undefined) && !isTakingBack) refuse(row, can.update)
  if (state !== undefined) refuseUnseen(list, state, actor)
  if (row.revision !== revision) throw await stale(tx, actor, list, id)
  if (name === undefined && state === undefined && !isSharing) return
  const update = tx
    .updateTable('saved_views')
    .set({
      ...(name !== undefined && { name }),
      ...(shared !== undefined && { shared }),
      ...(state !== undefined && { state: JSON.stringify(state) }),
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
  const { numUpdatedRows } = await refusingTakenName(update.executeTakeFirst())
  if (numUpdatedRows === 0n) throw await stale(tx, actor, list, id)
}

/** @throws Refusal 403 with the reason */
export function refuse({ organizationName }: ViewRow, { ok, why }: Allowed): void {
  if (ok) return
  if (why === 'views.of_above') throw new Refusal(why, { vars: { organization: organizationName } })
  throw new Refusal(why === 'views.not_yours' ? why : 'access.permission_missing')
}

async function stale(tx: Tx, actor: Actor, list: List, id: string): Promise<Refusal> {
  return new Refusal('request.revision_stale', { current: await readView(tx, actor, list, id), vars: { name: '' } })
}
