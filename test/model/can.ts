import type { Levels, Standing } from './standing.ts'
import { ATTRIBUTES, type Attribute, type Permission, type Share } from './world.ts'

export type Why =
  | 'access.view_as_read_only'
  | 'access.permission_missing'
  | 'access.share_read_only'
  | 'access.share_excludes'
  | 'access.attribute_read_only'
export type Can = { ok: true } | { ok: false; why: Why }
export type Cans = { update: Can; assignContact: Can; changeStatus: Can }

type Row = { readOnly: boolean; permissions: ReadonlySet<Permission>; levels: Levels; share: Share | null }

/** ACC-8, ACC-9: what may be done with a visible customer; its visibility plays no part in it. */
export function cansOf(row: Row): Cans {
  return {
    update: first(may(row, 'customers.update'), row.share?.level === 'read' && 'access.share_read_only'),
    assignContact: first(may(row, 'customers.assign_contact'), excluded(row), unwritable(row, 'contact')),
    changeStatus: first(may(row, 'customers.update'), excluded(row), unwritable(row, 'status')),
  }
}

function first(...reasons: (Why | false)[]): Can {
  const why = reasons.find((reason) => reason !== false)
  return why === undefined ? { ok: true } : { ok: false, why }
}

function may({ readOnly, permissions }: Row, permission: Permission): Why | false {
  if (readOnly) return 'access.view_as_read_only'
  return !permissions.has(permission) && 'access.permission_missing'
}

function excluded({ share }: Row): Why | false {
  return share !== null && 'access.share_excludes'
}

function unwritable({ levels }: Row, attribute: Attribute): Why | false {
  return levels[attribute] !== 'write' && 'access.attribute_read_only'
}

export type Write =
  | { ok: true }
  | { ok: false; status: 404 | 403 }
  | { ok: false; status: 422; because: 'attribute_unknown' | 'attribute_read_only' }

type Decided = { visible: false } | { visible: true; can: Cans; writes: Levels }

/** ACC-15, ACC-16: writing one attribute by name; a hidden one is refused like one that does not exist. */
export function decideWrite(row: Decided, attribute: string): Write {
  if (!row.visible) return { ok: false, status: 404 }
  if (!row.can.update.ok) return { ok: false, status: 403 }
  const known = ATTRIBUTES.find((name) => name === attribute)
  const level = known === undefined ? 'hidden' : row.writes[known]
  if (level === 'write') return { ok: true }
  return { ok: false, status: 422, because: level === 'read' ? 'attribute_read_only' : 'attribute_unknown' }
}

/**
 * ACC-12: an external id is unique with the owner, so refusing one tells of another customer. Only who sees all of the
 * owner's customers may write it, and nobody by a share.
 */
export function writesOf(standing: Standing, levels: Levels, share: Share | null): Levels {
  const seesAll = standing.visibility === 'all' && standing.organization.kind !== 'customer' && share === null
  const isNarrowed = !seesAll && levels.externalId === 'write'
  return isNarrowed ? { ...levels, externalId: 'read' } : levels
}
