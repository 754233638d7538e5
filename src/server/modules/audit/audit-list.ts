import { sql } from 'kysely'
import type { AuditRow } from '../../../api/audit.ts'
import type { Language, Named } from '../../../api/shapes.ts'
import type { ListSource } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { words } from '../../platform/i18n.ts'

interface Entry extends Record<string, unknown> {
  id: string
  at: string
  person_name: string
  home_id: string
  acting_id: string
  action: AuditRow['action']
  object_type: string | null
  object_id: string | null
  object_name: string | null
  details: Record<string, unknown>
}

const away = sql`nullif(a.home_id, a.acting_id)`
const organization = (id: 'acting_id' | 'home_id') => ({
  value: sql.ref(`a.${id}`),
  nullable: false,
  label: sql`(select o.name from reach.organization_names o where o.id = ${sql.ref(`a.${id}`)})`,
})

/** The audit of the organisations in sight (ACC-11a). Objects and details are never searched or filtered: they may be redacted. */
export const auditSource: ListSource<AuditRow> = {
  from: sql`reach.audit a`,
  id: sql`a.id`,
  name: sql`a.person_name`,
  search: sql`a.search`,
  select: sql`a.id, a.at, a.person_name, a.home_id, a.acting_id, a.action, a.object_type, a.object_id, a.object_name, a.details`,
  columns: {
    at: { value: sql`a.at`, nullable: false },
    person: { value: sql`a.person_name`, nullable: false },
    action: { value: sql`a.action`, nullable: false },
    organization: organization('acting_id'),
    // set while working as, like the cell
    home: {
      ...organization('home_id'),
      value: away,
      nullable: true,
      label: sql`(select o.name from reach.organization_names o where o.id = ${away})`,
    },
  },
  async present(rows, { tx, language }) {
    const entries = rows as Entry[]
    const visible = await visibleObjects(tx, entries)
    const names = await organizationNames(tx, entries)
    return entries.map((entry) => present(entry, visible, names, language))
  },
  cell: cellOf,
}

async function visibleObjects(tx: Tx, entries: Entry[]): Promise<Set<string>> {
  const ids = [...new Set(entries.flatMap((entry) => entry.object_id ?? []))]
  const { rows } = await sql<{ type: string; id: string }>`
    select object_type as type, object_id as id from access.seen_objects(${ids}::uuid[])`.execute(tx)
  return new Set(rows.map((row) => `${row.type} ${row.id}`))
}

async function organizationNames(tx: Tx, entries: Entry[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap((entry) => [entry.acting_id, entry.home_id]))]
  if (ids.length === 0) return new Map()
  const found = await tx.selectFrom('reach.organization_names').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id ?? '', row.name ?? '']))
}

/** An entry about a record that the reader can't see shows actor, action and time (ACC-11a, ACC-17). */
function present(entry: Entry, visible: Set<string>, names: Map<string, string>, language: Language): AuditRow {
  const { object_type: type, object_id: id, object_name: name } = entry
  const named = (of: string): Named => ({ id: of, name: names.get(of) ?? '' })
  const redacted = type !== null && !visible.has(`${type} ${id}`)
  return {
    id: entry.id,
    at: entry.at,
    person: entry.person_name,
    home: entry.home_id === entry.acting_id ? null : named(entry.home_id),
    organization: named(entry.acting_id),
    action: entry.action,
    object: type && id && !redacted ? { type, id, name: name ?? '' } : null,
    redacted,
    details: redacted
      ? {}
      : Object.fromEntries(Object.entries(entry.details).map(([key, value]) => [key, textOf(value, language)])),
  }
}

// roles are kept by key and read in the reader's language
function textOf(value: unknown, language: Language): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value))
    return value.map((role) => words(language, 'roles')(String(role), { defaultValue: String(role) })).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function cellOf(item: AuditRow, { key }: { key: string }, language: Language): string | null {
  const t = words(language, 'audit')
  if (key === 'action') return t(`action.${item.action}`)
  if (key === 'object') return item.redacted ? t('unseen') : (item.object?.name ?? null)
  if (key === 'organization') return item.organization.name
  if (key === 'home') return item.home?.name ?? null
  if (key === 'details') return detailsOf(item, language)
  return key === 'at' ? item.at : item.person
}

function detailsOf({ details }: AuditRow, language: Language): string {
  const t = words(language, 'audit')
  const say = (value: string | null | undefined) =>
    value ? t(`value.visibility.${value}`, { defaultValue: value }) : t('value.empty')
  const { before, after, ...rest } = details
  const changed = before === undefined && after === undefined ? [] : [`${say(before)} → ${say(after)}`]
  return [...changed, ...Object.entries(rest).map(([key, value]) => `${t(`detail.${key}`)}: ${say(value)}`)].join('; ')
}
