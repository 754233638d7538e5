-- Customers and prospects (CUS-1): one record, status tells which.

create sequence customer_numbers;
grant usage on sequence customer_numbers to kontor_runtime;

-- Kontor's own numbers: unique, short at first, and in an order that only the key of the installation tells, so that nobody reads the
-- growth of others from them. A Feistel network permutes each block of numbers of one length: 9 * 10^k numbers are a table of two sides
-- whose halves of a number are moved by what the key makes of the other half.
create function customer_number() returns text language plpgsql volatile set search_path = public, pg_temp as $$
declare
  n bigint := nextval('customer_numbers') - 1;
  block bigint := 90000;
  width bigint := 300;
  height bigint;
  x bigint;
  y bigint;
  salt constant bytea := 'customer number'::bytea || access.signing_key();
begin
  while n >= block loop
    n := n - block;
    block := block * 10;
    if block / width >= width * 100 then width := width * 10; end if;
  end loop;
  height := block / width;
  x := n / height;
  y := n % height;
  for turn in 1..3 loop
    x := (x + customer_number_shift(salt, block + turn, y)) % width;
    y := (y + customer_number_shift(salt, block - turn, x)) % height;
  end loop;
  return 'K' || (block / 9 + x * height + y);
end $$;

-- What the key makes of half a number: the first 56 bits of a hash.
create function customer_number_shift(salt bytea, turn bigint, half bigint) returns bigint language sql immutable parallel safe
  return ('x' || encode(substring(sha256(salt || int8send(turn) || int8send(half)) for 7), 'hex'))::bit(56)::bigint;

create table customers (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  owner_id uuid not null,
  contact_id uuid,
  manager_id uuid,
  organization_id uuid,
  number text collate "de-x-icu" not null default customer_number(),
  external_id text collate "de-x-icu",
  status text not null check (status in ('customer', 'prospect')),
  name text collate "de-x-icu" not null check (name <> ''),
  email text collate "de-x-icu",
  phone text collate "de-x-icu",
  website text collate "de-x-icu",
  street text collate "de-x-icu",
  postal_code text collate "de-x-icu",
  city text collate "de-x-icu",
  state text collate "de-x-icu",
  country text,
  industry text,
  vat_id text collate "de-x-icu",
  customer_since date,
  -- IMP-3: columns of a file that Kontor has no field for, and wrong values of optional fields
  imported jsonb not null default '{}',
  -- {header: [field]}: the fields that such values were meant for, also once the text is gone; they are hidden with the field (ACC-15)
  imported_fields jsonb not null default '{}',
  search text not null generated always as (text_search(
    name || E'\n' || number || E'\n' || coalesce(external_id, '') || E'\n' || coalesce(city, '') || E'\n' || coalesce(postal_code, '') || E'\n' ||
    coalesce(street, '') || E'\n' || coalesce(phone, '') || E'\n' || coalesce(email, '') || E'\n' || coalesce(vat_id, ''))) stored,
  created_at timestamptz not null default now(),
  created_by uuid,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  revision int not null default 1,
  primary key (operator_id, id),
  unique (operator_id, number),
  unique (operator_id, owner_id, external_id),
  unique (operator_id, organization_id),
  foreign key (operator_id, owner_id) references organizations (operator_id, id),
  foreign key (operator_id, organization_id) references organizations (operator_id, id),
  foreign key (operator_id, contact_id) references people (operator_id, person_id),
  foreign key (operator_id, manager_id) references people (operator_id, person_id)
);
create index customers_name on customers (operator_id, name, id);
create index customers_changed on customers (operator_id, changed_at, name, id);
create index customers_created on customers (operator_id, created_at, name, id);
create index customers_city on customers (operator_id, city, name, id);
create index customers_owner_name on customers (operator_id, owner_id, name, id);
-- what the arms of the row rule read is in it, so that a total needs no rows: a third of the time
create index customers_owner_contact_name on customers (operator_id, owner_id, contact_id, name, id) include (manager_id, organization_id);
create index customers_owner_city on customers (operator_id, owner_id, city, name, id);
create index customers_owner_changed on customers (operator_id, owner_id, changed_at, name, id);
create index customers_owner_created on customers (operator_id, owner_id, created_at, name, id);
create index customers_owner_number on customers (operator_id, owner_id, number, name, id);
create index customers_contact on customers (operator_id, contact_id, name, id) include (owner_id, manager_id, organization_id);
create index customers_manager on customers (operator_id, manager_id, name, id);
create index customers_search on customers using gin (owner_id, search gin_trgm_ops);

-- ── the row rule: each arm is a named definition, so that why (ACC-18) can be computed from the same text ──

create table access.arms (
  object text not null,
  position int not null,
  arm text not null,
  rule text not null,
  -- what the arm says where more than reading is asked; null: the same
  write_rule text,
  primary key (object, position)
);

insert into access.arms (object, position, arm, rule, write_rule) values
  ('customers', 1, 'everything', 'nullif((select access.everything()), false) is not unknown', null),
  ('customers', 2, 'all', 'owner_id = any ((select access.all_ids())::uuid[])', null),
  ('customers', 3, 'contact', 'contact_id = (select access.person()) and owner_id = any ((select access.own_ids())::uuid[])', null),
  ('customers', 4, 'manager', 'manager_id = (select access.person()) and (nullif((select access.manages_everywhere()), false) is not unknown or owner_id = any ((select access.manage_ids())::uuid[]))', null),
  ('customers', 5, 'deputy', '(contact_id, owner_id) in (select d.person_id, d.owner_id from access.deputised() d where not d.manages or d.owner_id = (select access.operator()))', null),
  ('customers', 6, 'deputy_manager', '(manager_id, owner_id) in (select d.person_id, d.owner_id from access.deputised() d where d.manages)', null),
  ('customers', 7, 'tenant', 'organization_id = any ((select access.tenant_ids())::uuid[])', null),
  ('customers', 8, 'shared', 'id in (select unnest(access.shared(''customer'', ''read'')))', 'id in (select unnest(access.shared(''customer'', ''write'')))');

-- Makes policies and reach view of a table from its arms: one definition, three applications.
create function access.apply_arms(object text, columns text) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  reading text;
  writing text;
begin
  select string_agg('(' || a.rule || ')', ' or ' order by a.position), string_agg('(' || coalesce(a.write_rule, a.rule) || ')', ' or ' order by a.position)
    into reading, writing from access.arms a where a.object = apply_arms.object;
  reading := format('operator_id = (select access.operator()) and (%s)', reading);
  writing := format('operator_id = (select access.operator()) and (select access.writable()) and (%s)', writing);
  execute format('create policy reading on %I for select using (%s)', object, reading);
  execute format('create policy changing on %I for update using (%s) with check (%s)', object, writing, writing);
  execute format('create view reach.%I as select %s from %I where %s', object, columns, object, reading);
  execute format('grant select on reach.%I to kontor_runtime', object);
  -- the same of fewer arms, for readers to whom the others give nothing: planned in a third of the time
  select string_agg('(' || a.rule || ')', ' or ' order by a.position) into reading
    from access.arms a where a.object = apply_arms.object and a.arm in ('everything', 'all', 'contact');
  execute format('create view reach.%I as select %s from %I where operator_id = (select access.operator()) and (%s)',
    object || '_by_owner', columns, object, reading);
  execute format('grant select on reach.%I to kontor_runtime', object || '_by_owner');
  -- what the owner's arms alone reach, for access.enter; the runtime role does not read it
  select string_agg('(' || a.rule || ')', ' or ' order by a.position) into reading
    from access.arms a where a.object = apply_arms.object and a.arm not in ('tenant', 'shared');
  execute format('create view access.%I as select %s from %I where operator_id = (select access.operator()) and (%s)',
    'owned_' || object, columns, object, reading);
end $$;
revoke execute on function access.apply_arms(text, text) from public;

alter table customers enable row level security;
select access.apply_arms('customers', '*');
create policy creating on customers for insert with check (
  operator_id = (select access.operator()) and (select access.writable())
  and ((select access.flag('system')) or owner_id = any ((select access.ids('create_ids'))::uuid[])
    or (select access.flag('create_everywhere')) and exists (
      select from organizations o where o.operator_id = customers.operator_id and o.id = customers.owner_id and o.kind <> 'customer')));
grant select, insert (operator_id, id, owner_id, contact_id, manager_id, external_id, status, name, email, phone, website, street, postal_code, city,
  state, country, industry, vat_id, customer_since, imported, imported_fields, created_by, changed_by) on customers to kontor_runtime;
grant update (name, status, external_id, email, phone, website, street, postal_code, city, state, country, industry, vat_id, customer_since,
  imported, imported_fields, changed_at, changed_by, revision) on customers to kontor_runtime;

create function customers_touch() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changed_at := now();
  new.changed_by := nullif(current_setting('kontor.author', true), '')::uuid;
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger customers_touch before update on customers
  for each row execute function customers_touch();
