import { rowsOfImport } from '../model/decide.ts'
import { lookup } from '../model/lookup.ts'
import type { Attribute, World } from '../model/world.ts'
import type { WorldIds } from './world-ids.ts'

type Row = Record<string, unknown>

/** The deputies that stand in the database: one of oneself, and an end before the start, say nothing. */
export function loadedDeputies(world: World): World['deputies'] {
  return world.deputies.filter(({ person, deputy, from, to }) => person !== deputy && from <= to)
}

/** Moved by the days between the world's today and the real one. */
export function deputyRows(world: World, ids: WorldIds, today: string): Row[] {
  const shift = Date.parse(today) - Date.parse(world.today)
  const moved = (day: string) => new Date(Date.parse(day) + shift).toISOString().slice(0, 10)
  return loadedDeputies(world).map(({ person, deputy, operator, from, to }) => ({
    operator_id: ids.of('operators', operator),
    person_id: ids.of('persons', person),
    deputy_id: ids.of('persons', deputy),
    from_on: moved(from),
    to_on: moved(to),
  }))
}

export function shareRows(world: World, ids: WorldIds): Row[] {
  return world.shares.map((share) => ({
    operator_id: ids.of('operators', share.operator),
    id: ids.of('shares', share.id),
    object_type: 'customer',
    object_id: ids.of('customers', share.customer),
    giver_id: ids.of('organizations', share.giver),
    grantee_id: ids.of('organizations', share.grantee),
    level: share.level,
    contact_id: share.contact && ids.of('persons', share.contact),
    status: share.status,
  }))
}

export function historyRows(world: World, ids: WorldIds): Row[] {
  return world.history.map(({ id, customer, attribute }) => {
    const record = lookup(world).customer(customer)
    const values: Partial<Record<Attribute, unknown>> = {
      imported: { note: id },
      owner: ids.of('organizations', record?.owner ?? ''),
      contact: ids.of('persons', world.persons[0]?.id ?? ''),
      manager: ids.of('persons', world.persons[0]?.id ?? ''),
    }
    return {
      operator_id: ids.of('operators', record?.operator ?? ''),
      id: ids.of('history', id),
      object_type: 'customer',
      object_id: ids.of('customers', customer),
      action: 'changed',
      changes: { [attribute]: [attribute === 'imported' ? {} : null, values[attribute] ?? id] },
    }
  })
}

export function auditRows(world: World, ids: WorldIds): Row[] {
  const names = new Map(world.persons.map(({ id, name }) => [id, name]))
  return world.audit.map((entry) => ({
    operator_id: ids.of('operators', entry.operator),
    id: ids.of('audit', entry.id),
    person_id: ids.of('persons', entry.person),
    person_name: names.get(entry.person),
    home_id: ids.of('organizations', entry.home),
    acting_id: ids.of('organizations', entry.acting),
    action: entry.action,
    object_type: entry.customer && 'customer',
    object_id: entry.customer && ids.of('customers', entry.customer),
    object_name: entry.customer,
  }))
}

export function importRows(world: World, ids: WorldIds): Row[] {
  return world.imports.map(({ id, operator, organization, maker }) => ({
    operator_id: ids.of('operators', operator),
    id: ids.of('imports', id),
    organization_id: ids.of('organizations', organization),
    maker_id: ids.of('persons', maker),
    file_name: `${id}.csv`,
    status: 'checked',
    encoding: 'utf-8',
    delimiter: ';',
    columns: [],
  }))
}

/** What was read in each file: a row that matches nobody, and one for some customers of the operator. */
export function importRowRows(world: World, ids: WorldIds): Row[] {
  return world.imports.flatMap((row) =>
    rowsOfImport(world, row).map((customer, index) => ({
      operator_id: ids.of('operators', row.operator),
      import_id: ids.of('imports', row.id),
      row: index + 2,
      action: customer ? 'unchanged' : 'create',
      name: customer?.id ?? 'nobody',
      customer_id: customer && ids.of('customers', customer.id),
      changes: [],
      problems: [],
    })),
  )
}

/** Each import has been undone once: a row of its own, which goes with it. */
export function importUndoRows(world: World, ids: WorldIds): Row[] {
  return world.imports.map(({ id, operator, maker }) => ({
    operator_id: ids.of('operators', operator),
    import_id: ids.of('imports', id),
    person_id: ids.of('persons', maker),
    status: 'done',
    attempt: 1,
    total: 0,
    removed: 0,
    restored: 0,
    kept: 0,
    unseen: 0,
    started_at: '2026-11-20T09:00:00Z',
  }))
}

/** And a mapping is remembered from each. */
export function importMappingRows(world: World, ids: WorldIds): Row[] {
  return world.imports.map(({ id, operator, organization, maker }) => ({
    operator_id: ids.of('operators', operator),
    organization_id: ids.of('organizations', organization),
    headers: ids.of('imports', id),
    fields: {},
    changed_at: '2026-11-20T09:00:00Z',
    changed_by: ids.of('persons', maker),
  }))
}

export function mailRows(world: World, ids: WorldIds): Row[] {
  return world.mails.map(({ id, operator, organization }) => ({
    operator_id: ids.of('operators', operator),
    id: ids.of('mails', id),
    organization_id: ids.of('organizations', organization),
    person_id: ids.of('persons', world.persons[0]?.id ?? ''),
    template: 'password_link',
  }))
}

export function viewRows(world: World, ids: WorldIds): Row[] {
  return world.views.map(({ id, operator, organization, maker, shared }) => ({
    operator_id: ids.of('operators', operator),
    id: ids.of('views', id),
    organization_id: ids.of('organizations', organization),
    person_id: ids.of('persons', maker),
    list: 'customers',
    name: id,
    shared,
    state: {},
    created_at: 'now',
    changed_at: 'now',
    revision: 1,
  }))
}

/** The list is what tells them apart: their key has no id of its own. */
export function settingRows(world: World, ids: WorldIds): Row[] {
  return world.settings.map(({ id, operator, organization, person }) => ({
    operator_id: ids.of('operators', operator),
    organization_id: ids.of('organizations', organization),
    person_id: ids.of('persons', person),
    list: ids.of('settings', id),
    settings: {},
    changed_at: 'now',
  }))
}

/** Somebody has sent a request with a key in every membership: the key is the id of its settings. */
export function idempotencyRows(world: World, ids: WorldIds): Row[] {
  return world.settings.map(({ id, operator, organization, person }) => ({
    operator_id: ids.of('operators', operator),
    organization_id: ids.of('organizations', organization),
    person_id: ids.of('persons', person),
    route: 'createCustomer',
    key: ids.of('settings', id),
    body_hash: '\\x00',
    outcomes: [],
    created_at: 'now',
  }))
}
