-- The live refresh (LST-10): what is told to the processes that hold event streams, and how a stream enters again.

-- ── whether somebody sees a customer in some state: the row rule, applied to values instead of a row ──

-- A stream may tell that a row is gone only to those who could see it before (ACC-12); `before` stands in no table any more.
do $$
begin
  execute format('create function access.customer_seen(operator_id uuid, id uuid, owner_id uuid, contact_id uuid, manager_id uuid, organization_id uuid)
    returns boolean language sql stable parallel safe as %L',
    (select format('select operator_id = (select access.operator()) and (%s)', string_agg('(' || a.rule || ')', ' or ' order by a.position))
      from access.arms a where a.object = 'customers'));
end $$;

-- ── entering again ──

-- Enters as access.enter does, for a stream that is open already: a page that only listens is no sign of life of its session (PPL-6), and what
-- is written to the audit on entering stands there since it was opened. `until`: when the session ends if nobody uses it.
create function access.enter_stream(token_hash bytea, address text, in_module text, across boolean, view_as uuid) returns json
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  session_person uuid;
  ends_at timestamptz;
begin
  select x.person_id, least(x.expires_at, x.last_seen_at + make_interval(secs => x.idle_seconds)) into session_person, ends_at from sessions x
    where x.token_hash = enter_stream.token_hash and x.expires_at > now() and x.last_seen_at > now() - make_interval(secs => x.idle_seconds);
  if session_person is null then
    perform access.leave();
    return json_build_object('entered', json_build_object('status', 401, 'code', 'session.missing'));
  end if;
  return json_build_object('until', floor(extract(epoch from ends_at) * 1000)::bigint,
    'entered', access.enter_person(session_person, address, in_module, across, view_as));
end $$;

-- ── people: memberships that come, change and end ──

create function memberships_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform access.tell_people(array_agg(n.operator_id), jsonb_agg(jsonb_build_object('id', n.id, 'to', access.person_state(n)))) from fresh n;
    perform access.tell_rights(n.operator_id, n.person_id) from fresh n;
  else
    perform access.tell_people(array_agg(n.operator_id), jsonb_agg(jsonb_build_object('id', n.id, 'from', access.person_state(o), 'to', access.person_state(n))))
      from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id;
    perform access.tell_rights(n.operator_id, n.person_id) from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
      where n.status <> o.status or n.visibility <> o.visibility;
  end if;
  return null;
end $$;

create function membership_roles_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.tell_people(array_agg(m.operator_id), jsonb_agg(jsonb_build_object('id', m.id, 'from', access.person_state(m), 'to', access.person_state(m))))
    from memberships m where (m.operator_id, m.id) in (select f.operator_id, f.membership_id from touched f);
  perform access.tell_rights(m.operator_id, m.person_id)
    from memberships m where (m.operator_id, m.id) in (select f.operator_id, f.membership_id from touched f);
  return null;
end $$;

-- What the list of people asks of a membership. Tenants are no part of the tree that a stream knows.
create function access.person_state(m memberships) returns jsonb language sql stable set search_path = public, pg_temp
  return jsonb_build_object('organization', m.organization_id, 'status', m.status, 'kind',
    (select o.kind from organizations o where o.operator_id = m.operator_id and o.id = m.organization_id));

-- One event per statement and operator, as for customers.
create function access.tell_people(operators uuid[], items jsonb) returns void language sql volatile set search_path = public, pg_temp as $$
  insert into outbox (operator_id, kind, payload)
    select t.operator_id, 'people.changed', case when count(*) <= 100 then jsonb_build_object('items', jsonb_agg(t.item))
      else jsonb_build_object('count', count(*), 'from', coalesce(jsonb_agg(distinct t.item -> 'from') filter (where t.item ? 'from'), '[]'),
        'to', jsonb_agg(distinct t.item -> 'to')) end
    from (select x.operator_id, y.item from unnest(operators) with ordinality x(operator_id, n)
      join jsonb_array_elements(items) with ordinality y(item, n) using (n)) t
    group by t.operator_id
$$;

-- ── notices: `e operator event`, `r operator person` (or * for everybody's rights), `s person` (a session ended); ids only ──

-- Of a person, whose deputies see what that person sees; or, without one, of everybody.
create function access.tell_rights(of_operator uuid, of_person uuid) returns void language sql volatile set search_path = public, pg_temp as $$
  select pg_notify('kontor_live', 'r ' || of_operator || ' ' || coalesce(x.id::text, '*'))
  from (select of_person union select d.deputy_id from deputies d where d.operator_id = of_operator and d.person_id = of_person) x(id)
$$;

-- A shared row counts by its share as soon as its owner is out of scope (ACC-10): whose, no stream can tell from the event.
create function customers_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.tell_rights(n.operator_id, null) from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
    where n.owner_id <> o.owner_id and exists (
      select from shares s where s.operator_id = n.operator_id and s.object_type = 'customer' and s.object_id = n.id);
  return null;
end $$;

-- The argument names the column of the person whose rights they are; without one they are everybody's.
create function rights_touched() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  touched constant jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  perform pg_notify('kontor_live', concat_ws(' ', 'r', touched ->> 'operator_id', coalesce(touched ->> tg_argv[0], '*')));
  return null;
end $$;

create function sessions_ended() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('kontor_live', 's ' || old.person_id);
  return null;
end $$;

create function outbox_told() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('kontor_live', 'e ' || new.operator_id || ' ' || new.id);
  return null;
end $$;

create trigger outbox_told after insert on outbox for each row
  when (new.kind in ('customers.created', 'customers.changed', 'customers.removed', 'people.changed')) execute function outbox_told();
create trigger memberships_made_told after insert on memberships
  referencing new table as fresh for each statement execute function memberships_told();
create trigger memberships_changed_told after update on memberships
  referencing old table as stale new table as fresh for each statement execute function memberships_told();
create trigger membership_roles_given_told after insert on membership_roles
  referencing new table as touched for each statement execute function membership_roles_told();
create trigger membership_roles_taken_told after delete on membership_roles
  referencing old table as touched for each statement execute function membership_roles_told();
create trigger customers_moved after update on customers
  referencing old table as stale new table as fresh for each statement execute function customers_moved();
create trigger roles_touched after update or delete on roles for each row execute function rights_touched();
create trigger module_access_touched after insert or update or delete on module_access for each row execute function rights_touched();
create trigger deputies_touched after insert or update or delete on deputies for each row execute function rights_touched('deputy_id');
create trigger shares_touched after insert or update or delete on shares for each row execute function rights_touched();
create trigger organizations_made after insert on organizations for each row execute function rights_touched();
create trigger organizations_touched after update of parent_id, kind, site, edition, tenant_version, status, collaboration, work_as_blocked on organizations
  for each row execute function rights_touched();
create trigger sessions_ended after delete on sessions for each row execute function sessions_ended();
create trigger sessions_shortened after update of expires_at, idle_seconds on sessions for each row execute function sessions_ended();

revoke execute on function access.customer_seen(uuid, uuid, uuid, uuid, uuid, uuid), access.customer_state(customers), access.person_state(memberships),
  access.enter_stream(bytea, text, text, boolean, uuid), access.tell_people(uuid[], jsonb), access.tell_rights(uuid, uuid) from public;
grant execute on function access.customer_seen(uuid, uuid, uuid, uuid, uuid, uuid), access.enter_stream(bytea, text, text, boolean, uuid) to kontor_runtime;
