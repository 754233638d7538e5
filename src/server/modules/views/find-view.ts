import { sql } from 'kysely'
import type { List } from '../../../api/lists.ts'
import type { SavedView } from '../../../api/views.ts'
import { ViewState } from '../../../api/views.ts'
import { type Actor, resolveView } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

/** A view as it stands in the table, with what the reader is to it. */
export interface ViewRow {
  id: string
  name: string
  shared: boolean
  state: unknown
  revision: number
  own: boolean
  /** of the home organisation: those from above are only offered */
  home: boolean
  organizationId: string
  organizationName: string
}

const allowed = { ok: true }
const denied = (why: string) => ({ ok: false, why })

/** The views that a reader is offered for a list: own ones, those of the organisation, those from above (LST-6, ACC-11a). */
export async function findViews(tx: Tx, actor: Actor, list: List, id: string | null = null): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select v.id, v.name, v.shared, v.state, v.revision,
      v.person_id = ${actor.reader}::uuid and v.organization_id = ${actor.home.id}::uuid as own,
      v.organization_id = ${actor.home.id}::uuid as home, o.id as "organizationId", o.name as "organizationName"
    from reach.saved_views v
    join reach.organization_names o on o.operator_id = v.operator_id and o.id = v.organization_id
    where v.list = ${list.key} and v.removed_at is null and (${id}::uuid is null or v.id = ${id}::uuid)
    order by v.shared, v.created_at, v.id`.execute(tx)
  return rows
}

/** @throws Refusal 404 where this reader is offered no such view of this list */
export async function findView(tx: Tx, actor: Actor, list: List, id: string): Promise<ViewRow> {
  const [row] = await findViews(tx, actor, list, id)
  if (!row) throw new Refusal('access.not_found')
  return row
}

/** Whether the home membership may share views; working as takes nothing else along (LST-6). */
export async function mayShare(tx: Tx, actor: Actor): Promise<SavedView['can']['share']> {
  if (actor.viewAs) return denied('access.view_as_read_only')
  const { rows } = await sql<{ may: boolean }>`select access.home_permits('views.share') as may`.execute(tx)
  return rows[0]?.may ? allowed : denied('access.permission_missing')
}

/** What the reader may do with a view (ACC-8). Its maker shares it; who may share also keeps those of colleagues. */
export function viewCan(actor: Actor, row: ViewRow, sharing: SavedView['can']['share']): SavedView['can'] {
  if (actor.viewAs) return { update: sharing, share: sharing, remove: sharing }
  // also for whoever made it there: the home membership of now is another one
  const above = denied('views.of_above')
  if (!row.home) return { update: above, share: above, remove: above }
  const foreign = denied('views.not_yours')
  const change = row.own && !row.shared ? allowed : sharing
  const taking = row.shared ? allowed : sharing
  return { update: change, share: row.own ? taking : foreign, remove: change }
}

/** A view for its reader: resolved first, so that nothing hidden from them is named (LST-12). */
export function presentView(actor: Actor, list: List, row: ViewRow, sharing: SavedView['can']['share']): SavedView {
  const { state, unseen } = resolveView(list, ViewState.safeParse(row.state).data ?? null, actor)
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    shared: row.shared,
    own: row.own,
    organization: { id: row.organizationId, name: row.organizationName },
    state: unseen === null ? state : null,
    unseen,
    can: viewCan(actor, row, sharing),
  }
}

/** One view for its reader. @throws Refusal 404 */
export async function readView(tx: Tx, actor: Actor, list: List, id: string): Promise<SavedView> {
  return presentView(actor, list, await findView(tx, actor, list, id), await mayShare(tx, actor))
}
