import { sql } from 'kysely'
import { peopleList } from '../../../api/organizations.ts'
import type { Actor, Concerns, LiveSource, Sight } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'

/** People who come, change and go (LST-10, PPL-7). */
export const livePeople: LiveSource = {
  kind: 'people',
  can: peopleList.can,
  events: ['people.changed'],
  concerns,
  async look(tx, candidates) {
    const rows = [...candidates].map(([id, states]) => ({
      id,
      stood: states.some(({ status }) => status !== 'ended'),
    }))
    // organisation and person of a membership never change: who sees the row that has ended saw it before
    const { rows: sights } = await sql<Sight>`
      select t.id, exists (select from reach.members n where n.id = t.id) as now,
        t.stood and exists (select from reach.memberships m where m.id = t.id
          and (m.person_id <> (select access.person()) or m.organization_id in (select o.id from reach.organizations o))) as before
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, stood boolean)`.execute(tx)
    return sights
  },
  async lookAtMany(tx, changes) {
    const organizations = changes.flatMap(({ from, to }) => [...from, ...to]).map(({ organization }) => organization)
    const { rows } = await sql<{ any: boolean }>`
      select exists (select from reach.members m where m.organization_id = any (${organizations}::uuid[])) as any`.execute(
      tx,
    )
    return rows[0]?.any ?? false
  },
}

/** The organisations whose people are in sight. The operator's own staff have the whole tree, which is not enumerated. */
async function concerns(tx: Tx, actor: Actor): Promise<Concerns> {
  if (actor.organization.kind === 'operator') return () => true
  const { rows } = await sql<{ ids: string[] | null }>`select access.organizations_with('people.read') as ids`.execute(
    tx,
  )
  const ids = new Set(rows[0]?.ids)
  // tenants come by their customers, so the database is asked
  return (_, { organization, kind }) => kind === 'customer' || (!!organization && ids.has(organization))
}
