import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateWorld } from '../model/generate.ts'
import { TABLES } from '../proof/sql-facts.ts'
import { openTestClients, type TestClients } from '../support/database.ts'
import { loadWorld } from '../support/load-world.ts'
import {
  KEYS_SQL,
  RULED_TABLES_SQL,
  type RuledTable,
  TABLES_WITHOUT_OPERATOR,
  VIEWS_OF_THE_OWNER,
} from './catalogue.ts'
import definerFunctions from './definer-functions.json' with { type: 'json' }

let clients: TestClients
let owner: TestClients['owner']
let runtime: TestClients['runtime']
let tables: RuledTable[]

beforeAll(async () => {
  clients = await openTestClients()
  ;({ owner, runtime } = clients)
  await loadWorld(owner, generateWorld(1), 'catalogue')
  tables = (await owner.query<RuledTable>(RULED_TABLES_SQL)).rows
})

afterAll(() => clients.close())

async function names(text: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(text)
  return rows.map(({ name }) => name)
}

test('every table of operators has row security without FORCE, and a policy for all that the runtime role may do', async () => {
  const { rows } = await owner.query<{ tablename: string; cmd: string; with_check: string | null }>(
    `select tablename, cmd, with_check from pg_policies where schemaname = 'public'`,
  )
  const wrong = tables
    .filter(({ ofOperator }) => ofOperator)
    .flatMap((table) => {
      const commands = new Set(rows.filter(({ tablename }) => tablename === table.table).map(({ cmd }) => cmd))
      const has = (command: string) => commands.has(command) || commands.has('ALL')
      const isCovered =
        has('SELECT') &&
        (!table.inserts || has('INSERT')) &&
        (!table.updates || has('UPDATE')) &&
        (!table.deletes || has('DELETE'))
      return table.secured && !table.forced && !table.more && isCovered ? [] : [table.name]
    })
  expect(wrong).toEqual([])
  expect(rows.filter(({ cmd, with_check }) => with_check === null && cmd !== 'SELECT' && cmd !== 'DELETE')).toEqual([])
})

test('tables without operator_id are on the list, and closed to the runtime role', () => {
  const without = tables.filter(({ ofOperator }) => !ofOperator)
  expect(without.map(({ name }) => name)).toEqual(Object.keys(TABLES_WITHOUT_OPERATOR).toSorted())
  expect(
    without.filter(({ selects, inserts, updates, deletes, more }) => selects || inserts || updates || deletes || more),
  ).toEqual([])
})

test('primary, unique and foreign keys lead with operator_id', async () => {
  const { rows } = await owner.query<{ name: string; first: string; counts: boolean }>(KEYS_SQL)
  expect(rows.filter(({ first, counts }) => counts && first !== 'operator_id').map(({ name }) => name)).toEqual([])
})

test('no row changes its operator', async () => {
  const changing = tables.filter(({ updates }) => updates).map(({ name }) => name)
  expect(
    await names(
      `select t as name from unnest('{${changing.join(',')}}'::text[]) t where has_column_privilege('kontor_runtime', t, 'operator_id', 'update')`,
    ),
  ).toEqual([])
})

test('the runtime role owns nothing, makes nothing, and is bound by row security', async () => {
  const { rows } = await owner.query(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powerful,
        exists (select from pg_class c where c.relowner = r.oid) or exists (select from pg_proc p where p.proowner = r.oid)
          or exists (select from pg_namespace n where n.nspowner = r.oid) as owning,
        exists (select from pg_namespace n where has_schema_privilege(r.oid, n.oid, 'create') and n.nspname !~ '^pg_(toast_)?temp_')
          or has_database_privilege(r.oid, current_database(), 'create, temporary') as making,
        exists (select from pg_auth_members a where a.member = r.oid) as member
      from pg_roles r where r.rolname = 'kontor_runtime'`,
  )
  expect(rows).toEqual([{ powerful: false, owning: false, making: false, member: false }])
})

test('views are security invokers, but for the listed ones of the owner', async () => {
  const views = await names(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'access', 'reach') and c.relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any (c.reloptions), false) order by 1`,
  )
  expect(views).toEqual(Object.keys(VIEWS_OF_THE_OWNER).toSorted())
})

test('definer functions are on the list, with a reason each, a pinned search_path and the owner of the tables', async () => {
  const ofKontor = `from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`
  expect(await names(`select distinct n.nspname || '.' || p.proname as name ${ofKontor} order by 1`)).toEqual(
    Object.keys(definerFunctions).toSorted(),
  )
  const pinned = `p.proconfig[1] = 'search_path=public, pg_temp'`
  const ofOwner = `p.proowner = (select relowner from pg_class where oid = 'public.customers'::regclass)`
  expect(
    await names(`select p.proname as name ${ofKontor} and not (coalesce(${pinned}, false) and ${ofOwner})`),
  ).toEqual([])
})

test('nobody but the runtime role may execute a function of access or read a table', async () => {
  expect(
    await names(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where n.nspname = 'access' and a.grantee = 0`,
    ),
  ).toEqual([])
  expect(
    await names(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral aclexplode(c.relacl) a where n.nspname in ('public', 'access', 'reach') and a.grantee = 0`,
    ),
  ).toEqual([])
})

test('without a context no table and no view has a row', async () => {
  const readable = await names(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'access', 'reach') and c.relkind in ('r', 'v') and has_any_column_privilege('kontor_runtime', c.oid, 'select')`,
  )
  expect(readable.length).toBeGreaterThan(20)
  expect(await withRows(runtime, readable)).toEqual([])
  // there is something to hide in each: views show the owner nothing without a context either
  const kept = readable.filter((name) => name.startsWith('public.'))
  expect(await withRows(owner, kept)).toEqual(kept)
})

async function withRows(client: pg.Client, relations: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of relations) {
    const { rowCount } = await client.query(`select from ${name} limit 1`)
    if (rowCount) found.push(name)
  }
  return found
}

test('ACC-20 every table that the runtime role reads is compared with the model, row by row', () => {
  const read = tables.filter(({ selects }) => selects)
  expect(Object.keys(TABLES)).toEqual(read.map(({ table }) => table))
})

test('LST-10 what a stream asks of a customer that has changed is the row rule itself', async () => {
  const { rows } = await owner.query<{ same: boolean }>(
    `select p.prosrc = format('select operator_id = (select access.operator()) and (%s)',
        (select string_agg('(' || rule || ')', ' or ' order by position) from access.arms where object = 'customers')) as same
      from pg_proc p where p.oid = 'access.customer_seen'::regproc`,
  )
  expect(rows).toEqual([{ same: true }])
})

test('policy and reach view of a table say what access.arms says', async () => {
  const { rows: objects } = await owner.query<{ object: string; reading: string; writing: string; changes: boolean }>(
    `select object, bool_or(object = 'customers') as changes,
        format('operator_id = (select access.operator()) and (%s)', string_agg('(' || rule || ')', ' or ' order by position)) as reading,
        format('operator_id = (select access.operator()) and (select access.writable()) and (%s)',
          string_agg('(' || coalesce(write_rule, rule) || ')', ' or ' order by position)) as writing
      from access.arms group by object order by object`,
  )
  expect(objects.map(({ object }) => object)).toEqual([
    'audit',
    'customers',
    'imports',
    'memberships',
    'organizations',
    'saved_views',
  ])
  for (const { object, reading, writing, changes } of objects) {
    await owner.query('begin')
    await owner.query(`create policy again on ${object} for select using (${reading})`)
    await owner.query(`create view reach.again as select * from ${object} where ${reading}`)
    if (changes)
      await owner.query(
        `create policy again_changing on ${object} for update using (${writing}) with check (${writing})`,
      )
    const texts = await owner.query<{ name: string; text: string }>(
      `select polname as name, concat(pg_get_expr(polqual, polrelid), ' check ', pg_get_expr(polwithcheck, polrelid)) as text
          from pg_policy where polrelid = '${object}'::regclass
        union all select 'view', pg_get_viewdef('reach.${object}'::regclass)
        union all select 'view again', pg_get_viewdef('reach.again'::regclass)`,
    )
    await owner.query('rollback')
    const text = new Map(texts.rows.map((row) => [row.name, row.text]))
    expect(text.get('view')).toBe(text.get('view again'))
    expect(text.get('reading')).toBe(text.get('again'))
    expect(changes ? text.get('changing') : undefined).toBe(text.get('again_changing'))
  }
})

test('ACC-18 what asks the arms one by one has the text of access.arms', async () => {
  const { rows: functions } = await owner.query<{ object: string; source: string }>(
    `select substr(proname, 7) as object, prosrc as source from pg_proc
      where pronamespace = 'access'::regnamespace and starts_with(proname, 'judge_')`,
  )
  expect(functions.map(({ object }) => object)).toEqual(['customers'])
  for (const { object, source } of functions) {
    const { rows: arms } = await owner.query<{ arm: string; reads: string; writes: string }>(
      'select arm, rule as reads, coalesce(write_rule, rule) as writes from access.arms where object = $1',
      [object],
    )
    expect(source.split('jsonb_build_object(').length - 1).toBe(arms.length)
    for (const { arm, reads, writes } of arms) {
      const asked = `'arm', '${arm}', 'reads', coalesce((${reads}), false), 'writes', (select access.writable()) and coalesce((${writes}), false)`
      expect(source).toContain(`jsonb_build_object(${asked})`)
    }
  }
})

test('IMP-5 a table that refers to customers is asked before one is removed', async () => {
  const { rows } = await owner.query<{ name: string; text: string }>(
    `select distinct c.conrelid::regclass::text as name from pg_constraint c where c.contype = 'f' and c.confrelid = 'customers'::regclass
     union select c.table_name from information_schema.columns c
       where c.table_schema = 'public' and c.column_name in ('customer_id', 'object_id') order by 1`,
  )
  // history and the rows of imports go with the customer, and audit outlives it
  const goes = new Set(['history', 'import_rows', 'audit'])
  const { rows: asked } = await owner.query<{ name: string; text: string }>(
    "select pg_get_functiondef('access.customers_in_use(uuid[])'::regprocedure) as text",
  )
  const text = asked[0]?.text ?? ''
  expect(rows.map(({ name }) => name).filter((name) => !goes.has(name) && !text.includes(`from ${name} `))).toEqual([])
})
