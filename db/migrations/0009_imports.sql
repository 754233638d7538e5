-- Imports of customer files (IMP-2 to IMP-4): what each row of a file became, with the image of its customer before (IMP-5).

create table imports (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  organization_id uuid not null,
  maker_id uuid not null,
  file_name text not null,
  status text not null check (status in ('checking', 'checked', 'running', 'done', 'failed', 'cancelled')),
  failure text,
  -- of a workbook: the sheet that is read, of all there are
  sheet text,
  sheets text[] not null default '{}',
  -- goes up with every new check or commit: the job of an earlier one stops
  attempt int not null default 1,
  encoding text not null check (encoding in ('utf-8', 'windows-1252')),
  delimiter text not null check (delimiter in (';', ',', E'\t')),
  -- [{header, key, field, samples}]
  columns jsonb not null,
  -- the columns go where an earlier file with the same headers was corrected to (IMP-2)
  remembered boolean not null default false,
  only_if_faultless boolean not null default false,
  total int not null default 0,
  creating int not null default 0,
  updating int not null default 0,
  unchanged int not null default 0,
  faulty int not null default 0,
  warned int not null default 0,
  -- records that are settled; a killed job goes on behind them
  done int not null default 0,
  -- rows of it stand, with the images to undo them (IMP-5)
  taken boolean not null default false,
  -- when a run last gave a sign of life: a command that was killed leaves its import to a worker
  worked_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (operator_id, id),
  foreign key (operator_id, organization_id) references organizations (operator_id, id),
  foreign key (operator_id, maker_id) references people (operator_id, person_id)
);
create index imports_created on imports (operator_id, organization_id, created_at);

create table import_rows (
  operator_id uuid not null,
  import_id uuid not null,
  row int not null,
  action text not null check (action in ('create', 'update', 'unchanged', 'error')),
  name text not null,
  -- whom the row matches or has created
  customer_id uuid,
  changes jsonb not null default '[]',
  problems jsonb not null default '[]',
  warned boolean not null generated always as (action <> 'error' and jsonb_array_length(problems) > 0) stored,
  -- once taken over: what the customer held before, null where the row created it, and its revision since
  before jsonb,
  revision int,
  primary key (operator_id, import_id, row),
  foreign key (operator_id, import_id) references imports (operator_id, id) on delete cascade
);
create index import_rows_action on import_rows (operator_id, import_id, action, row);
create index import_rows_warned on import_rows (operator_id, import_id, row) where warned;

-- finds likely duplicates by name, however it is spelled (IMP-3)
create index customers_owner_namesakes on customers (operator_id, owner_id, text_collapse(text_fold(name)));

-- ── who sees imports: their maker and imports.read of that organisation, while its customers are open to them (ACC-11a) ──

-- Organisations of the context whose customers are open to the membership that decides them, and which it gives a permission; null: any.
create function access.organizations_open(permission text) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select * from access.memberships_of(access.person(), access.operator(), 'customers') m
    where m.module_open and (permission is null or permission = any (m.permissions)))
  select coalesce(array_agg(d.id), '{}') from (
    select d.organization_id as id from access.decisions(access.person(), access.operator(), 'customers', access.ids('roots')) d
      where not access.flag('system') and d.membership_id in (select m.id from mine m)
    union all
    select access.acting() where access.flag('in_customer') and access.entering() in (select m.id from mine m)
    union all
    select o.id from organizations o where access.flag('system') and o.operator_id = access.operator()) d
$$;

alter table imports enable row level security;
insert into access.arms (object, position, arm, rule) values
  ('imports', 1, 'maker', 'maker_id = (select access.person()) and organization_id = any ((select access.organizations_open(null))::uuid[])'),
  ('imports', 2, 'organization', 'organization_id = any ((select access.organizations_open(''imports.read''))::uuid[])');
select access.apply_reading('imports');
create policy creating on imports for insert with check (
  operator_id = (select access.operator()) and (select access.writable()) and maker_id = (select access.person())
  and organization_id = any ((select access.organizations_open('customers.import'))::uuid[]));
create policy changing on imports for update
  using (operator_id = (select access.operator()) and (select access.writable())
    and organization_id = any ((select access.organizations_open('customers.import'))::uuid[]))
  with check (operator_id = (select access.operator()) and (select access.writable())
    and organization_id = any ((select access.organizations_open('customers.import'))::uuid[]));
grant insert on imports to kontor_runtime;
grant update (status, failure, attempt, sheet, encoding, delimiter, columns, remembered, only_if_faultless, total, creating, updating, unchanged, faulty, warned,
  done, taken, worked_at, finished_at) on imports to kontor_runtime;

-- Rows are filtered again: those of a customer with the customer; those of nobody's yet for the maker, and who sees all customers there.
alter table import_rows enable row level security;
create policy reading on import_rows for select using (
  operator_id = (select access.operator())
  and exists (select from imports i where i.operator_id = import_rows.operator_id and i.id = import_rows.import_id
    and (import_rows.customer_id is not null or i.maker_id = (select access.person())
      or nullif((select access.everything()), false) is not unknown or i.organization_id = any ((select access.all_ids())::uuid[])))
  and (customer_id is null
    or exists (select from customers c where c.operator_id = import_rows.operator_id and c.id = import_rows.customer_id)));
create policy writing on import_rows for insert with check (
  operator_id = (select access.operator()) and (select access.writable())
  and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])));
create policy changing on import_rows for update
  using (operator_id = (select access.operator()) and (select access.writable())
    and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])))
  with check (operator_id = (select access.operator()) and (select access.writable())
    and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])));
create policy removing on import_rows for delete using (
  operator_id = (select access.operator()) and (select access.writable())
  and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])));
grant select, insert, delete on import_rows to kontor_runtime;
grant update (action, name, customer_id, changes, problems, before, revision) on import_rows to kontor_runtime;

-- ── what the runtime role may not write ──

-- CUS-7 in bulk: sets contacts of customers of one owner, for who imports with all of them in sight. Definer: contacts are written by no grant.
create function access.import_contacts(owner uuid, pairs jsonb) returns table (id uuid, revision int)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  permitted text[];
begin
  select d.permissions into permitted from access.decisions(access.person(), access.operator(), 'customers', access.ids('roots')) d
    where d.organization_id = owner and d.visibility = 'all' and 'customers.import' = any (d.permissions);
  if not found or not access.writable() then
    raise exception 'not permitted' using errcode = 'insufficient_privilege';
  end if;
  return query update customers c set contact_id = p.contact from jsonb_to_recordset(pairs) as p(id uuid, contact uuid)
    where c.operator_id = access.operator() and c.owner_id = owner and c.id = p.id
      and ('customers.assign_contact' = any (permitted) or p.contact = access.person())
      and access.may_be_contact(c.operator_id, owner, p.contact)
    returning c.id, c.revision;
end $$;

-- One entry for the whole import. Definer: audit is written by functions and triggers only.
create function access.note_import(of_import uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select access.note(i.operator_id, i.organization_id, 'import.committed', 'import', i.id, i.file_name,
    jsonb_build_object('file', i.file_name, 'created', i.creating::text, 'updated', i.updating::text, 'unchanged', i.unchanged::text, 'errors', i.faulty::text))
  from imports i
  where i.operator_id = access.operator() and i.id = of_import and i.status = 'done' and access.writable()
    and i.organization_id = any (access.organizations_open('customers.import'))
$$;

-- Which of these imports may still need their file, of whatever operator: the machinery removes the others. Definer: asked outside of operators.
create function access.imports_needing_files(ids text[]) returns table (id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id::text from imports i where i.id::text = any (ids)
    and (i.status in ('checking', 'checked', 'running') or coalesce(i.finished_at, i.created_at) > now() - interval '30 days')
$$;

revoke execute on function access.imports_needing_files(text[]) from public;
grant execute on function access.imports_needing_files(text[]) to kontor_runtime;
revoke execute on function access.organizations_open(text), access.import_contacts(uuid, jsonb), access.note_import(uuid) from public;
grant execute on function access.organizations_open(text), access.import_contacts(uuid, jsonb), access.note_import(uuid) to kontor_runtime;
