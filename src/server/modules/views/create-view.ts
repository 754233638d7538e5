import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { List } from '../../../api/lists.ts'
import type { ViewState } from '../../../api/views.ts'
import { type Actor, namedOf, readListRequest } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { mayShare } from './find-view.ts'
import { refusingTakenName } from './name-taken.ts'

/** Views of one person in one list: far more than fit above it. */
const most = 100

/**
 * Saves a view for oneself or the whole organisation (LST-6).
 *
 * @throws Refusal 400 that names a column which is unknown or hidden, 403 without views.share, 409 views.too_many or where the name is taken
 */
export async function createView(
  tx: Tx,
  actor: Actor,
  list: List,
  { name, shared, state }: { name: string; shared: boolean; state: ViewState },
): Promise<string> {
  refuseUnseen(list, state, actor)
  if (shared && !(await mayShare(tx, actor)).ok) throw new Refusal('access.permission_missing')
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from saved_views
    where person_id = ${actor.reader} and organization_id = ${actor.home.id} and list = ${list.key} and removed_at is null`.execute(
    tx,
  )
  if ((rows[0]?.n ?? 0) >= most) throw new Refusal('views.too_many', { vars: { count: most } })
  const id = uuidv7()
  const view = {
    operator_id: actor.operator.id,
    id,
    organization_id: actor.home.id,
    person_id: actor.reader,
    list: list.key,
    name,
    shared,
    state: JSON.stringify(state),
  }
  await refusingTakenName(tx.insertInto('saved_views').values(view).execute())
  return id
}

/** @throws Refusal 400 with the name: who stores something names it themselves (LST-12) */
export function refuseUnseen(list: List, state: ViewState, actor: Actor): void {
  readListRequest(list, namedOf(state), actor)
}
