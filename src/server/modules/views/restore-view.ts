import { sql } from 'kysely'
import type { List } from '../../../api/lists.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { refusingTakenName } from './name-taken.ts'

/**
 * Brings a removed view back: for whom could have removed it, which the policy says (LST-6).
 *
 * @throws Refusal 404, 409 where another view has taken its name meanwhile
 */
export async function restoreView(tx: Tx, list: List, id: string): Promise<void> {
  const { rows } = await refusingTakenName(
    sql`update saved_views set removed_at = null
      where id = ${id} and list = ${list.key} and removed_at > now() - interval '1 day' returning id`.execute(tx),
  )
  if (rows.length > 0) return
  // a repeat finds it restored already
  const found = await sql`
    select from reach.saved_views where id = ${id} and list = ${list.key} and removed_at is null
      and organization_id = (select access.home())`.execute(tx)
  if (found.rows.length === 0) throw new Refusal('access.not_found')
}
