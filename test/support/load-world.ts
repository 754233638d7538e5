import type pg from 'pg'
import { moduleAccessOf } from '../model/decide.ts'
import type { Organization, Role, World } from '../model/world.ts'
import { customerRows } from './world-customers.ts'
import { idsFor, type WorldIds } from './world-ids.ts'
import {
  auditRows,
  deputyRows,
  historyRows,
  idempotencyRows,
  importMappingRows,
  importRowRows,
  importRows,
  importUndoRows,
  mailRows,
  settingRows,
  shareRows,
  viewRows,
} from './world-records.ts'

/** A world in a database. */
export interface LoadedWorld {
  world: World
  ids: WorldIds
  /** what its handles and logins begin with */
  key: string
}

type Row = Record<string, unknown>

/**
 * Loads a world over the owner's connection, with all triggers on. Worlds share a database under different keys, since
 * nothing of theirs has an operator in common.
 *
 * @param ids of a world with more rows than this one
 */
export async function loadWorld(
  owner: pg.Client,
  world: World,
  key: string,
  ids: WorldIds = idsFor(world, key),
): Promise<LoadedWorld> {
  const clock = await clockOf(owner)
  await owner.query('begin')
  for (const [table, rows] of [
    ['persons', personRows(world, ids, key)],
    ['operators', operatorRows(world, ids, clock.timeZone)],
    ['organizations', organizationRows(world, ids, key)],
    ['people', peopleRows(world, ids)],
    ['roles', roleRows(world, ids)],
    ['memberships', membershipRows(world, ids)],
    ['membership_roles', membershipRoleRows(world, ids)],
    ['module_access', moduleAccessRows(world, ids)],
    ['deputies', deputyRows(world, ids, clock.today)],
    ['customers', customerRows(world, ids)],
    ['shares', shareRows(world, ids)],
    ['history', historyRows(world, ids)],
    ['audit', auditRows(world, ids)],
    ['imports', importRows(world, ids)],
    ['import_rows', importRowRows(world, ids)],
    ['import_undos', importUndoRows(world, ids)],
    ['import_mappings', importMappingRows(world, ids)],
    ['mails', mailRows(world, ids)],
    ['saved_views', viewRows(world, ids)],
    ['list_settings', settingRows(world, ids)],
    ['idempotency_keys', idempotencyRows(world, ids)],
  ] as const) {
    await insert(owner, table, rows)
  }
  await owner.query('commit')
  return { world, ids, key }
}

async function insert(owner: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).join(', ')
  // the table's own row type reads the JSON, and columns that are left out take their defaults
  const text = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`
  await owner.query(text, [JSON.stringify(rows)])
}

/** Deputies count by days of the operator's zone: one in which it is about noon, so that no test meets midnight. */
async function clockOf(owner: pg.Client): Promise<{ timeZone: string; today: string }> {
  const { rows } = await owner.query<{ timeZone: string; today: string }>(
    `with zone as (select 'Etc/GMT' || to_char(extract(hour from now() at time zone 'UTC') - 12, 'FMSG00') as name)
     select name as "timeZone", (now() at time zone name)::date::text as today from zone`,
  )
  const [clock] = rows
  if (!clock) throw new Error('the database has no time')
  return { ...clock, timeZone: clock.timeZone.replace(/([+-])0?/, '$1') }
}

function personRows(world: World, ids: WorldIds, key: string): Row[] {
  return world.persons.map(({ id, name }) => {
    const login = `${key}.${id}`.toLowerCase()
    return {
      id: ids.of('persons', id),
      login,
      email: `${login}@proof.example`,
      name,
      status: 'active',
      language: 'en',
      time_zone: 'UTC',
      created_at: 'now',
      changed_at: 'now',
    }
  })
}

function operatorRows(world: World, ids: WorldIds, timeZone: string): Row[] {
  return world.operators.map(({ id, preset }) => ({
    operator_id: ids.of('operators', id),
    preset,
    currency: 'EUR',
    time_zone: timeZone,
    required_customer_fields: [],
    partner_edits_master_data: true,
    revision: 1,
  }))
}

function organizationRows(world: World, ids: WorldIds, key: string): Row[] {
  return topDown(world.organizations).map((o) => ({
    operator_id: ids.of('operators', o.operator),
    id: ids.of('organizations', o.id),
    parent_id: o.parent && ids.of('organizations', o.parent),
    kind: o.kind,
    site: o.site,
    handle: `${key}-${o.id}`.toLowerCase(),
    name: o.id,
    edition: o.edition ?? null,
    tenant_version: o.version ?? null,
    status: o.status,
    collaboration: o.collaboration,
    work_as_blocked: o.workAsBlocked,
    logo: o.logo ? ids.of('organizations', o.id) : null,
    logo_width: o.logo ? 40 : null,
    logo_height: o.logo ? 20 : null,
  }))
}

/** Parents first: their places are looked up by the children's triggers. */
function topDown(organizations: Organization[], parent: string | null = null): Organization[] {
  return organizations.filter((o) => o.parent === parent).flatMap((o) => [o, ...topDown(organizations, o.id)])
}

/** Everybody who is named anywhere inside an operator, a member or not. */
function peopleRows(world: World, ids: WorldIds): Row[] {
  const names = new Map(world.persons.map(({ id, name }) => [id, name]))
  const named = [
    ...world.customers.flatMap(({ operator, contact, manager }) => [
      { operator, person: contact },
      { operator, person: manager },
    ]),
    ...world.shares.map(({ operator, contact }) => ({ operator, person: contact })),
    ...world.deputies.flatMap(({ operator, person, deputy }) => [
      { operator, person },
      { operator, person: deputy },
    ]),
    ...world.imports.map(({ operator, maker }) => ({ operator, person: maker })),
    ...world.views.map(({ operator, maker }) => ({ operator, person: maker })),
    ...world.mails.map(({ operator }) => ({ operator, person: world.persons[0]?.id ?? null })),
  ]
  const once = new Map(named.map((one) => [`${one.operator} ${one.person}`, one]))
  return [...once.values()].flatMap(({ operator, person }) =>
    person === null
      ? []
      : [{ operator_id: ids.of('operators', operator), person_id: ids.of('persons', person), name: names.get(person) }],
  )
}

function roleRows(world: World, ids: WorldIds): Row[] {
  const withLevel = (role: Role, wanted: string) =>
    Object.entries(role.attributes).flatMap(([attribute, level]) => {
      // number and name cannot be hidden: the table refuses it, and the model reads it as `read`
      const stored = level === 'hidden' && ['number', 'name'].includes(attribute) ? 'read' : level
      return stored === wanted ? [`customer.${attribute}`] : []
    })
  return world.roles.map((role) => ({
    operator_id: ids.of('operators', role.operator),
    id: ids.of('roles', role.id),
    key: role.id,
    audience: role.audience,
    name: role.id,
    permissions: role.permissions,
    hidden_attributes: withLevel(role, 'hidden'),
    read_only_attributes: withLevel(role, 'read'),
  }))
}

/** One of a person and an organisation, as the table has it: the active one, which alone counts. */
function membershipRows(world: World, ids: WorldIds): Row[] {
  return loadedMemberships(world).map((m) => ({
    operator_id: operatorOf(world, ids, m.organization),
    id: ids.of('memberships', m.id),
    organization_id: ids.of('organizations', m.organization),
    person_id: ids.of('persons', m.person),
    visibility: m.visibility,
    status: m.status,
  }))
}

/** The memberships that stand in the database. */
export function loadedMemberships(world: World): World['memberships'] {
  const byPlace = new Map<string, World['memberships'][number]>()
  for (const membership of world.memberships) {
    const place = `${membership.person} ${membership.organization}`
    if (membership.status === 'active' || !byPlace.has(place)) byPlace.set(place, membership)
  }
  return [...byPlace.values()]
}

function membershipRoleRows(world: World, ids: WorldIds): Row[] {
  return loadedMemberships(world).flatMap((m) =>
    [...new Set(m.roles)].map((role) => ({
      operator_id: operatorOf(world, ids, m.organization),
      membership_id: ids.of('memberships', m.id),
      role_id: ids.of('roles', role),
    })),
  )
}

function moduleAccessRows(world: World, ids: WorldIds): Row[] {
  const rows = world.operators.flatMap((operator) =>
    moduleAccessOf(world, operator).flatMap(({ module, kind, variant, roles }) =>
      (roles === '*' ? [null] : roles).map((role) => ({
        operator_id: ids.of('operators', operator.id),
        module,
        kind,
        variant,
        role_id: role && ids.of('roles', role),
      })),
    ),
  )
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

function operatorOf(world: World, ids: WorldIds, organization: string): string {
  return ids.of('operators', world.organizations.find(({ id }) => id === organization)?.operator ?? '')
}
