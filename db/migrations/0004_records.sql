-- History, audit, outbox, mails and repeated requests; and the policies of the tables of 0001.

-- ── names: contacts, managers, authors, administrators, and organisations by name only (ACC-11a) ──

create view reach.names as
  select p.operator_id, p.person_id, p.name from people p where p.operator_id = (select access.operator());
create view reach.organization_names as
  select o.operator_id, o.id, o.name, o.kind, o.site, o.handle, o.parent_id from organizations o where o.operator_id = (select access.operator());

-- Tenants that come by a visible customer, for what the membership deciding the owner permits in them; in the acting one that is the
-- entering membership (ACC-11a). Rules ask it row by row, as a scalar: hashed, it would read every customer first.
create view reach.owned_tenants as
  select o.operator_id, o.id, c.owner_id
  from reach.customers c join organizations o on o.operator_id = c.operator_id and o.id = c.organization_id
  where o.path && (select access.ids('scope')) and o.id <> (select access.acting());
grant select on reach.owned_tenants to kontor_runtime;

-- ── history: with its record ──

create table history (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  object_type text not null check (object_type in ('customer')),
  object_id uuid not null,
  at timestamptz not null default now(),
  person_id uuid,
  home_id uuid,
  acting_id uuid,
  action text not null check (action in ('created', 'changed', 'imported', 'restored')),
  -- {"attribute": [before, after]}; persons and organisations by id
  changes jsonb not null default '{}',
  -- changes that were made as one: an import, or the assignments of somebody who left (LST-10)
  batch_id uuid,
  primary key (operator_id, id)
);
create index history_batch on history (operator_id, batch_id, object_id) where batch_id is not null and changes ? 'contact';
create index history_object on history (operator_id, object_id, id);
alter table history enable row level security;
create policy reading on history for select using (
  operator_id = (select access.operator())
  and exists (select from customers c where c.operator_id = history.operator_id and c.id = history.object_id));
grant select on history to kontor_runtime;

-- ── audit: of the organisation that was acted in and those below ──

create table audit (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  at timestamptz not null default now(),
  person_id uuid,
  person_name text collate "de-x-icu" not null,
  home_id uuid not null,
  acting_id uuid not null,
  action text not null,
  object_type text,
  object_id uuid,
  object_name text,
  details jsonb not null default '{}',
  search text not null generated always as (text_search(person_name)) stored,
  primary key (operator_id, id),
  foreign key (operator_id, home_id) references organizations (operator_id, id),
  foreign key (operator_id, acting_id) references organizations (operator_id, id)
);
create index audit_acting on audit (operator_id, acting_id, at, id);
create index audit_at on audit (operator_id, at, id);
alter table audit enable row level security;
insert into access.arms (object, position, arm, rule) values
  ('audit', 1, 'organization', 'acting_id in (select unnest(access.organizations_with(''audit.read'')))'),
  ('audit', 2, 'tenant', '(select true from reach.owned_tenants t where t.id = acting_id and t.owner_id = any ((select access.organizations_with(''audit.read''))::uuid[]) limit 1)');

-- ── outbox: what happened, told in the same transaction; ids only ──

create table outbox (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  at timestamptz not null default now(),
  kind text not null,
  payload jsonb not null,
  primary key (operator_id, id)
);
create index outbox_at on outbox (operator_id, at);
alter table outbox enable row level security;
create policy writing on outbox for insert with check (operator_id = (select access.operator()) and (select access.writable()));
create policy reading on outbox for select using (operator_id = (select access.operator()) and (select access.flag('system')));
grant insert, select on outbox to kontor_runtime;

-- ── mails: template and ids; no table ever holds a link's token (NTF-3) ──

create table mails (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  organization_id uuid not null,
  person_id uuid not null,
  template text not null,
  params jsonb not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'kept', 'sent', 'failed', 'withdrawn')),
  attempts int not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (operator_id, id),
  foreign key (operator_id, organization_id) references organizations (operator_id, id),
  foreign key (operator_id, person_id) references people (operator_id, person_id)
);
alter table mails enable row level security;
create policy reading on mails for select using (
  operator_id = (select access.operator())
  and ((select access.flag('system')) or (select access.acting() = access.operator()) and 'mails.read' = any ((select access.entry_permissions())::text[])));
create policy writing on mails for insert with check (operator_id = (select access.operator()) and (select access.writable()));
create policy changing on mails for update
  using (operator_id = (select access.operator()) and (select access.writable()) and ((select access.flag('system'))
    or (select access.acting() = access.operator()) and 'mails.read' = any ((select access.entry_permissions())::text[])))
  with check (operator_id = (select access.operator()) and (select access.writable()) and ((select access.flag('system'))
    or (select access.acting() = access.operator()) and 'mails.read' = any ((select access.entry_permissions())::text[])));
grant select, insert on mails to kontor_runtime;
grant update (status, attempts, last_error, sent_at) on mails to kontor_runtime;

-- ── repeated requests: kept for a day, in the write's own transaction ──

create table idempotency_keys (
  operator_id uuid not null references operators,
  person_id uuid not null,
  organization_id uuid not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  result_id uuid,
  -- of a bulk request: what became of each item
  outcomes jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (operator_id, person_id, organization_id, route, key)
);
alter table idempotency_keys enable row level security;
create policy own on idempotency_keys using (
  operator_id = (select access.operator()) and (person_id = (select access.person()) or (select access.flag('system'))))
  with check (operator_id = (select access.operator()) and person_id = (select access.person()));
grant select, insert, delete on idempotency_keys to kontor_runtime;
grant update (result_id, outcomes) on idempotency_keys to kontor_runtime;

-- ── the tables of 0001 ──

alter table operators enable row level security;
create policy reading on operators for select using (operator_id = (select access.operator()));
grant select on operators to kontor_runtime;

alter table organizations enable row level security;
insert into access.arms (object, position, arm, rule) values
  ('organizations', 1, 'scope', 'kind <> ''customer'' and path && (select access.ids(''roots''))'),
  ('organizations', 2, 'acting', 'id = (select access.acting())'),
  ('organizations', 3, 'tenant', 'kind = ''customer'' and path && (select access.ids(''scope'')) and (select true from reach.customers c where c.organization_id = organizations.id limit 1)');

alter table memberships enable row level security;
insert into access.arms (object, position, arm, rule) values
  ('memberships', 1, 'self', 'person_id = (select access.person())'),
  ('memberships', 2, 'organization', 'organization_id in (select unnest(access.organizations_with(''people.read'')))'),
  ('memberships', 3, 'tenant', '(select true from reach.owned_tenants t where t.id = organization_id and t.owner_id = any ((select access.organizations_with(''people.read''))::uuid[]) limit 1)');

alter table membership_roles enable row level security;
create policy reading on membership_roles for select using (
  operator_id = (select access.operator())
  and exists (select from memberships m where m.operator_id = membership_roles.operator_id and m.id = membership_roles.membership_id));
grant select on membership_roles to kontor_runtime;

alter table roles enable row level security;
create policy reading on roles for select using (
  operator_id = (select access.operator()) and (
    (select access.flag('system'))
    or audience = 'customer'
    or audience = 'partner' and not (select access.flag('in_customer'))
    or audience = 'operator' and (select access.acting() = access.operator())));
grant select on roles to kontor_runtime;

alter table module_access enable row level security;
create policy reading on module_access for select using (operator_id = (select access.operator()) and (select access.acting() = access.operator()));
grant select on module_access to kontor_runtime;

alter table people enable row level security;
create policy reading on people for select using (false);
alter table deputies enable row level security;
create policy reading on deputies for select using (
  operator_id = (select access.operator()) and (select access.person()) in (person_id, deputy_id));
grant select on deputies to kontor_runtime;
alter table shares enable row level security;
create policy reading on shares for select using (
  operator_id = (select access.operator())
  and exists (select from customers c where c.operator_id = shares.operator_id and c.id = shares.object_id)
  -- one of several grantees does not learn of the others
  and exists (select from organizations o
    where o.operator_id = shares.operator_id and o.id in (shares.giver_id, shares.grantee_id)));
grant select on shares to kontor_runtime;

create function access.apply_reading(object text) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  reading text;
begin
  select format('operator_id = (select access.operator()) and (%s)', string_agg('(' || a.rule || ')', ' or ' order by a.position))
    into reading from access.arms a where a.object = apply_reading.object;
  execute format('create policy reading on %I for select using (%s)', object, reading);
  execute format('create view reach.%I as select * from %I where %s', object, object, reading);
  execute format('grant select on %I to kontor_runtime', object);
  execute format('grant select on reach.%I to kontor_runtime', object);
end $$;
revoke execute on function access.apply_reading(text) from public;
select access.apply_reading('organizations');
select access.apply_reading('memberships');
select access.apply_reading('audit');
grant select on reach.names, reach.organization_names to kontor_runtime;

-- Machinery that writes organisations and memberships (set-up, invitations) goes through definer functions; see 0005.

-- ── history, audit and outbox are written by statement-level triggers, so no path can forget them and bulk stays fast ──

-- The names of the API for the columns of customers.
create function access.customer_attribute(col text) returns text language sql immutable parallel safe
  return case col
    when 'owner_id' then 'owner' when 'contact_id' then 'contact' when 'manager_id' then 'manager'
    when 'external_id' then 'externalId' when 'postal_code' then 'postalCode' when 'vat_id' then 'vatId'
    when 'customer_since' then 'customerSince'
    when 'name' then col when 'number' then col when 'status' then col when 'email' then col when 'phone' then col when 'website' then col
    when 'street' then col when 'city' then col when 'state' then col when 'country' then col when 'industry' then col when 'imported' then col
  end;

create function access.author() returns uuid language sql stable parallel safe
  return nullif(current_setting('kontor.author', true), '')::uuid;
create function access.home() returns uuid language sql stable parallel safe
  return nullif(current_setting('kontor.home', true), '')::uuid;
create function access.author_name() returns text language sql stable security definer set search_path = public, pg_temp
  return coalesce((select p.name from persons p where p.id = access.author()), 'Kontor');

-- What the row rule asks of a customer: an event carries it from before and after (LST-10).
create function access.customer_state(c customers) returns jsonb language sql immutable parallel safe
  return jsonb_build_object('owner', c.owner_id, 'contact', c.contact_id, 'manager', c.manager_id, 'organization', c.organization_id);

create function customers_created() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  in_import boolean := access.flag('import');
  n int;
begin
  insert into history (operator_id, object_type, object_id, person_id, home_id, acting_id, action)
    select operator_id, 'customer', id, access.author(), access.home(), access.acting(), case when in_import then 'imported' else 'created' end from fresh;
  get diagnostics n = row_count;
  if n = 0 then return null; end if;
  if not in_import and access.acting() is not null then
    insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name)
      select operator_id, access.author(), access.author_name(), access.home(), access.acting(), 'customer.created', 'customer', id, name from fresh;
  end if;
  insert into outbox (operator_id, kind, payload)
    select f.operator_id, 'customers.created', case when count(*) <= 100
      then jsonb_build_object('items', jsonb_agg(jsonb_build_object('id', f.id, 'to', access.customer_state(f))))
      else jsonb_build_object('count', count(*), 'from', '[]'::jsonb, 'to', jsonb_agg(distinct access.customer_state(f))) end
    from fresh f group by f.operator_id;
  return null;
end $$;
create trigger customers_created after insert on customers
  referencing new table as fresh for each statement execute function customers_created();

create function customers_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  in_import boolean := access.flag('import');
  batch uuid := nullif(current_setting('kontor.batch', true), '')::uuid;
begin
  with differences as (
    select n.operator_id, n.id, n.name, d.changes
    from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
    cross join lateral (
      select jsonb_object_agg(access.customer_attribute(b.key), jsonb_build_array(a.value, b.value)) as changes
      from jsonb_each(to_jsonb(n)) b join jsonb_each(to_jsonb(o)) a on a.key = b.key
      where access.customer_attribute(b.key) is not null and a.value is distinct from b.value) d
    where d.changes is not null
  ), told as (
    insert into history (operator_id, object_type, object_id, person_id, home_id, acting_id, action, changes, batch_id)
      select operator_id, 'customer', id, access.author(), access.home(), access.acting(),
        case when access.flag('undo') then 'restored' when in_import then 'imported' else 'changed' end, changes, batch
      from differences
  )
  insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name)
    select operator_id, access.author(), access.author_name(), access.home(), access.acting(),
      case when changes ? 'contact' then 'customer.contact_assigned' else 'customer.changed' end, 'customer', id, name
    from differences where not in_import and access.acting() is not null;
  insert into outbox (operator_id, kind, payload)
    select n.operator_id, 'customers.changed', case when count(*) <= 100
      then jsonb_build_object('items', jsonb_agg(jsonb_build_object('id', n.id, 'from', access.customer_state(o), 'to', access.customer_state(n))))
      else jsonb_build_object('count', count(*), 'from', jsonb_agg(distinct access.customer_state(o)), 'to', jsonb_agg(distinct access.customer_state(n))) end
    from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id where n.revision <> o.revision group by n.operator_id;
  return null;
end $$;
create trigger customers_changed after update on customers
  referencing old table as stale new table as fresh for each statement execute function customers_changed();

create function memberships_touch() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changed_at := now();
  new.changed_by := access.author();
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger memberships_touch before update of visibility, status on memberships for each row execute function memberships_touch();

create function memberships_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name, details)
    select n.operator_id, access.author(), access.author_name(), coalesce(access.home(), n.organization_id), coalesce(access.acting(), n.organization_id),
      case when n.visibility is distinct from o.visibility then 'membership.visibility_changed'
        when n.status = 'ended' then 'membership.removed' else 'membership.accepted' end,
      'membership', n.id, n.name,
      case when n.visibility is distinct from o.visibility then jsonb_build_object('before', o.visibility, 'after', n.visibility) else '{}' end
    from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
    where n.visibility is distinct from o.visibility or n.status is distinct from o.status and n.status <> 'invited';
  return null;
end $$;
create trigger memberships_changed after update on memberships
  referencing old table as stale new table as fresh for each statement execute function memberships_changed();

-- ── writes that may take a row out of the writer's sight: the right first, then the change ──

-- CUS-7: contacts are active members of the owning site or its parent partner.
create function access.may_be_contact(of_operator uuid, owner uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from organizations o
    join memberships m on m.operator_id = o.operator_id and m.person_id = person and m.status = 'active'
      and (m.organization_id = o.id or m.organization_id = o.parent_id)
    join organizations mo on mo.operator_id = m.operator_id and mo.id = m.organization_id and (mo.id = o.id or mo.kind = 'partner') and mo.effective
    where o.operator_id = of_operator and o.id = owner)
$$;

-- What the actor may do with customers of an owner: by the membership that decides it, in a tenant by the entering one (ACC-10).
create function access.permissions_over(owner uuid) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if access.flag('in_customer') then
    return case when exists (select from customers c
      where c.operator_id = access.operator() and c.organization_id = access.acting() and c.owner_id = owner)
      then access.entry_permissions() else '{}' end;
  end if;
  return coalesce((select d.permissions from organizations o
    cross join access.decisions(access.person(), access.operator(), 'customers', array[owner]) d
    where o.operator_id = access.operator() and o.id = owner and o.path && access.ids('roots') and d.organization_id = owner), '{}');
end $$;

-- Who could become contact of a customer of this owner.
create function access.contact_candidates(owner uuid) returns table (person_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.person_id, m.name from organizations o
  join memberships m on m.operator_id = o.operator_id and m.status = 'active' and (m.organization_id = o.id or m.organization_id = o.parent_id)
  join organizations mo on mo.operator_id = m.operator_id and mo.id = m.organization_id and (mo.id = o.id or mo.kind = 'partner') and mo.effective
  where o.operator_id = access.operator() and o.id = owner
    and access.permissions_over(owner) && '{customers.assign_contact,customers.create,customers.import}'
$$;

create function access.assign_contact(customer uuid, new_contact uuid, expected_revision int) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c customers%rowtype;
begin
  select x.* into c from reach.customers x where x.id = customer;
  if not found then return jsonb_build_object('status', 404); end if;
  select x.* into c from customers x where x.operator_id = access.operator() and x.id = customer for update;
  if not access.writable() or not 'customers.assign_contact' = any (access.permissions_over(c.owner_id)) then
    return jsonb_build_object('status', 403);
  end if;
  if c.revision <> expected_revision then return jsonb_build_object('status', 409); end if;
  if new_contact is not null and not access.may_be_contact(c.operator_id, c.owner_id, new_contact) then
    return jsonb_build_object('status', 422);
  end if;
  update customers x set contact_id = new_contact where x.operator_id = c.operator_id and x.id = c.id;
  return (select jsonb_build_object('status', 200, 'revision', x.revision, 'before', c.contact_id, 'owner', c.owner_id, 'manager', c.manager_id,
      'visible', exists (select from reach.customers r where r.id = customer))
    from customers x where x.operator_id = c.operator_id and x.id = c.id);
end $$;

-- Administrators to name where a list explains itself (ACC-13): of the organisations that decide, nearest first.
create function access.administrators() returns table (name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.name from memberships m
  join membership_roles mr on mr.operator_id = m.operator_id and mr.membership_id = m.id
  join roles r on r.operator_id = mr.operator_id and r.id = mr.role_id and 'people.manage' = any (r.permissions)
  where m.operator_id = access.operator() and m.status = 'active' and m.organization_id = access.home() and m.person_id <> access.person()
  order by m.name limit 3
$$;

revoke execute on all functions in schema access from public;
grant execute on function access.customer_attribute(text), access.author(), access.home(), access.contact_candidates(uuid),
  access.assign_contact(uuid, uuid, int), access.administrators() to kontor_runtime;
