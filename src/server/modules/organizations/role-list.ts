import { type RawBuilder, sql } from 'kysely'
import { builtInRoles, type Permission, permissions } from '../../../api/permissions.ts'
import type { Language, OrganizationKind } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { words } from '../../platform/i18n.ts'

interface RoleItem {
  id: string
  key: string | null
  name: string
  audience: OrganizationKind
  permissions: Permission[]
  mayGive: boolean
}

/** The name of a role in the reader's language: built-in ones are words of the catalogue, others what the operator wrote. */
export function roleName(language: Language, role: { key: string | null; name: string }): string {
  return role.key ? words(language, 'roles')(role.key, { defaultValue: role.name }) : role.name
}

/** The same in SQL, for the choices of a filter: searched and sorted in the reader's language. */
export function roleLabel(id: RawBuilder<unknown>, language: Language): RawBuilder<unknown> {
  const keys = builtInRoles.map(({ key }) => key)
  const names = keys.map((key) => roleName(language, { key, name: key }))
  return sql`(select coalesce((${names}::text[])[array_position(${keys}::text[], r.key)], r.name) from roles r where r.id = ${id})`
}

/** The roles that the reader may know of, built-in ones first, in the order of ACC-7; which of them the reader may hand out here (ACC-7). */
export async function readRoles(tx: Tx, actor: Actor): Promise<RoleItem[]> {
  const { rows } = await sql<Omit<RoleItem, 'permissions'> & { permissions: string[] }>`
    select r.id, r.key, r.name, r.audience, r.permissions, r.id = any (access.givable_roles(${actor.organization.id})) as "mayGive"
    from roles r order by array_position('{operator,partner,customer}', r.audience), r.name, r.id`.execute(tx)
  const items = rows.map((row) => ({
    ...row,
    name: roleName(actor.person.language, row),
    permissions: permissions.filter((permission) => row.permissions.includes(permission)),
  }))
  const known = builtInRoles.flatMap(({ key }) => items.filter((item) => item.key === key))
  return [...known, ...items.filter((item) => !known.includes(item))]
}
