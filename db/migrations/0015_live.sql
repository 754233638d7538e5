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

-- On what the rights of whoever has entered hang, by the names that notices have: the persons, theirs and those deputised for; the roles of
-- these; the organisations at and above the scope; and, with ^, those whose subtree it is.
-- Procedural and with generic plans, like entering itself: planning takes longer.
create function access.hanging() returns text[]
language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  of_operator constant uuid := access.operator();
  acting constant uuid := access.acting();
  people uuid[] := array[access.person(), nullif(current_setting('kontor.author', true), '')::uuid];
  scope constant uuid[] := access.ids('scope') || acting;
  places uuid[];
begin
  people := people || array(select d.person_id from deputies d where d.operator_id = of_operator and d.deputy_id = people[1]);
  places := array(select unnest(o.path) from organizations o where o.operator_id = of_operator and o.id = any (scope));
  if access.flag('in_customer') then
    -- a tenant is entered by its customer (ACC-3)
    places := places || array(select unnest(o.path) from customers c join organizations o on o.operator_id = c.operator_id and o.id = c.owner_id
      where c.operator_id = of_operator and c.organization_id = acting);
  end if;
  return array(select unnest(people || places)::text
    union all select mr.role_id::text from memberships m join membership_roles mr on mr.operator_id = m.operator_id and mr.membership_id = m.id
      where m.operator_id = of_operator and m.person_id = any (people) and m.status = 'active'
    union all select '^' || unnest(access.ids('roots')));
end $$;

-- What decides rows and stands not in the answer of entering: for whom somebody deputises where, where they may create, and the organisations
-- of the scope, where it is not the operator's whole tree.
create function access.unsaid() returns text
language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  roots constant uuid[] := access.ids('roots');
  below uuid[] := '{}';
begin
  if access.operator() <> all (roots) then below := access.subtree(access.operator(), roots); end if;
  -- where nothing was set on this connection yet, a setting is null, and else empty
  return concat_ws(';', coalesce(current_setting('kontor.deputised', true), ''), (select array_agg(x order by x) from unnest(access.ids('create_ids')) x)::text,
    (select array_agg(x order by x) from unnest(below) x)::text);
end $$;

-- Enters as access.enter does, for streams of one person that are open already: a page that only listens is no sign of life of its session
-- (PPL-6), and what is written to the audit on entering stands there since they were opened. `until`: by session, when it ends if nobody uses
-- it; a session that has ended is not there.
create function access.enter_stream(token_hashes bytea[], address text, in_module text, across boolean, view_as uuid) returns json
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  session_person uuid;
  until json;
  entered json;
begin
  select (array_agg(x.person_id))[1], json_object_agg(encode(x.token_hash, 'base64'),
      floor(extract(epoch from least(x.expires_at, x.last_seen_at + make_interval(secs => x.idle_seconds))) * 1000)::bigint)
    into session_person, until from sessions x
    where x.token_hash = any (token_hashes) and x.expires_at > now() and x.last_seen_at > now() - make_interval(secs => x.idle_seconds)
    having count(distinct x.person_id) = 1;
  if session_person is null then
    perform access.leave();
    return json_build_object('until', '{}'::json, 'entered', json_build_object('status', 401, 'code', 'session.missing'));
  end if;
  entered := access.enter_person(session_person, address, in_module, across, view_as);
  if access.operator() is null then return json_build_object('until', until, 'entered', entered); end if;
  return json_build_object('until', until, 'entered', entered, 'unsaid', access.unsaid(), 'hanging', access.hanging());
end $$;

-- ── people: memberships that come, change and end ──

create function memberships_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform access.tell_people(array_agg(n.operator_id), jsonb_agg(jsonb_build_object('id', n.id, 'to', access.person_state(n)))) from fresh n;
    perform access.tell_rights(n.operator_id, array[n.person_id::text]) from fresh n;
  else
    perform access.tell_people(array_agg(n.operator_id), jsonb_agg(jsonb_build_object('id', n.id, 'from', access.person_state(o), 'to', access.person_state(n))))
      from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id;
    perform access.tell_rights(n.operator_id, array[n.person_id::text]) from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
      where n.status <> o.status or n.visibility <> o.visibility;
  end if;
  return null;
end $$;

create function membership_roles_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.tell_people(array_agg(m.operator_id), jsonb_agg(jsonb_build_object('id', m.id, 'from', access.person_state(m), 'to', access.person_state(m))))
    from memberships m where (m.operator_id, m.id) in (select f.operator_id, f.membership_id from touched f);
  perform access.tell_rights(m.operator_id, array[m.person_id::text])
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

-- ── notices: `e operator event`, `r operator name` (whose rights may have changed, see access.hanging; * for everybody's), `s person` (a session
-- ended); ids only ──

create function access.tell_rights(of_operator uuid, names text[]) returns void language sql volatile set search_path = public, pg_temp as $$
  select pg_notify('kontor_live', 'r ' || of_operator || ' ' || x) from (select distinct unnest(names)) n(x)
$$;

-- Of those who have organisations in their scope. The operator's own staff see shared rows by their owner.
create function access.tell_above(of_operator uuid, places uuid[]) returns void language sql volatile set search_path = public, pg_temp as $$
  select access.tell_rights(of_operator, array(select '^' || x from unnest(places) x))
$$;

-- Of those to whom rows are shared.
create function access.tell_grantees(of_operator uuid, grantees uuid[]) returns void language sql volatile set search_path = public, pg_temp as $$
  select access.tell_above(of_operator, array(select x from organizations o, unnest(o.path) x
    where o.operator_id = of_operator and o.id = any (grantees) and x <> of_operator))
$$;

-- A shared row counts by its share as soon as its owner is out of scope (ACC-10): whose, no stream can tell from the event.
create function customers_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.tell_grantees(m.operator_id, m.grantees) from (
    select n.operator_id, array_agg(distinct s.grantee_id) as grantees
    from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
    join shares s on s.operator_id = n.operator_id and s.object_type = 'customer' and s.object_id = n.id
    where n.owner_id <> o.owner_id group by n.operator_id) m;
  return null;
end $$;

create function shares_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform access.tell_grantees(old.operator_id, array[old.grantee_id]); end if;
  if tg_op <> 'DELETE' then perform access.tell_grantees(new.operator_id, array[new.grantee_id]); end if;
  return null;
end $$;

create function organizations_made() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.tell_rights(n.operator_id, array_agg(n.id::text)) from fresh n group by n.operator_id;
  -- tenants are rows of their customer, and nobody's subtree
  perform access.tell_above(n.operator_id, array_agg(distinct x)) from fresh n, unnest(n.path) x where n.kind <> 'customer' group by n.operator_id;
  return null;
end $$;

-- A change of place or status is passed down by statements of its own, so that each organisation below tells its own.
create function organizations_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_operator uuid;
  changed uuid[];
  above uuid[];
begin
  for of_operator, changed, above in
    select m.operator_id, array_agg(distinct m.id), array_agg(distinct x) filter (where m.kind <> 'customer') from (
      select n.operator_id, n.id, n.kind, o.path || n.path as path from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
        where (o.path, o.effective, o.kind, o.site, o.edition, o.tenant_version, o.collaboration, o.work_as_blocked) is distinct from
          (n.path, n.effective, n.kind, n.site, n.edition, n.tenant_version, n.collaboration, n.work_as_blocked)) m, unnest(m.path) x
    group by m.operator_id
  loop
    perform access.tell_rights(of_operator, changed::text[]);
    perform access.tell_above(of_operator, above);
    -- each by an index of its own: an operator may have far more shares than an organisation
    perform access.tell_grantees(of_operator, array(
      select s.grantee_id from shares s where s.operator_id = of_operator and s.status = 'active' and s.grantee_id = any (changed)
      union select s.grantee_id from shares s where s.operator_id = of_operator and s.status = 'active' and s.giver_id = any (changed)
      union select s.grantee_id from customers c
        join shares s on s.operator_id = c.operator_id and s.object_type = 'customer' and s.object_id = c.id and s.status = 'active'
        where c.operator_id = of_operator and c.owner_id = any (changed)));
  end loop;
  return null;
end $$;

-- The argument names the column by which it is told whose rights they are; without one, or where it is empty, they are everybody's. Definer: telling
-- of rights is nobody else's.
create function rights_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_operator uuid;
  names text[] := '{}';
begin
  if tg_op <> 'INSERT' then
    of_operator := old.operator_id;
    names := array[coalesce(to_jsonb(old) ->> tg_argv[0], '*')];
  end if;
  if tg_op <> 'DELETE' then
    of_operator := new.operator_id;
    names := names || coalesce(to_jsonb(new) ->> tg_argv[0], '*');
  end if;
  perform access.tell_rights(of_operator, names);
  return null;
end $$;

-- As whoever writes, like outbox_told: it asks no table, and pg_notify is everybody's.
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
create trigger roles_touched after update or delete on roles for each row execute function rights_touched('id');
create trigger module_access_touched after insert or update or delete on module_access for each row execute function rights_touched('role_id');
create trigger deputies_touched after insert or update or delete on deputies for each row execute function rights_touched('deputy_id');
create trigger operators_touched after update of preset, time_zone, required_customer_fields, partner_edits_master_data on operators
  for each row execute function rights_touched();
create trigger shares_told after insert or update or delete on shares for each row execute function shares_told();
create trigger organizations_made after insert on organizations
  referencing new table as fresh for each statement execute function organizations_made();
create trigger organizations_told after update on organizations
  referencing old table as stale new table as fresh for each statement execute function organizations_told();
create trigger sessions_ended after delete on sessions for each row execute function sessions_ended();
create trigger sessions_shortened after update of expires_at, idle_seconds on sessions for each row execute function sessions_ended();

revoke execute on function access.customer_seen(uuid, uuid, uuid, uuid, uuid, uuid), access.customer_state(customers), access.person_state(memberships),
  access.enter_stream(bytea[], text, text, boolean, uuid), access.hanging(), access.unsaid(), access.tell_people(uuid[], jsonb), access.tell_rights(uuid, text[]),
  access.tell_above(uuid, uuid[]), access.tell_grantees(uuid, uuid[])
  from public;
grant execute on function access.customer_seen(uuid, uuid, uuid, uuid, uuid, uuid), access.enter_stream(bytea[], text, text, boolean, uuid) to kontor_runtime;
