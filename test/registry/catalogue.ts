/** Tables without `operator_id`. The runtime role reads none of them; who needs something of one asks a definer function. */
export const TABLES_WITHOUT_OPERATOR: Record<string, string> = {
  'access.arms': 'the text of the row rules, the same for all operators',
  'public.demo_sign_ins': 'sign-ins that a demo shows on its sign-in page, before anybody is anywhere',
  'public.entries_noted': 'of sessions: what was audited within the hour',
  'public.installation': 'one row: the state of the installation and its keys',
  'public.kontor_migration': 'which migrations were applied',
  'public.password_links': 'of persons, by token hash',
  'public.persons': 'a person belongs to no operator',
  'public.sessions': 'of persons, by token hash',
  'public.throttles': 'of logins and addresses, before anybody is known',
}

/** Views that read with their owner's rights: they bring the row rule along as plain predicates, so that the planner is free. */
export const VIEWS_OF_THE_OWNER: Record<string, string> = {
  'access.owned_customers': 'what the owner arms alone reach; for access.enter, not readable by the runtime role',
  'reach.audit': 'the rows of the policy, for lists',
  'reach.customers': 'the rows of the policy, for lists',
  'reach.customers_by_owner':
    'reach.customers by its first three arms, for lists of readers to whom the others give nothing',
  'reach.imports': 'the rows of the policy, for lists',
  'reach.members': 'reach.memberships without those that ended, for lists of people',
  'reach.memberships': 'the rows of the policy, for lists',
  'reach.names': 'names of people of the own operator, to be joined by id',
  'reach.organization_names': 'names of organisations of the own operator, to be joined by id',
  'reach.organizations': 'the rows of the policy, for lists',
  'reach.owned_tenants': "tenants by their visible customer, for what the owner's membership permits in them",
  'reach.tenants': 'organisations of visible customers, for the switcher and their people',
}

export const RULED_TABLES_SQL = `
  select n.nspname || '.' || c.relname as name, c.relname as table, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'operator_id' and not a.attisdropped) as "ofOperator",
    has_table_privilege('kontor_runtime', c.oid, 'insert') or has_any_column_privilege('kontor_runtime', c.oid, 'insert') as inserts,
    has_table_privilege('kontor_runtime', c.oid, 'update') or has_any_column_privilege('kontor_runtime', c.oid, 'update') as updates,
    has_table_privilege('kontor_runtime', c.oid, 'delete') as deletes,
    has_any_column_privilege('kontor_runtime', c.oid, 'select') as selects,
    has_table_privilege('kontor_runtime', c.oid, 'truncate, references, trigger') as more
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'access', 'reach') and c.relkind in ('r', 'p') order by 1`

export interface RuledTable {
  name: string
  table: string
  secured: boolean
  forced: boolean
  ofOperator: boolean
  inserts: boolean
  updates: boolean
  deletes: boolean
  selects: boolean
  more: boolean
}

/** Keys of tables of operators, with the first column on each side, and whether the other side has an operator at all. */
export const KEYS_SQL = `
  with of_operator as (
    select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'access') and c.relkind = 'r'
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'operator_id' and not a.attisdropped))
  select k.conrelid::regclass || ' ' || k.conname as name,
    (select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) as first,
    k.contype <> 'f' or k.confrelid in (select oid from of_operator) as counts
  from pg_constraint k where k.conrelid in (select oid from of_operator) and k.contype in ('p', 'u', 'f')
  union all
  select i.indexrelid::regclass::text, (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]), true
  from pg_index i where i.indisunique and i.indrelid in (select oid from of_operator) order by 1`
