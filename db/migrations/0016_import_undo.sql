-- Undoing an import (IMP-5), and the mapping of columns that the next file of the same kind begins with (IMP-2).

-- What undoing made of a row that was taken over; null: it stands.
alter table import_rows
  add column undone text check (undone in ('removed', 'restored', 'kept')),
  add column undone_why text check ((undone_why is not null) = (undone is not distinct from 'kept'));
create index import_rows_undone on import_rows (operator_id, import_id, undone, row) where undone is not null;
-- the other imports that know a customer
create index import_rows_customer on import_rows (operator_id, customer_id) where customer_id is not null;
grant update (undone, undone_why) on import_rows to kontor_runtime;

create table import_undos (
  operator_id uuid not null references operators,
  import_id uuid not null,
  -- who asked for it last
  person_id uuid not null,
  status text not null check (status in ('running', 'done', 'failed', 'cancelled')),
  failure text,
  -- goes up with every start: the job of an earlier one stops
  attempt int not null default 1,
  -- rows that stood when it began, seen or not
  total int not null,
  removed int not null default 0,
  restored int not null default 0,
  kept int not null default 0,
  -- kept as well: customers that whoever undoes does not see (ACC-12)
  unseen int not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (operator_id, import_id),
  foreign key (operator_id, import_id) references imports (operator_id, id) on delete cascade,
  foreign key (operator_id, person_id) references people (operator_id, person_id)
);
alter table import_undos enable row level security;
create policy reading on import_undos for select using (
  operator_id = (select access.operator())
  and exists (select from imports i where i.operator_id = import_undos.operator_id and i.id = import_undos.import_id));
create policy starting on import_undos for insert with check (
  operator_id = (select access.operator()) and (select access.writable()) and person_id = (select access.person())
  and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])));
create policy changing on import_undos for update
  using (operator_id = (select access.operator()) and (select access.writable())
    and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])))
  with check (operator_id = (select access.operator()) and (select access.writable())
    and import_id in (select i.id from imports i where i.organization_id = any ((select access.organizations_open('customers.import'))::uuid[])));
grant select, insert on import_undos to kontor_runtime;
grant update (person_id, status, failure, attempt, total, removed, restored, kept, unseen, started_at, finished_at) on import_undos to kontor_runtime;

create table import_mappings (
  operator_id uuid not null references operators,
  organization_id uuid not null,
  -- a hash of the set of headers
  headers text not null,
  -- {header: field, or null where its values are kept as text}
  fields jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by uuid not null,
  primary key (operator_id, organization_id, headers),
  foreign key (operator_id, organization_id) references organizations (operator_id, id),
  foreign key (operator_id, changed_by) references people (operator_id, person_id)
);
alter table import_mappings enable row level security;
create policy importing on import_mappings
  using (operator_id = (select access.operator()) and (select access.writable())
    and organization_id = any ((select access.organizations_open('customers.import'))::uuid[]))
  with check (operator_id = (select access.operator()) and (select access.writable())
    and organization_id = any ((select access.organizations_open('customers.import'))::uuid[]));
grant select, insert, delete on import_mappings to kontor_runtime;
grant update (fields, changed_at, changed_by) on import_mappings to kontor_runtime;

-- ── what the runtime role may not do or see ──

-- What hangs on customers in sight and keeps them from being removed. A table that refers to customers is asked here. Definer: shares
-- that tell the reader nothing hang on a customer too.
create function access.customers_in_use(ids uuid[]) returns table (id uuid, why text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, case when c.organization_id is not null then 'tenant' else 'shared' end
  from customers c join reach.customers r on r.operator_id = c.operator_id and r.id = c.id
  where c.operator_id = access.operator() and c.id = any (ids)
    and (c.organization_id is not null
      or exists (select from shares s where s.operator_id = c.operator_id and s.object_type = 'customer' and s.object_id = c.id))
$$;

-- What became of the rows that an import took over, seen or not (ACC-12: counted, never named). Definer: counts what the reader does not see.
create function access.import_remains(of_import uuid) returns table (removed int, restored int, kept int, standing int)
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) filter (where r.undone = 'removed')::int, count(*) filter (where r.undone = 'restored')::int,
    count(*) filter (where r.undone = 'kept')::int, count(*) filter (where r.undone is null)::int
  from reach.imports i join import_rows r on r.operator_id = i.operator_id and r.import_id = i.id and r.revision is not null
  where i.id = of_import
$$;

-- The organisation of an import, and what somebody may do there who may undo it: import, with all of its customers in sight.
create function access.import_undoer(of_import uuid, out owner uuid, out permissions text[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  select i.organization_id, d.permissions into owner, permissions
  from imports i join access.decisions(access.person(), access.operator(), 'customers', access.ids('roots')) d
    on d.organization_id = i.organization_id and d.visibility = 'all' and 'customers.import' = any (d.permissions)
  where i.operator_id = access.operator() and i.id = of_import;
  if not found or not access.writable() then
    raise exception 'not permitted' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Removes customers that an import created and nobody has touched since, with their history. Definer: customers are removed by no grant.
create function access.remove_imported(of_import uuid, ids uuid[]) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  undoer record := access.import_undoer(of_import);
  gone uuid[];
begin
  if not 'customers.create' = any (undoer.permissions) then
    raise exception 'not permitted' using errcode = 'insufficient_privilege';
  end if;
  select array_agg(c.id) into gone
  from customers c join import_rows r on r.operator_id = c.operator_id and r.customer_id = c.id
  where c.operator_id = access.operator() and c.owner_id = undoer.owner and c.id = any (ids)
    and r.import_id = of_import and r.before is null and r.revision = c.revision
    and not exists (select from access.customers_in_use(ids) u where u.id = c.id);
  -- rows of a customer that is gone would be nobody's to see
  update import_rows r set customer_id = null where r.operator_id = access.operator() and r.customer_id = any (gone);
  delete from history h where h.operator_id = access.operator() and h.object_type = 'customer' and h.object_id = any (gone);
  delete from customers c where c.operator_id = access.operator() and c.id = any (gone);
  return query select unnest(gone);
end $$;

-- Sets contacts back to those whom an import found; of customers that nobody has touched since. Who may not assign others gives back what
-- was taken for themselves. Definer: contacts are written by no grant.
create function access.restore_imported_contacts(of_import uuid, ids uuid[]) returns table (id uuid, revision int)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  undoer record := access.import_undoer(of_import);
begin
  return query update customers c set contact_id = (r.before ->> 'contact')::uuid from import_rows r
    where c.operator_id = access.operator() and c.owner_id = undoer.owner and c.id = any (ids)
      and r.operator_id = c.operator_id and r.import_id = of_import and r.customer_id = c.id and r.before is not null and r.revision = c.revision
      and ('customers.assign_contact' = any (undoer.permissions) or c.contact_id = access.person())
      and (r.before ->> 'contact' is null or access.may_be_contact(c.operator_id, c.owner_id, (r.before ->> 'contact')::uuid))
    returning c.id, c.revision;
end $$;

-- One entry for the whole of it, however it ended. Definer: audit is written by functions and triggers only.
create function access.note_import_undone(of_import uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select access.note(i.operator_id, i.organization_id, 'import.undone', 'import', i.id, i.file_name,
    jsonb_build_object('file', i.file_name, 'removed', u.removed::text, 'restored', u.restored::text, 'kept', (u.kept + u.unseen)::text))
  from imports i join import_undos u on u.operator_id = i.operator_id and u.import_id = i.id
  where i.operator_id = access.operator() and i.id = of_import and u.status <> 'running' and access.writable()
    and i.organization_id = any (access.organizations_open('customers.import'))
$$;

revoke execute on function access.customers_in_use(uuid[]), access.import_remains(uuid), access.import_undoer(uuid), access.remove_imported(uuid, uuid[]),
  access.restore_imported_contacts(uuid, uuid[]), access.note_import_undone(uuid) from public;
grant execute on function access.customers_in_use(uuid[]), access.import_remains(uuid), access.remove_imported(uuid, uuid[]),
  access.restore_imported_contacts(uuid, uuid[]), access.note_import_undone(uuid) to kontor_runtime;

create function customers_removed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (operator_id, kind, payload)
    select s.operator_id, 'customers.removed', case when count(*) <= 100
      then jsonb_build_object('items', jsonb_agg(jsonb_build_object('id', s.id, 'from', access.customer_state(s))))
      else jsonb_build_object('count', count(*), 'from', jsonb_agg(distinct access.customer_state(s)), 'to', '[]'::jsonb) end
    from stale s group by s.operator_id;
  return null;
end $$;
create trigger customers_removed after delete on customers
  referencing old table as stale for each statement execute function customers_removed();
