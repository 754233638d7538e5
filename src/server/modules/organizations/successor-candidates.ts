import { sql } from 'kysely'
import type { Named } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { readPerson } from './person-row.ts'

/**
 * Who can take over from somebody, and how many customers move as far as the reader sees them; null where they see none
 * (ACC-12).
 *
 * @throws Refusal 404, 403
 */
export async function successorCandidates(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ items: Named[]; customers: number | null }> {
  const { can } = await readPerson(tx, actor, id)
  if (!can.manage.ok) throw new Refusal('access.permission_missing')
  const { rows: items } = await sql<Named>`
    select c.person_id as id, c.name from access.successor_candidates(${id}) c order by c.name collate "de-x-icu"`.execute(
    tx,
  )
  const { rows } = await sql<{ customers: number | null }>`select access.successor_count(${id}) as customers`.execute(
    tx,
  )
  return { items, customers: rows[0]?.customers ?? null }
}
