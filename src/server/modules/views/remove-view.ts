import { sql } from 'kysely'
import type { List } from '../../../api/lists.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { findView, mayShare, viewCan } from './find-view.ts'
import { refuse } from './update-view.ts'

/**
 * Removes a saved view; for a day it can be restored, then the next removal of somebody there takes it away for good.
 *
 * @throws Refusal 404, 403 with the reason of `can`
 */
export async function removeView(tx: Tx, actor: Actor, list: List, id: string): Promise<void> {
  const row = await findView(tx, actor, list, id)
  refuse(row, viewCan(actor, row, await mayShare(tx, actor)).remove)
  await sql`delete from saved_views where organization_id = ${actor.home.id} and removed_at < now() - interval '1 day'`.execute(
    tx,
  )
  await sql`update saved_views set removed_at = now() where id = ${id}`.execute(tx)
}
