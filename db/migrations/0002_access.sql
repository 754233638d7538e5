-- The one door (spec/access.md): access.enter resolves who acts where, sets the context of the transaction, and
-- returns what the application needs. Without it every setting is empty and every table has no rows.

-- the functions name tables that 0003 makes
set local check_function_bodies = off;
-- ── the context, read by policies and reach views; each is evaluated once per statement as (select access.x()) ──

create function access.operator() returns uuid language sql stable parallel safe
  return nullif(current_setting('kontor.operator', true), '')::uuid;
create function access.person() returns uuid language sql stable parallel safe
  return nullif(current_setting('kontor.person', true), '')::uuid;
create function access.acting() returns uuid language sql stable parallel safe
  return nullif(current_setting('kontor.acting', true), '')::uuid;
-- The membership that decides the acting organisation; its permissions are entry_permissions.
create function access.entering() returns uuid language sql stable parallel safe
  return nullif(current_setting('kontor.entering', true), '')::uuid;
create function access.flag(name text) returns boolean language sql stable parallel safe
  return coalesce(current_setting('kontor.' || name, true), '') = 't';
create function access.ids(name text) returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('kontor.' || name, true), ''), '{}')::uuid[];

create function access.everything() returns boolean language sql stable parallel safe return access.flag('everything');
create function access.manages_everywhere() returns boolean language sql stable parallel safe return access.flag('manages_everywhere');
create function access.all_ids() returns uuid[] language sql stable parallel safe return access.ids('all_ids');
create function access.own_ids() returns uuid[] language sql stable parallel safe return access.ids('own_ids');
create function access.manage_ids() returns uuid[] language sql stable parallel safe return access.ids('manage_ids');
create function access.tenant_ids() returns uuid[] language sql stable parallel safe return access.ids('tenant_ids');
create function access.writable() returns boolean language sql stable parallel safe
  return access.operator() is not null and not access.flag('read_only');

-- Pairs of a deputised person and an owner: never a cross product.
create function access.deputised() returns table (person_id uuid, owner_id uuid, manages boolean) language sql stable parallel safe
  as $$
    select (p ->> 0)::uuid, (p ->> 1)::uuid, (p ->> 2)::boolean
    from jsonb_array_elements(coalesce(nullif(current_setting('kontor.deputised', true), ''), '[]')::jsonb) p
  $$;

create function access.shared(object text, wanted text) returns uuid[] language sql stable parallel safe
  return access.ids('shared_' || object || '_' || wanted);

create function access.entry_permissions() returns text[] language sql stable parallel safe
  return coalesce(nullif(current_setting('kontor.entry_permissions', true), ''), '{}')::text[];

-- ── decisions ──

-- What is in every one of some lists.
create function access.common(lists jsonb[]) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(e order by e), '{}') from (
    select e from (select distinct n, e from unnest(lists) with ordinality as l(list, n), jsonb_array_elements_text(list) e) each
    group by e having count(*) = cardinality(lists)) common
$$;

-- A membership and what its roles add up to.
create type access.held as (id uuid, organization_id uuid, kind text, path uuid[], effective boolean, visibility text, module_open boolean,
  permissions text[], hidden text[], read_only text[], role_names text[]);

-- Every active membership of a person in an operator. Roles' permissions add up; an attribute is hidden only if all roles hide it,
-- read-only only if none may write it (ACC-14); without roles, `hidden` is null and everything is hidden that can be. Procedural,
-- because most memberships have one role, and then there is nothing to add up.
create function access.held_by(of_person uuid, of_operator uuid, in_module text) returns access.held[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  r record;
  m access.held;
  held access.held[] := '{}';
  role_ids uuid[];
begin
  for r in
    select x.id, x.organization_id, x.visibility, o.kind, o.path, o.effective, o.site, case when o.kind = 'customer' then o.tenant_version else o.edition end as variant,
      array(select y from membership_roles mr join roles y on y.operator_id = mr.operator_id and y.id = mr.role_id
        where mr.operator_id = x.operator_id and mr.membership_id = x.id order by y.name) as roles
    from memberships x join organizations o on o.operator_id = x.operator_id and o.id = x.organization_id
    where x.person_id = of_person and x.operator_id = of_operator and x.status = 'active'
  loop
    m := (r.id, r.organization_id, r.kind, r.path, r.effective, r.visibility, false, '{}', null, null, '{}')::access.held;
    if cardinality(r.roles) = 1 then
      m.permissions := r.roles[1].permissions;
      m.hidden := r.roles[1].hidden_attributes;
      m.read_only := r.roles[1].hidden_attributes || r.roles[1].read_only_attributes;
      m.role_names := array[coalesce(r.roles[1].key, r.roles[1].name)];
      role_ids := array[r.roles[1].id];
    elsif cardinality(r.roles) > 1 then
      m.permissions := array(select distinct p from unnest(r.roles) y, unnest(y.permissions) p);
      m.hidden := (select access.common(array_agg(to_jsonb(y.hidden_attributes))) from unnest(r.roles) y);
      m.read_only := (select access.common(array_agg(to_jsonb(y.hidden_attributes || y.read_only_attributes))) from unnest(r.roles) y);
      m.role_names := array(select coalesce(y.key, y.name) from unnest(r.roles) y);
      role_ids := array(select y.id from unnest(r.roles) y);
    end if;
    if not r.effective then
      m.permissions := '{}';
    elsif r.kind = 'operator' then
      -- to the operator's own staff all modules are open
      m.module_open := true;
    else
      if r.site then
        -- sites inherit the edition of their partner
        select p.edition into r.variant from organizations p
          where p.operator_id = of_operator and p.id = any (r.path) and not p.site order by cardinality(p.path) desc limit 1;
      end if;
      m.module_open := cardinality(r.roles) > 0 and exists (
        select from module_access a
        where a.operator_id = of_operator and a.module = in_module and a.kind = r.kind and (a.variant = '*' or a.variant = r.variant)
          and (a.role_id is null or a.role_id = any (role_ids)));
    end if;
    held := held || m;
  end loop;
  return held;
end $$;

-- The same as rows.
create function access.memberships_of(of_person uuid, of_operator uuid, in_module text) returns setof access.held language sql stable as $$
  select * from unnest(access.held_by(of_person, of_operator, in_module))
$$;

-- What a membership's visibility comes to: none where it is not effective, its module is closed, or its roles may not read customers.
create function access.visibility_of(m access.held) returns text language sql immutable parallel safe
  return case when (m).effective and (m).module_open and 'customers.read' = any ((m).permissions) then (m).visibility else 'none' end;

-- The organisations of a scope with their deciding membership: the nearest at or above (ACC-10). Customer tenants are rows of
-- their customer and not in it. Visibility is what counts in the end.
create function access.decisions(of_person uuid, of_operator uuid, in_module text, roots uuid[])
returns table (organization_id uuid, membership_id uuid, membership_kind text, effective boolean, visibility text, permissions text[])
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  held constant access.held[] := access.held_by(of_person, of_operator, in_module);
begin
  return query select o.id, (d.m).id, (d.m).kind, (d.m).effective, access.visibility_of(d.m), (d.m).permissions
    from organizations o
    cross join lateral (
      select m from unnest(held) m where m.organization_id = any (o.path) order by cardinality(m.path) desc limit 1) d
    where o.operator_id = of_operator and o.kind <> 'customer' and o.path && roots;
end $$;

-- The organisations at and below some roots, without customer tenants. Most partners have nothing below them, which the index
-- says at once; the planner, knowing that the operator has many, would look for one through all.
create index organizations_below on organizations (operator_id, parent_id) where kind <> 'customer';
create function access.subtree(of_operator uuid, roots uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
begin
  if cardinality(roots) = 1 and not exists (
    select from organizations o where o.operator_id = of_operator and o.parent_id = roots[1] and o.kind <> 'customer') then
    return roots;
  end if;
  return array(select o.id from organizations o where o.operator_id = of_operator and o.kind <> 'customer' and o.path && roots);
end $$;

-- Organisations of the context in which the deciding membership holds a permission (ACC-11a); tenants come by their customer.
create function access.organizations_with(permission text) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  roots uuid[] := access.ids('roots');
  found_ids uuid[] := '{}';
begin
  if access.flag('system') then
    return (select array_agg(o.id) from organizations o where o.operator_id = access.operator());
  end if;
  if cardinality(roots) > 0 then
    if not access.flag('uniform') then
      select coalesce(array_agg(d.organization_id), '{}') into found_ids
        from access.decisions(access.person(), access.operator(), 'customers', roots) d
        where d.effective and permission = any (d.permissions);
    elsif permission = any (access.entry_permissions()) then
      found_ids := access.subtree(access.operator(), roots);
    end if;
  end if;
  if access.flag('in_customer') and permission = any (access.entry_permissions()) then
    found_ids := found_ids || access.acting();
  end if;
  return found_ids;
end $$;

-- ── entering ──

-- The membership that lets in (the home), and the one that decides the organisation entered: another, nearer one while working as.
create type access.entry as (status int, code text, operator_id uuid, organization_id uuid, membership_id uuid, working_as boolean, entering_id uuid);

-- ACC-3: whether a membership reaches the customer of a tenant, by the owner arms alone.
create function access.reaches(m access.held, of_person uuid, owner uuid, contact uuid, manager uuid) returns boolean language sql immutable
  return case access.visibility_of(m)
    when 'all' then true
    when 'own' then coalesce(contact = of_person and ((m).kind <> 'operator' or owner = (m).organization_id), false)
      or coalesce((m).kind = 'operator' and manager = of_person, false)
    else false end;

-- ACC-3: a tenant is a row of its customer, for the home and for the membership that decides its owner.
create function access.may_enter_tenant(of_person uuid, tenant organizations, home access.held) returns boolean
language plpgsql stable as $$
declare
  c record;
  decider access.held;
begin
  if (tenant).work_as_blocked then return false; end if;
  select x.operator_id, x.owner_id, x.contact_id, x.manager_id into c from public.customers x where x.operator_id = (tenant).operator_id and x.organization_id = (tenant).id;
  if not found then return false; end if;
  select m.* into decider from public.organizations o
    join access.memberships_of(of_person, (tenant).operator_id, 'customers') m on m.organization_id = any (o.path)
    where o.operator_id = c.operator_id and o.id = c.owner_id and (home).organization_id = any (o.path)
    order by cardinality(m.path) desc limit 1;
  return found and access.reaches(home, of_person, c.owner_id, c.contact_id, c.manager_id)
    and access.reaches(decider, of_person, c.owner_id, c.contact_id, c.manager_id);
end $$;

-- Resolves the organisation of an address among those where the person may act (ACC-1, ACC-3). A handle is not unique between operators.
create function access.resolve(of_person uuid, address text, direct_only boolean) returns access.entry
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  by_id boolean := address ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  target organizations%rowtype;
  direct record;
  held access.held;
  home access.held;
  entering uuid;
begin
  if by_id then
    select o.operator_id, o.id, m.id as membership into direct
      from organizations o join memberships m on m.operator_id = o.operator_id and m.organization_id = o.id
      where o.id = address::uuid and o.effective and m.person_id = of_person and m.status = 'active';
  else
    select o.operator_id, o.id, m.id as membership into direct
      from organizations o join memberships m on m.operator_id = o.operator_id and m.organization_id = o.id
      where o.handle = address and o.effective and m.person_id = of_person and m.status = 'active' order by o.id limit 1;
  end if;
  if found then
    return (200, null, direct.operator_id, direct.id, direct.membership, false, direct.membership)::access.entry;
  end if;
  for target in
    select o.* from organizations o where not direct_only and (o.handle = address or o.id = case when by_id then address::uuid end) order by o.id
  loop
    -- an own membership that is not effective lets nobody in, and no other takes its place
    if exists (select from memberships m
      where m.operator_id = target.operator_id and m.organization_id = target.id and m.person_id = of_person and m.status = 'active') then
      continue;
    end if;
    home := null;
    entering := null;
    for held in
      select x.* from access.memberships_of(of_person, target.operator_id, 'customers') x
      where x.organization_id = any (target.path) order by cardinality(x.path) desc
    loop
      entering := coalesce(entering, held.id);
      if 'tenants.work_as' = any (held.permissions) then
        home := held;
        exit;
      end if;
    end loop;
    if home.id is null or target.kind = 'customer' and not access.may_enter_tenant(of_person, target, home) then continue; end if;
    return (200, null, target.operator_id, target.id, home.id, true, entering)::access.entry;
  end loop;
  return (404, 'access.organization_not_found', null, null, null, null, null)::access.entry;
end $$;

create function access.put(name text, value text) returns text language sql volatile
  return set_config('kontor.' || name, coalesce(value, ''), true);

-- Empties the context: a second entering in one transaction starts from nothing. Setting costs more than reading.
create function access.leave() returns void language plpgsql volatile set search_path = public, pg_temp as $$
begin
  if concat(current_setting('kontor.operator', true), current_setting('kontor.person', true), current_setting('kontor.acting', true),
    current_setting('kontor.home', true), current_setting('kontor.author', true), current_setting('kontor.entering', true),
    current_setting('kontor.everything', true),
    current_setting('kontor.manages_everywhere', true), current_setting('kontor.create_everywhere', true),
    current_setting('kontor.all_ids', true), current_setting('kontor.own_ids', true),
    current_setting('kontor.manage_ids', true), current_setting('kontor.tenant_ids', true),
    current_setting('kontor.create_ids', true), current_setting('kontor.deputised', true),
    current_setting('kontor.shared_customer_read', true), current_setting('kontor.shared_customer_write', true),
    current_setting('kontor.roots', true), current_setting('kontor.scope', true), current_setting('kontor.uniform', true),
    current_setting('kontor.in_customer', true), current_setting('kontor.entry_permissions', true),
    current_setting('kontor.read_only', true), current_setting('kontor.system', true), current_setting('kontor.import', true),
    current_setting('kontor.batch', true)) = '' then
    return;
  end if;
  perform access.put('operator', ''), access.put('person', ''), access.put('acting', ''), access.put('home', ''),
    access.put('author', ''), access.put('entering', ''),
    access.put('everything', ''), access.put('manages_everywhere', ''),
    access.put('create_everywhere', ''), access.put('all_ids', ''), access.put('own_ids', ''), access.put('manage_ids', ''),
    access.put('tenant_ids', ''), access.put('create_ids', ''), access.put('deputised', ''),
    access.put('shared_customer_read', ''), access.put('shared_customer_write', ''), access.put('roots', ''),
    access.put('scope', ''), access.put('uniform', ''), access.put('in_customer', ''), access.put('entry_permissions', ''),
    access.put('read_only', ''), access.put('system', ''), access.put('import', ''), access.put('undo', ''), access.put('batch', '');
end $$;

-- ACC-19: the viewer manages the people there, and sees the whole organisation.
create function access.may_view_as(viewer uuid, own access.entry) returns boolean
language plpgsql stable as $$
declare
  target public.organizations%rowtype;
  roots uuid[];
begin
  if (own).status <> 200 or not exists (
    select from access.memberships_of(viewer, (own).operator_id, 'customers') m
    where m.id = (own).entering_id and 'people.manage' = any (m.permissions)) then
    return false;
  end if;
  select * into target from public.organizations o where o.operator_id = (own).operator_id and o.id = (own).organization_id;
  if target.kind = 'customer' then
    select array[c.owner_id] into roots from public.customers c where c.operator_id = target.operator_id and c.organization_id = target.id;
    return coalesce((select bool_or(d.visibility = 'all')
      from access.decisions(viewer, target.operator_id, 'customers', roots) d where d.organization_id = roots[1]), false);
  end if;
  return not exists (
    select from access.decisions(viewer, target.operator_id, 'customers', array[target.id]) d where d.visibility <> 'all');
end $$;

-- Rows that deputies see (PPL-7): what the person's own visibility gives today, where neither is none.
create function access.deputised_pairs(deputy uuid, of_operator uuid, in_module text, roots uuid[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(distinct jsonb_build_array(d.person_id, theirs.organization_id, theirs.membership_kind = 'operator')), '[]')
  from public.deputies d
  join public.operators op on op.operator_id = d.operator_id
  cross join lateral access.decisions(d.person_id, of_operator, in_module, roots) theirs
  join access.decisions(deputy, of_operator, in_module, roots) mine on mine.organization_id = theirs.organization_id
  where d.operator_id = of_operator and d.deputy_id = deputy
    and (now() at time zone op.time_zone)::date between d.from_on and d.to_on
    and theirs.visibility <> 'none' and mine.visibility <> 'none'
$$;

-- Why a share lets nobody in by the membership that decides its grantee; null: it counts (ACC-8a, ACC-18). A deputised pair begins with
-- person and owner.
create function access.share_stop(s public.shares, giver public.organizations, grantee public.organizations, visibility text, of_person uuid, pairs jsonb)
returns text language sql stable
  return case
    when (s).status <> 'active' or not ((giver).effective and (giver).collaboration and (grantee).effective and (grantee).collaboration) then 'asleep'
    when visibility = 'none' then 'membership'
    when visibility = 'all' or (s).contact_id = of_person
      or pairs @> jsonb_build_array(jsonb_build_array((s).contact_id, (s).grantee_id)) then null
    else 'contact' end;

-- Shares that count in this scope (ACC-8a, ACC-10): the owner is outside it, giver and grantee are active and share.
create function access.shares_in(of_person uuid, of_operator uuid, in_module text, roots uuid[], pairs jsonb)
returns table (object_id uuid, level text, membership_id uuid, grantee_id uuid)
language sql stable as $$
  select distinct on (s.object_id) s.object_id, s.level, d.membership_id, s.grantee_id
  from public.shares s
  join public.customers c on c.operator_id = s.operator_id and c.id = s.object_id
  join public.organizations owner on owner.operator_id = s.operator_id and owner.id = c.owner_id
  join public.organizations giver on giver.operator_id = s.operator_id and giver.id = s.giver_id
  join public.organizations grantee on grantee.operator_id = s.operator_id and grantee.id = s.grantee_id
  join access.decisions(of_person, of_operator, in_module, roots) d on d.organization_id = s.grantee_id
  where s.operator_id = of_operator and s.object_type = 'customer' and s.status = 'active'
    and grantee.path && roots and not owner.path && roots
    and access.share_stop(s, giver, grantee, d.visibility, of_person, pairs) is null
  order by s.object_id, s.level desc, s.id
$$;

-- What the owner arms of the row rules read, and which memberships decide.
create type access.reach as (everything boolean, manages_everywhere boolean, create_everywhere boolean, all_ids uuid[], own_ids uuid[],
  manage_ids uuid[], create_ids uuid[], decided json, deciding uuid[]);

-- Where one membership decides the whole scope. `whole`: the operator's own, for which nothing is enumerated.
create function access.uniform_reach(m access.held, whole boolean, below uuid[]) returns access.reach
language plpgsql stable as $$
declare
  visibility constant text := access.visibility_of(m);
  creating constant boolean := visibility <> 'none' and 'customers.create' = any (m.permissions);
  r access.reach := (whole and visibility = 'all', whole and visibility = 'own', whole and creating, '{}', '{}', '{}',
    case when creating and not whole then below else '{}' end, json_build_object('*', m.id), array[m.id])::access.reach;
begin
  if visibility = 'all' then
    if not whole then r.all_ids := below; end if;
  -- operator staff are contacts of what the operator itself owns, and account managers everywhere
  elsif visibility = 'own' then
    if whole or m.kind = 'partner' then r.own_ids := below; else r.manage_ids := below; end if;
  end if;
  return r;
end $$;

-- Where several memberships decide. `decided` names those organisations whose membership is not the entering one.
create function access.enumerated_reach(entering uuid, of_person uuid, of_operator uuid, in_module text, roots uuid[]) returns access.reach
language plpgsql stable as $$
declare
  r access.reach;
begin
  if roots = '{}' then
    return (false, false, false, '{}', '{}', '{}', '{}', json_build_object('*', entering), '{}')::access.reach;
  end if;
  select false, false, false,
    coalesce(array_agg(d.organization_id) filter (where d.visibility = 'all'), '{}'),
    coalesce(array_agg(d.organization_id) filter (where d.visibility = 'own'
      and (d.membership_kind = 'partner' or d.organization_id = of_operator)), '{}'),
    coalesce(array_agg(d.organization_id) filter (where d.visibility = 'own' and d.membership_kind = 'operator'), '{}'),
    coalesce(array_agg(d.organization_id) filter (where d.visibility <> 'none' and 'customers.create' = any (d.permissions)), '{}'),
    (coalesce(jsonb_object_agg(d.organization_id, d.membership_id) filter (where d.membership_id <> entering), '{}')
      || jsonb_build_object('*', entering))::json,
    coalesce(array_agg(distinct d.membership_id), '{}')
    into r
  from access.decisions(of_person, of_operator, in_module, roots) d;
  return r;
end $$;

-- A membership as the reply has it, with what its visibility comes to.
create function access.described(m access.held) returns json language sql stable
  return json_build_object('id', (m).id, 'organization', (m).organization_id, 'kind', (m).kind, 'effective', (m).effective,
    'visibility', access.visibility_of(m), 'open', (m).module_open, 'permissions', (m).permissions, 'hidden', (m).hidden, 'readOnly', (m).read_only,
    'roles', (m).role_names);

-- ACC-19: what the viewer's own memberships decide in the same scope; what they hide stays hidden.
create function access.viewer_of(viewer uuid, own access.entry, roots uuid[]) returns json
language sql stable as $$
  with d as materialized (select * from access.decisions(viewer, (own).operator_id, 'customers', roots))
  select json_build_object(
    'decided', coalesce((select jsonb_object_agg(d.organization_id, d.membership_id) from d where d.membership_id <> (own).entering_id), '{}')
      || jsonb_build_object('*', (own).entering_id),
    'memberships', (select json_agg(access.described(m)) from access.memberships_of(viewer, (own).operator_id, 'customers') m
      where case when roots = '{}' then m.id = (own).entering_id else m.id in (select d.membership_id from d) end))
$$;

-- Enters as a person: the second half of access.enter, and the door of jobs that work as whoever asked for them. Generic plans:
-- planning a look-up takes longer than making it.
create function access.enter_person(caller uuid, address text, in_module text, across boolean, view_as uuid) returns json
language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  subject constant uuid := coalesce(view_as, caller);
  module constant text := coalesce(in_module, 'customers');
  entered access.entry;
  own access.entry;
  target record;
  mine access.held[];
  m access.held;
  entering access.held;
  home_id uuid;
  roots uuid[] := '{}';
  tenants uuid[] := '{}';
  scope uuid[];
  below uuid[] := '{}';
  below_text text;
  crossing boolean;
  uniform boolean;
  reach access.reach;
  deciding uuid[] := '{}';
  pairs jsonb := '[]';
  shared jsonb := '{}';
  own_records json := '{}';
  memberships json;
  person record;
  operator record;
  root record;
  home record;
begin
  perform access.leave();
  entered := access.resolve(subject, address, view_as is not null);
  if entered.status = 200 and view_as is not null then
    own := access.resolve(caller, entered.organization_id::text, false);
    if not access.may_view_as(caller, own) then entered.status := 404; end if;
  end if;
  if entered.status <> 200 then return json_build_object('status', 404, 'code', 'access.organization_not_found'); end if;

  select o.operator_id, o.id, o.kind, o.handle, o.name, o.site, o.edition into target
    from organizations o where o.operator_id = entered.operator_id and o.id = entered.organization_id;
  mine := access.held_by(subject, target.operator_id, module);
  crossing := across and not entered.working_as and view_as is null;
  uniform := not crossing and target.kind <> 'customer';
  foreach m in array mine loop
    if m.id = entered.entering_id then entering := m; end if;
    if m.id = entered.membership_id then home_id := m.organization_id; end if;
    -- a membership further down decides there
    if m.organization_id <> target.id and target.id = any (m.path) and m.kind <> 'customer' then uniform := false; end if;
    if crossing and m.effective then
      scope := scope || m.organization_id;
      if m.kind <> 'customer' then
        roots := roots || m.organization_id;
      else
        deciding := deciding || m.id;
        if m.module_open and 'customers.read' = any (m.permissions) then tenants := tenants || m.organization_id; end if;
      end if;
    end if;
  end loop;
  if not crossing then
    scope := array[target.id];
    if target.kind <> 'customer' then
      roots := scope;
    else
      deciding := array[entering.id];
      if entering.module_open and 'customers.read' = any (entering.permissions) then tenants := scope; end if;
    end if;
  end if;

  if uniform then
    if access.visibility_of(entering) <> 'none' then
      below := case when target.kind = 'operator' then roots else access.subtree(target.operator_id, roots) end;
    end if;
    reach := access.uniform_reach(entering, target.kind = 'operator', below);
  else
    below := case when roots = '{}' then '{}' else access.subtree(target.operator_id, roots) end;
    reach := access.enumerated_reach(entering.id, subject, target.operator_id, module, roots);
  end if;
  deciding := deciding || reach.deciding;
  if below <> '{}' and not entered.working_as
    and exists (select from deputies d where d.operator_id = target.operator_id and d.deputy_id = subject) then
    pairs := access.deputised_pairs(subject, target.operator_id, module, roots);
  end if;
  if below <> '{}' and not target.operator_id = any (roots) and exists (
    select from shares s where s.operator_id = target.operator_id and s.status = 'active' and s.grantee_id = any (below)) then
    shared := access.shared_rows(subject, target.operator_id, module, roots, pairs);
  end if;

  below_text := below::text;
  perform access.put('operator', target.operator_id::text), access.put('person', subject::text), access.put('author', caller::text),
    access.put('acting', target.id::text), access.put('home', home_id::text), access.put('scope', scope::text),
    access.put('entering', entering.id::text), access.put('entry_permissions', entering.permissions::text),
    case when roots <> '{}' then access.put('roots', roots::text) end,
    case when tenants <> '{}' then access.put('tenant_ids', tenants::text) end,
    case when target.kind = 'customer' then access.put('in_customer', 't') end,
    case when view_as is not null then access.put('read_only', 't') end,
    case when uniform then access.put('uniform', 't') end,
    case when reach.everything then access.put('everything', 't') end,
    case when reach.manages_everywhere then access.put('manages_everywhere', 't') end,
    case when reach.create_everywhere then access.put('create_everywhere', 't') end,
    case when reach.all_ids <> '{}' then access.put('all_ids', case when uniform then below_text else reach.all_ids::text end) end,
    case when reach.own_ids <> '{}' then access.put('own_ids', case when uniform then below_text else reach.own_ids::text end) end,
    case when reach.manage_ids <> '{}' then access.put('manage_ids', case when uniform then below_text else reach.manage_ids::text end) end,
    case when reach.create_ids <> '{}' then access.put('create_ids', case when uniform then below_text else reach.create_ids::text end) end,
    case when pairs <> '[]' then access.put('deputised', pairs::text) end,
    case when shared <> '{}' then access.put_shared(shared) end;
  -- asks the rule itself, so after the context is set
  if crossing and tenants <> '{}' then own_records := access.own_records(mine); end if;

  if deciding = array[entering.id] then
    memberships := json_build_array(access.described(entering));
  else
    memberships := (select json_agg(access.described(x)) from unnest(mine) x where x.id = any (deciding));
  end if;
  select p.name, p.language, p.time_zone into person from persons p where p.id = caller;
  select op.preset, op.currency, op.time_zone, op.required_customer_fields, op.partner_edits_master_data into operator
    from operators op where op.operator_id = target.operator_id;
  select o.name into root from organizations o where o.operator_id = target.operator_id and o.id = target.operator_id;
  select o.id, o.handle, o.name into home from organizations o where o.operator_id = target.operator_id and o.id = home_id;
  return json_build_object('status', 200, 'entry', entering.id, 'workingAs', entered.working_as,
    'acrossRefused', across and not crossing, 'viewAs', view_as,
    'viewer', case when view_as is not null then access.viewer_of(caller, own, roots) end,
    'person', json_build_object('id', caller, 'name', person.name, 'language', person.language, 'timeZone', person.time_zone),
    'operator', json_build_object('id', target.operator_id, 'name', root.name, 'preset', operator.preset, 'currency', operator.currency,
      'timeZone', operator.time_zone, 'requiredCustomerFields', operator.required_customer_fields,
      'partnerEdits', operator.partner_edits_master_data),
    'organization', json_build_object('id', target.id, 'handle', target.handle, 'name', target.name, 'kind', target.kind,
      'site', target.site, 'edition', target.edition),
    'home', json_build_object('id', home.id, 'handle', home.handle, 'name', home.name),
    'memberships', memberships,
    'reach', json_build_object('everything', reach.everything, 'managesEverywhere', reach.manages_everywhere, 'allIds', reach.all_ids,
      'ownIds', reach.own_ids, 'manageIds', reach.manage_ids, 'decided', reach.decided, 'tenantIds', tenants,
      'deputised', pairs <> '[]', 'shared', shared, 'ownRecords', own_records));
end $$;

-- Rows that come by a share, with the membership that decides them.
create function access.shared_rows(of_person uuid, of_operator uuid, in_module text, roots uuid[], pairs jsonb) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(s.object_id, jsonb_build_object('level', s.level, 'membership', s.membership_id, 'grantee', s.grantee_id)), '{}')
  from access.shares_in(of_person, of_operator, in_module, roots, pairs) s
$$;

create function access.put_shared(shared jsonb) returns text language sql volatile
  return access.put('shared_customer_read', (select array_agg(k::uuid)::text from jsonb_object_keys(shared) k))
    || access.put('shared_customer_write', (select array_agg(e.key::uuid)::text from jsonb_each(shared) e where e.value ->> 'level' = 'write'));

-- Across: customers that are visible as own records alone, with the membership that decides them (ACC-10, ACC-11).
create function access.own_records(mine access.held[]) returns json language sql stable as $$
  select coalesce(json_object_agg(c.id, m.id), '{}') from unnest(mine) m
  join public.customers c on c.operator_id = access.operator() and c.organization_id = m.organization_id
  where m.organization_id = any (access.tenant_ids()) and not exists (
    select from access.owned_customers o where o.operator_id = c.operator_id and o.id = c.id)
$$;

-- Enters with a session: {status: 401} when there is none. Last seen is written once a minute at most (PPL-6).
create function access.enter(token_hash bytea, address text, in_module text, across boolean, view_as uuid) returns json
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  session_id uuid;
  session_person uuid;
  seen_at timestamptz;
  entered json;
begin
  select x.id, x.person_id, x.last_seen_at into session_id, session_person, seen_at from sessions x
    where x.token_hash = enter.token_hash and x.expires_at > now() and x.last_seen_at > now() - make_interval(secs => x.idle_seconds);
  if session_id is null then
    perform access.leave();
    return json_build_object('status', 401, 'code', 'session.missing');
  end if;
  if seen_at < now() - interval '1 minute' then
    -- another request of the same session may be noting it: never wait for that
    update sessions x set last_seen_at = now() where x.id = (select y.id from sessions y where y.id = session_id for no key update skip locked);
  end if;
  entered := access.enter_person(session_person, address, in_module, across, view_as);
  if access.operator() is not null
    and (view_as is not null or current_setting('kontor.home', true) <> current_setting('kontor.acting', true)) then
    if not access.note_entering(session_id, view_as is not null) then
      perform access.leave();
      return json_build_object('status', 401, 'code', 'session.missing');
    end if;
  end if;
  return entered;
end $$;

-- Enters as the operator's own machinery: jobs, demo, bench. No person, every row of one operator.
create function access.enter_system(of_operator uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform access.leave();
  perform access.put('operator', of_operator::text), access.put('acting', of_operator::text), access.put('home', of_operator::text),
    access.put('everything', 't'), access.put('system', 't'), access.put('roots', array[of_operator]::text), access.put('scope', array[of_operator]::text);
end $$;

revoke execute on all functions in schema access from public;
grant execute on function access.operator(), access.person(), access.acting(), access.entering(), access.flag(text), access.ids(text), access.everything(),
  access.manages_everywhere(), access.all_ids(), access.own_ids(), access.manage_ids(), access.tenant_ids(), access.writable(),
  access.deputised(), access.shared(text, text), access.entry_permissions(), access.organizations_with(text),
  access.enter(bytea, text, text, boolean, uuid), access.enter_person(uuid, text, text, boolean, uuid), access.enter_system(uuid), access.leave(), access.put(text, text)
  to kontor_runtime;
