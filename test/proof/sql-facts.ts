import type pg from 'pg'
import { actorOf, type Entered } from '../../src/server/access/actor.ts'
import { isSeenByOwnerAlone } from '../../src/server/modules/customers/customer-list.ts'
import type { Request } from '../model/decide.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import { type Facts, sayOf } from './facts.ts'

/** Every table that the runtime role may read, with what names its rows: ids of the world, joined where it takes several. */
export const TABLES: Readonly<Record<string, string>> = {
  audit: 'id',
  customers: 'id',
  deputies: "person_id || ':' || deputy_id",
  history: 'id',
  idempotency_keys: 'key::uuid',
  import_mappings: 'headers::uuid',
  import_rows: "import_id || ':' || coalesce(customer_id::text, 'nobody')",
  import_undos: 'import_id',
  imports: 'id',
  list_settings: 'list',
  mails: 'id',
  membership_roles: "membership_id || ':' || role_id",
  memberships: 'id',
  module_access: 'operator_id',
  operators: 'operator_id',
  organizations: 'id',
  outbox: 'operator_id',
  roles: 'id',
  saved_views: 'id',
  shares: 'id',
}
/** Those of them that have a reach view. */
const REACHED = ['customers', 'organizations', 'memberships', 'audit', 'imports', 'saved_views']

const readText = `select
  ${Object.entries(TABLES)
    .map(([table, id]) => `array(select ${id} from ${table}) as "policy ${table}"`)
    .join(', ')},
  array(select organization_id from access.shown_logo()) as "policy logo",
  ${REACHED.map((table) => `array(select id from reach.${table}) as "reach ${table}"`).join(', ')},
  array(select id from reach.customers_by_owner) as "fewer customers"`
const changeText = 'update customers set changed_at = changed_at returning id'
const brandText = 'update organizations set logo = logo returning id'
const renameText = `do $$
declare
  view uuid;
begin
  foreach view in array array(select id from reach.saved_views) loop
    begin
      update saved_views set name = name where id = view;
      if found then
        perform set_config('proof.made', current_setting('proof.made') || ' ' || view, true);
      end if;
    exception when insufficient_privilege then null;
    end;
  end loop;
end $$`
const insertText = `do $$
declare
  owner uuid;
begin
  foreach owner in array current_setting('proof.owners')::uuid[] loop
    begin
      insert into customers (operator_id, owner_id, status, name) values (access.operator(), owner, 'customer', 'made by the proof');
      perform set_config('proof.made', current_setting('proof.made') || ' ' || owner, true);
    exception when insufficient_privilege or foreign_key_violation or not_null_violation then null;
    end;
  end loop;
end $$`

export type SqlFacts = { entered: Entered; policies: Facts; reach: Facts }

/**
 * Enters in the runtime role and reads whole tables, with nothing but the policies between; then the reach views.
 *
 * @param options.before a request of somebody else in the same transaction, of which nothing may be left
 * @param options.inserting tries to create a customer for every organisation of the world
 */
export async function sqlFacts(
  runtime: pg.Client,
  loaded: LoadedWorld,
  request: Request,
  options: { before?: Request | undefined; inserting?: boolean } = {},
): Promise<SqlFacts> {
  const policies: Facts = new Map()
  const reach: Facts = new Map()
  const name = (id: string) => nameOf(loaded, id)
  await runtime.query('begin')
  try {
    if (options.before) await enterAs(runtime, loaded, options.before)
    const entered = await enterAs(runtime, loaded, request)
    const rows = await runtime.query<Record<string, string[]>>({ name: 'read', text: readText })
    const { 'fewer customers': fewer = [], ...columns } = rows.rows[0] ?? {}
    columns['reach customers']?.push(...straysOf(entered, columns['reach customers'], fewer))
    for (const [column, found] of Object.entries(columns)) {
      const [channel, table = ''] = column.split(' ')
      // triggers write history of their own, which the world does not know
      const known = found.flatMap((id) => name(id) ?? (table === 'history' ? [] : `(unknown ${id})`))
      sayOf(channel === 'reach' ? reach : policies, table, known)
    }
    const changed = await runtime.query<{ id: string }>({ name: 'change', text: changeText })
    sayOf(
      policies,
      'changeable',
      changed.rows.map(({ id }) => name(id) ?? id),
      'yes',
    )
    if (options.inserting) {
      const made = await insert(runtime, loaded)
      const renamed = await rename(runtime)
      const branded = await runtime.query<{ id: string }>({ name: 'brand', text: brandText })
      for (const [subject, found] of [
        ['create', made],
        ['renamable', renamed],
        ['brandable', branded.rows.map(({ id }) => id)],
      ] as const)
        sayOf(
          policies,
          subject,
          found.map((id) => name(id) ?? id),
          'yes',
        )
    }
    return { entered, policies, reach }
  } finally {
    await runtime.query('rollback')
  }
}

/** The short id, or several of them; undefined for a row that the world does not know. */
function nameOf({ ids }: LoadedWorld, id: string): string | undefined {
  const names = id.split(':').map((part) => (part === 'nobody' ? part : ids.nameOf(part)))
  return names.includes(undefined) ? undefined : names.join(':')
}

/** Customers in which the view of fewer arms differs: where a list reads it, it must show all, elsewhere no more. */
function straysOf(entered: Entered, whole: string[], fewer: string[]): string[] {
  const complete = entered.status === 200 && isSeenByOwnerAlone(actorOf(entered))
  const odd = new Set(fewer).difference(new Set(whole)).union(new Set(complete ? whole : []).difference(new Set(fewer)))
  return [...odd].map((id) => `by owner: ${id}`)
}

async function enterAs(runtime: pg.Client, { ids }: LoadedWorld, request: Request): Promise<Entered> {
  const { person, organization, across = false, viewAs } = request
  const { rows } = await runtime.query<{ entered: Entered }>({
    name: 'enter',
    text: 'select access.enter_person($1, $2, $3, $4, $5) as entered',
    values: [
      ids.of('persons', person),
      ids.of('organizations', organization),
      'customers',
      across,
      viewAs === undefined ? null : ids.of('persons', viewAs),
    ],
  })
  const entered = rows[0]?.entered
  if (!entered) throw new Error('entering has no answer')
  return entered
}

/** The organisations for which a customer can be inserted, tenants and those of other operators asked too. */
async function insert(runtime: pg.Client, { world, ids }: LoadedWorld): Promise<string[]> {
  const owners = world.organizations.map(({ id }) => ids.of('organizations', id))
  await runtime.query(`select set_config('proof.owners', $1, true), set_config('proof.made', '', true)`, [
    `{${owners.join(',')}}`,
  ])
  await runtime.query(insertText)
  return noted(runtime)
}

/** The saved views that can be renamed. */
async function rename(runtime: pg.Client): Promise<string[]> {
  await runtime.query(`select set_config('proof.made', '', true)`)
  await runtime.query(renameText)
  return noted(runtime)
}

async function noted(runtime: pg.Client): Promise<string[]> {
  const { rows } = await runtime.query<{ made: string }>(`select current_setting('proof.made') as made`)
  return rows[0]?.made.split(' ').filter((id) => id !== '') ?? []
}
