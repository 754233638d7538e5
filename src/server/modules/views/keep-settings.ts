import { sql } from 'kysely'
import type { List } from '../../../api/lists.ts'
import type { ListSettings } from '../../../api/views.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { refuseUnseen } from './create-view.ts'

/**
 * Keeps the settings of a list for the home membership, also while working as (LST-5).
 *
 * @throws Refusal 400 that names a column which is unknown or hidden
 */
export async function keepSettings(tx: Tx, actor: Actor, list: List, settings: ListSettings): Promise<void> {
  refuseUnseen(list, settings, actor)
  await sql`
    insert into list_settings (operator_id, organization_id, person_id, list, settings)
    values (${actor.operator.id}, ${actor.home.id}, ${actor.reader}, ${list.key}, ${JSON.stringify(settings)}::jsonb)
    on conflict (operator_id, organization_id, person_id, list)
    do update set settings = excluded.settings, changed_at = now()`.execute(tx)
}
