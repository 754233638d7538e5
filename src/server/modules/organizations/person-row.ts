import { sql } from 'kysely'
import type { PersonRow } from '../../../api/organizations.ts'
import type { Allowed, Visibility } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { decisionOver } from './decision-over.ts'
import { roleName } from './role-list.ts'

interface Found {
  id: string
  revision: number
  /** null while invited: an id is as old as its account, and would tell that there was one */
  person: string | null
  name: string
  email: string
  visibility: Visibility
  status: 'invited' | 'active'
  lastSignInAt: string | null
  organizationId: string
  organizationName: string
  /** of a tenant: the owner of its customer */
  owner: string | null
  roles: { id: string; key: string | null; name: string }[]
}

/** People as the list and a change show them, in the order asked for; those out of sight are missing. */
export async function readPeople(tx: Tx, actor: Actor, ids: string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return []
  const found = await findPeople(tx, ids)
  const refused = await memberRefusals(tx, ids)
  const rows = new Map(found.map((row) => [row.id, present(actor, row, refused.get(row.id))]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** @throws Refusal 404 */
export async function readPerson(tx: Tx, actor: Actor, id: string): Promise<PersonRow> {
  const [row] = await readPeople(tx, actor, [id])
  if (!row) throw new Refusal('access.not_found')
  return row
}

async function findPeople(tx: Tx, ids: string[]): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select m.id, m.revision, case when m.status <> 'invited' then m.person_id end as person, m.name, m.email, m.visibility, m.status,
      m.last_sign_in_at as "lastSignInAt",
      m.organization_id as "organizationId", o.name as "organizationName",
      (select t.owner_id from reach.owned_tenants t where t.id = m.organization_id) as owner,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'key', r.key, 'name', r.name) order by r.name), '[]')
        from membership_roles mr join roles r on r.id = mr.role_id where mr.membership_id = m.id) as roles
    from reach.members m join reach.organization_names o on o.id = m.organization_id
    where m.id = any (${ids}::uuid[])`.execute(tx)
  return rows
}

interface Refused {
  id: string
  removal: string | null
  change: string | null
}

async function memberRefusals(tx: Tx, ids: string[]): Promise<Map<string, Refused>> {
  const { rows } = await sql<Refused>`
    select id, removal, change from access.member_refusals(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function present(actor: Actor, row: Found, refused: Refused | undefined): PersonRow {
  const { organizationId, organizationName, owner, roles, ...rest } = row
  const why = refusalOver(actor, organizationId, owner)
  const allowed = (refusal: string | null | undefined): Allowed =>
    refusal ? { ok: false, why: refusal } : { ok: true }
  return {
    ...rest,
    organization: { id: organizationId, name: organizationName },
    roles: roles.map((role) => ({ id: role.id, name: roleName(actor.person.language, role) })),
    can: { manage: allowed(why ?? refused?.change), resend: allowed(why), remove: allowed(why ?? refused?.removal) },
  }
}

/** ACC-8: why the reader may not manage the people of an organisation; null where they may. */
function refusalOver(actor: Actor, organizationId: string, owner: string | null): string | null {
  if (actor.viewAs) return 'access.view_as_read_only'
  const decision = decisionOver(actor, organizationId, owner)
  const permitted =
    decision?.effective && decision.permissions.has('people.manage') && decision.permissions.has('people.read')
  return permitted ? null : 'access.permission_missing'
}
