import { sql } from 'kysely'
import type { PersonRow } from '../../../api/organizations.ts'
import type { Language } from '../../../api/shapes.ts'
import type { ListSource } from '../../access/index.ts'
import { words } from '../../platform/i18n.ts'
import { readPeople } from './person-row.ts'
import { roleLabel } from './role-list.ts'

/** The people of the organisations in sight, invited or active (PPL-7, ACC-11a). */
export const peopleSource: ListSource<PersonRow> = {
  from: sql`reach.members m`,
  id: sql`m.id`,
  name: sql`m.name`,
  search: sql`m.search`,
  select: sql`m.id`,
  columns: {
    name: { value: sql`m.name`, nullable: false },
    email: { value: sql`m.email`, nullable: false },
    organization: {
      value: sql`m.organization_id`,
      nullable: false,
      label: sql`(select o.name from reach.organization_names o where o.id = m.organization_id)`,
    },
    roles: {
      // those that the reader may know of, as in the cell
      value: sql`nullif(array(select r.id from membership_roles mr join roles r on r.operator_id = mr.operator_id and r.id = mr.role_id
        where mr.operator_id = m.operator_id and mr.membership_id = m.id), '{}')`,
      nullable: true,
      labelOfOne: roleLabel,
    },
    visibility: { value: sql`m.visibility`, nullable: false },
    lastSignInAt: { value: sql`m.last_sign_in_at`, nullable: true },
    status: { value: sql`m.status`, nullable: false },
  },
  present: (rows, { tx, actor }) =>
    readPeople(
      tx,
      actor,
      rows.map((row) => String(row['id'])),
    ),
  cell: cellOf,
}

function cellOf(item: PersonRow, { key }: { key: string }, language: Language): string | null {
  const t = words(language, 'people')
  if (key === 'organization') return item.organization.name
  if (key === 'roles') return item.roles.map((role) => role.name).join(', ')
  if (key === 'visibility') return t(`visibility.${item.visibility}`)
  if (key === 'status') return t(`status.${item.status}`)
  const value = item[key as 'name' | 'email' | 'lastSignInAt']
  return value ?? null
}
