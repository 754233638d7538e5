-- Organisations, people and roles: what takes rows out of sight, or writes where the runtime role has no grants, is one definer
-- function each that checks the actor's right first. They answer {status, code} as the API does.

-- access.seen_objects names a view that 0009 makes
set local check_function_bodies = off;

-- ── tenants of the scope with the owner of their customer: the switcher searches them (reach view: bounded by reach.customers) ──

create view reach.tenants as
  select o.*, c.owner_id
  from reach.customers c join organizations o on o.operator_id = c.operator_id and o.id = c.organization_id
  where o.path && (select access.ids('scope'));
grant select on reach.tenants to kontor_runtime;
create index organizations_search on organizations using gin (text_search(name) gin_trgm_ops);

-- People of organisations in sight: those invited or active. One's own memberships elsewhere belong to /me.
create view reach.members as
  select m.* from reach.memberships m
  where m.status <> 'ended'
    and (m.person_id <> (select access.person()) or m.organization_id in (select o.id from reach.organizations o));
grant select on reach.members to kontor_runtime;
-- finds one membership of an organisation and its administrators
create index memberships_active on memberships (operator_id, organization_id) where status = 'active';

-- ── an invitation shows what the inviter wrote: nobody learns from it whose address this is, or when they last signed in ──

create or replace function persons_pass_on() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update people set name = new.name where person_id = new.id and name is distinct from new.name;
  update memberships m set name = new.name, email = new.email, last_sign_in_at = new.last_sign_in_at
    where m.person_id = new.id and m.status <> 'invited';
  return null;
end $$;

create function memberships_become_known() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select p.name, p.email, p.last_sign_in_at into new.name, new.email, new.last_sign_in_at from persons p where p.id = new.person_id;
  return new;
end $$;
create trigger memberships_become_known before update of status on memberships
  for each row when (old.status = 'invited' and new.status = 'active') execute function memberships_become_known();

-- A membership that ended and is offered again is an invitation, not a change of visibility.
create or replace function memberships_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name, details)
    select n.operator_id, access.author(), access.author_name(), coalesce(access.home(), n.organization_id), coalesce(access.acting(), n.organization_id),
      case when n.status = 'ended' then 'membership.removed' when n.status is distinct from o.status then 'membership.accepted'
        else 'membership.visibility_changed' end,
      'membership', n.id, n.name,
      case when n.status = o.status then jsonb_build_object('before', o.visibility, 'after', n.visibility) else '{}' end
    from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id
    where n.status <> 'invited' and n.status is distinct from o.status
      or n.status = o.status and n.visibility is distinct from o.visibility;
  return null;
end $$;

-- ── what the functions below ask ──

-- The membership by which the actor stands over an organisation of the context, and what it permits (ACC-10, ACC-11a): the nearest at
-- or above it; over a tenant the one that decides the owner of its customer; in the tenant acted in the entering one.
create function access.standing(of_organization uuid) returns table (membership_id uuid, permissions text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select d.membership_id, d.permissions
  from organizations o
  left join reach.owned_tenants t on t.id = o.id
  join organizations decided on decided.operator_id = o.operator_id and decided.id = coalesce(t.owner_id, o.id)
    and decided.kind <> 'customer' and decided.path && access.ids('roots')
  join access.decisions(access.person(), access.operator(), 'customers', array[decided.id]) d on d.organization_id = decided.id and d.effective
  where o.operator_id = access.operator() and o.id = of_organization
  union all
  select m.id, access.entry_permissions()
  from access.memberships_of(access.person(), access.operator(), 'customers') m
  where access.flag('in_customer') and of_organization = access.acting() and m.id = access.entering() and m.effective
$$;

-- 200, or why the actor may not manage the people of an organisation: not in sight, or not permitted. Who can't see them can't manage them.
create function access.manager_status(of_organization uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when not exists (select from reach.organizations o where o.id = of_organization) then 404
    when access.writable() and exists (select from access.standing(of_organization) s where s.permissions @> '{people.read,people.manage}') then 200
    else 403 end
$$;

-- ACC-7: the roles that a membership may hand out, and may take away.
create function access.givable(giver uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  with g as (
    select o.kind, coalesce(array_agg(distinct r.key) filter (where r.key is not null), '{}') as keys,
      coalesce(array_agg(distinct p) filter (where p is not null), '{}') as permissions
    from memberships m
    join organizations o on o.operator_id = m.operator_id and o.id = m.organization_id and o.effective
    join membership_roles mr on mr.operator_id = m.operator_id and mr.membership_id = m.id
    join roles r on r.operator_id = mr.operator_id and r.id = mr.role_id
    left join lateral unnest(r.permissions) p on true
    where m.operator_id = access.operator() and m.id = giver and m.status = 'active'
    group by o.kind)
  select coalesce(array_agg(r.id), '{}') from g join roles r on r.operator_id = access.operator()
  where 'people.manage' = any (g.permissions) and case
    when r.audience = 'partner' and r.key is not null
      then g.kind = 'operator' or 'administration' = any (g.keys) or 'management' = any (g.keys) and r.key <> 'administration'
    when r.audience = 'operator' then g.kind = 'operator' and r.permissions <@ g.permissions
    else (r.audience = 'customer' or g.kind <> 'customer') and r.permissions <@ g.permissions end
$$;

-- The same for the reader over one organisation; empty where people may not be managed.
create function access.givable_roles(of_organization uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select access.givable(s.membership_id) from access.standing(of_organization) s where access.writable()), '{}')
$$;

-- Whether these roles exist and fit the organisation, and each one that comes or goes is the actor's to hand out.
create function access.roles_allowed(of_organization uuid, before uuid[], after uuid[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (
      select from unnest(after) a where not exists (
        select from roles r join organizations o on o.operator_id = r.operator_id and o.kind = r.audience
        where r.operator_id = access.operator() and r.id = a and o.id = of_organization))
    and not exists (
      select from ((select unnest(after) except select unnest(before)) union all (select unnest(before) except select unnest(after))) d(x)
      where x <> all (access.givable_roles(of_organization)))
$$;

-- The built-in roles of administrators.
create function access.is_administrator(key text) returns boolean language sql immutable parallel safe
  return coalesce(key in ('administration', 'operator_administration', 'customer_administrator'), false);

-- PPL-7: whether an organisation would be left without an active administrator, or without anybody who manages its people, if a
-- membership kept only these roles; {}: if it ended.
create function access.is_last_administrator(of_operator uuid, of_membership uuid, after uuid[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with holders as (
    select m.id = of_membership as self, access.is_administrator(r.key) as administers, 'people.manage' = any (r.permissions) as manages,
      m.id <> of_membership or r.id = any (after) as stays
    from memberships m
    join membership_roles mr on mr.operator_id = m.operator_id and mr.membership_id = m.id
    join roles r on r.operator_id = mr.operator_id and r.id = mr.role_id
    where m.operator_id = of_operator and m.status = 'active'
      and m.organization_id = (select x.organization_id from memberships x where x.operator_id = of_operator and x.id = of_membership)
    union all
    -- roles that come
    select true, access.is_administrator(r.key), 'people.manage' = any (r.permissions), true
    from roles r where r.operator_id = of_operator and r.id = any (after))
  select coalesce(bool_or(self and administers and not stays) and not bool_or(administers and stays)
    or bool_or(self and manages and not stays) and not bool_or(manages and stays), false) from holders
$$;

-- One change of the people of an organisation at a time: two administrators can't demote each other at once.
create function access.hold_organization(of_operator uuid, of_organization uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select from organizations o where o.operator_id = of_operator and o.id = of_organization for no key update
$$;

-- An entry of the audit that no trigger writes.
create function access.note(of_operator uuid, in_organization uuid, what text, of_type text, of_id uuid, of_name text, more jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name, details)
    values (of_operator, access.author(), access.author_name(), coalesce(access.home(), in_organization), coalesce(access.acting(), in_organization),
      what, of_type, of_id, of_name, more)
$$;

-- Roles as the audit keeps them: built-in ones by key, in whatever language they are read.
create function access.role_words(of_operator uuid, ids uuid[]) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(coalesce(r.key, r.name) order by r.name), '[]') from roles r where r.operator_id = of_operator and r.id = any (ids)
$$;

-- ACC-3, ACC-19: who views as somebody or works as an organisation is noted, once an hour for a session and whom it is about.
create table entries_noted (
  session_id uuid not null references sessions on delete cascade,
  action text not null,
  about_id uuid not null,
  at timestamptz not null default now(),
  primary key (session_id, action, about_id)
);

-- Definer: nobody writes the audit, and the viewer's home is not the subject's. Called by access.enter, with the context set;
-- false where the session has ended meanwhile.
create function access.note_entering(of_session uuid, is_view boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  what constant text := case when is_view then 'view_as.started' else 'work_as.started' end;
  about constant uuid := case when is_view then access.entering() else access.acting() end;
begin
  if exists (select from entries_noted n
      where n.session_id = of_session and n.action = what and n.about_id = about and n.at > now() - interval '1 hour') then
    return true;
  end if;
  perform from sessions s where s.id = of_session for key share;
  if not found then return false; end if;
  -- of parallel requests one notes it; the others wait until it is kept, which is before that one reads anything
  insert into entries_noted as n (session_id, action, about_id) values (of_session, what, about)
    on conflict (session_id, action, about_id) do update set at = now() where n.at <= now() - interval '1 hour';
  if not found then return true; end if;
  insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name)
  select access.operator(), access.author(), access.author_name(),
    case when is_view then (select m.organization_id from memberships m
      where m.operator_id = access.operator() and m.id = (access.resolve(access.author(), access.acting()::text, false)).membership_id) else access.home() end,
    access.acting(), what, case when is_view then 'membership' else 'organization' end, about,
    case when is_view then (select m.name from memberships m where m.operator_id = access.operator() and m.id = about)
      else (select o.name from organizations o where o.operator_id = access.operator() and o.id = about) end;
  return true;
end $$;

-- ── people: invite, change, remove ──

-- PPL-7. Definer: memberships can't be written by the runtime role.
create function access.invite(of_organization uuid, of_person uuid, given_name text, of_visibility text, role_ids uuid[]) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  allowed int := access.manager_status(of_organization);
  m memberships%rowtype;
begin
  if allowed <> 200 then return access.refusal(allowed); end if;
  perform access.hold_organization(access.operator(), of_organization);
  if not access.roles_allowed(of_organization, '{}', role_ids) then return jsonb_build_object('status', 422, 'code', 'people.role_not_yours'); end if;
  select * into m from memberships x
    where x.operator_id = access.operator() and x.organization_id = of_organization and x.person_id = of_person for update;
  if m.status in ('invited', 'active') then return jsonb_build_object('status', 409, 'code', 'people.already_member'); end if;
  if m.id is null then
    insert into memberships (operator_id, organization_id, person_id, visibility, status, created_by)
      values (access.operator(), of_organization, of_person, of_visibility, 'invited', access.author()) returning * into m;
  else
    update memberships x set status = 'invited', visibility = of_visibility, created_by = access.author() where x.operator_id = m.operator_id and x.id = m.id;
  end if;
  update memberships x set name = given_name, last_sign_in_at = null where x.operator_id = m.operator_id and x.id = m.id;
  perform access.put_roles(m.operator_id, m.id, role_ids);
  perform access.note(m.operator_id, of_organization, 'membership.invited', 'membership', m.id, given_name,
    jsonb_build_object('roles', access.role_words(m.operator_id, role_ids), 'visibility', of_visibility));
  return jsonb_build_object('status', 200, 'id', m.id);
end $$;

-- How a refused function answers.
create function access.refusal(status int) returns jsonb language sql immutable parallel safe as $$
  select jsonb_build_object('status', status, 'code', case status when 404 then 'access.not_found' else 'access.permission_missing' end)
$$;

-- Makes these the roles of a membership. Definer: called by definers, whose right is checked.
create function access.put_roles(of_operator uuid, of_membership uuid, role_ids uuid[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  delete from membership_roles x where x.operator_id = of_operator and x.membership_id = of_membership and x.role_id <> all (role_ids);
  insert into membership_roles (operator_id, membership_id, role_id)
    select distinct of_operator, of_membership, r from unnest(role_ids) r where not exists (
      select from membership_roles x where x.operator_id = of_operator and x.membership_id = of_membership and x.role_id = r);
end $$;

-- Finds a membership through the actor, checks that they manage it, and holds it and its organisation; null where that is so.
create function access.hold_membership(of_membership uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  of_organization uuid;
  allowed int;
begin
  select x.organization_id into of_organization from reach.members x where x.id = of_membership;
  if not found then return access.refusal(404); end if;
  allowed := access.manager_status(of_organization);
  if allowed <> 200 then return access.refusal(403); end if;
  perform access.hold_organization(access.operator(), of_organization);
  perform from memberships x where x.operator_id = access.operator() and x.id = of_membership and x.status <> 'ended' for update;
  return case when not found then access.refusal(404) end;
end $$;

-- PPL-7, ACC-7, ACC-9: null keeps. Definer: memberships can't be written by the runtime role.
create function access.change_membership(of_membership uuid, expected_revision int, role_ids uuid[], of_visibility text) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  m memberships%rowtype;
  refused jsonb := access.hold_membership(of_membership);
  before uuid[];
  new_roles boolean;
begin
  if refused is not null then return refused; end if;
  select * into m from memberships x where x.operator_id = access.operator() and x.id = of_membership;
  if m.revision <> expected_revision then return jsonb_build_object('status', 409, 'code', 'request.revision_stale'); end if;
  select coalesce(array_agg(x.role_id), '{}') into before from membership_roles x where x.operator_id = m.operator_id and x.membership_id = m.id;
  if role_ids is not null then
    if not access.roles_allowed(m.organization_id, before, role_ids) then
      return jsonb_build_object('status', 422, 'code', 'people.role_not_yours');
    end if;
    if access.is_last_administrator(m.operator_id, m.id, role_ids) then
      return jsonb_build_object('status', 409, 'code', 'people.last_administrator');
    end if;
  end if;
  -- who holds more than the actor hands out is not theirs to change; the own visibility is everybody's who manages (ACC-9)
  if m.person_id <> access.person() and not before <@ access.givable_roles(m.organization_id) then
    return jsonb_build_object('status', 403, 'code', 'people.member_not_yours');
  end if;
  new_roles := role_ids is not null and not (role_ids <@ before and role_ids @> before);
  if new_roles or of_visibility <> m.visibility then
    update memberships x set visibility = coalesce(of_visibility, x.visibility) where x.operator_id = m.operator_id and x.id = m.id;
  end if;
  if new_roles then
    perform access.put_roles(m.operator_id, m.id, role_ids);
    perform access.note(m.operator_id, m.organization_id, 'membership.changed', 'membership', m.id, m.name,
      jsonb_build_object('before', access.role_words(m.operator_id, before), 'after', access.role_words(m.operator_id, role_ids)));
  end if;
  return jsonb_build_object('status', 200,
    'raised', m.status = 'active' and array_position('{none,own,all}', of_visibility) > array_position('{none,own,all}', m.visibility));
end $$;

-- Owners whose customers lose this person as contact when the membership ends: the organisation and those that inherit its
-- members (CUS-7), but where another membership makes the person eligible.
create function access.owners_left(of_operator uuid, of_person uuid, of_organization uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select o.id from organizations o
  join organizations ended on ended.operator_id = o.operator_id and ended.id = of_organization
  where o.operator_id = of_operator and o.kind <> 'customer'
    and (o.id = ended.id or o.parent_id = ended.id and ended.kind = 'partner')
    and not exists (
      select from memberships m join organizations mo on mo.operator_id = m.operator_id and mo.id = m.organization_id
      where m.operator_id = o.operator_id and m.person_id = of_person and m.status = 'active' and m.organization_id <> ended.id
        and (m.organization_id = o.id or m.organization_id = o.parent_id and mo.kind = 'partner') and mo.effective)
$$;

-- Ends a membership; the link of an invitation that is withdrawn or declined ends with it.
create function access.end_membership(of_operator uuid, of_membership uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update memberships m set status = 'ended' where m.operator_id = of_operator and m.id = of_membership and m.status <> 'ended';
  update password_links l set ended_at = clock_timestamp() where l.membership_id = of_membership and l.ended_at is null and l.purpose = 'first';
$$;

-- Who can take over from a membership: eligible wherever the person leaves customers (CUS-7); for the operator's staff, who are
-- account managers too, the other staff. Definer: names of a parent's members may be out of sight.
create function access.successor_candidates(of_membership uuid) returns table (person_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (c.person_id) c.person_id, c.name
  from memberships m
  join organizations o on o.operator_id = m.operator_id and o.id = m.organization_id and o.kind <> 'customer'
  join memberships c on c.operator_id = m.operator_id and c.status = 'active' and c.person_id <> m.person_id
    and c.organization_id in (o.id, o.parent_id)
  where m.operator_id = access.operator() and m.id = of_membership
    and exists (select from reach.members x where x.id = m.id) and access.manager_status(o.id) = 200
    and not exists (select from access.owners_left(m.operator_id, m.person_id, o.id) l(id)
      where not access.may_be_contact(m.operator_id, l.id, c.person_id))
$$;

-- How many customers move, as far as the reader sees them; null where they see none there.
create function access.successor_count(of_membership uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select (
    select count(*)::int from reach.customers c
    where c.contact_id = m.person_id and c.owner_id in (select access.owners_left(m.operator_id, m.person_id, m.organization_id))
      or c.manager_id = m.person_id and m.organization_id = m.operator_id)
  from reach.members m
  join access.decisions(access.person(), access.operator(), 'customers', array[m.organization_id]) d
    on d.organization_id = m.organization_id and d.visibility <> 'none'
  where m.id = of_membership
$$;

-- PPL-7. Ends a membership or withdraws an invitation; the assignments are moved by the module of customers in the same
-- transaction. Definer: memberships can't be written by the runtime role.
create function access.remove_member(of_membership uuid, successor uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  m memberships%rowtype;
  refused jsonb := access.hold_membership(of_membership);
begin
  if refused is not null then return refused; end if;
  select * into m from memberships x where x.operator_id = access.operator() and x.id = of_membership;
  if access.is_last_administrator(m.operator_id, m.id, '{}') then
    return jsonb_build_object('status', 409, 'code', 'people.last_administrator');
  end if;
  if not access.roles_allowed(m.organization_id, array(
      select x.role_id from membership_roles x where x.operator_id = m.operator_id and x.membership_id = m.id), '{}') then
    return jsonb_build_object('status', 403, 'code', 'people.member_not_yours');
  end if;
  if successor is not null and not exists (select from access.successor_candidates(m.id) c where c.person_id = successor) then
    return jsonb_build_object('status', 422, 'code', 'people.successor_invalid');
  end if;
  perform access.end_membership(m.operator_id, m.id);
  return jsonb_build_object('status', 200, 'person', m.person_id, 'organization', m.organization_id, 'before', m.status);
end $$;

-- Whether the actor may send somebody the link again. Definer: writes the audit.
create function access.note_link_sent(of_membership uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  m memberships%rowtype;
  refused jsonb := access.hold_membership(of_membership);
begin
  if refused is not null then return refused; end if;
  select * into m from memberships x where x.operator_id = access.operator() and x.id = of_membership;
  perform access.note(m.operator_id, m.organization_id, 'membership.link_sent', 'membership', m.id, m.name, '{}');
  return jsonb_build_object('status', 200, 'person', m.person_id, 'before', m.status);
end $$;

-- Memberships among these that the actor can't end, or can't change either, where they manage people (PPL-7, ACC-7), and why.
create function access.member_refusals(ids uuid[]) returns table (id uuid, removal text, change text)
language sql stable security definer set search_path = public, pg_temp as $$
  with asked as materialized (select x.operator_id, x.id, x.person_id, x.organization_id from reach.members x where x.id = any (ids)),
    givable as materialized (
      select o.organization_id, access.givable_roles(o.organization_id) as roles from (select distinct a.organization_id from asked a) o)
  select r.id, case when r.is_last then 'people.last_administrator' when r.is_above then 'people.member_not_yours' end,
    case when r.is_above and not r.is_own then 'people.member_not_yours' end
  from (
    select a.id, a.person_id = access.person() as is_own, access.is_last_administrator(a.operator_id, a.id, '{}') as is_last,
      exists (select from membership_roles mr where mr.operator_id = a.operator_id and mr.membership_id = a.id and mr.role_id <> all (g.roles)) as is_above
    from asked a join givable g on g.organization_id = a.organization_id) r
  where r.is_last or r.is_above
$$;

-- ── a person's own memberships, outside of any organisation ──

-- PPL-7: accepting twice is accepting. Definer: outside of an organisation nobody reads memberships.
create function access.accept_membership(of_person uuid, of_membership uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  m memberships%rowtype;
begin
  select * into m from memberships x where x.person_id = of_person and x.id = of_membership and x.status <> 'ended' for update;
  if not found then return access.refusal(404); end if;
  if m.status = 'invited' and not access.may_accept(of_person, m.operator_id) then
    return jsonb_build_object('status', 409, 'code', 'identity.address_unverified');
  end if;
  perform access.put('author', of_person::text);
  update memberships x set status = 'active' where x.operator_id = m.operator_id and x.id = m.id and x.status = 'invited';
  return jsonb_build_object('status', 200);
end $$;

-- PPL-7: leaves an organisation or declines an invitation. Definer: as above.
create function access.leave_organization(of_person uuid, of_membership uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  m memberships%rowtype;
begin
  select * into m from memberships x where x.person_id = of_person and x.id = of_membership and x.status <> 'ended';
  if not found then return access.refusal(404); end if;
  perform access.hold_organization(m.operator_id, m.organization_id);
  if access.is_last_administrator(m.operator_id, m.id, '{}') then
    return jsonb_build_object('status', 409, 'code', 'people.last_administrator');
  end if;
  perform access.put('author', of_person::text);
  perform access.end_membership(m.operator_id, m.id);
  return jsonb_build_object('status', 200, 'operator', m.operator_id, 'organization', m.organization_id, 'before', m.status);
end $$;

-- ── what the web needs to draw itself ──

-- In how many organisations of this operator the reader is an effective member: whether listing across is offered (ACC-10).
create function access.count_own_memberships() returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from memberships m join organizations o on o.operator_id = m.operator_id and o.id = m.organization_id and o.effective
  where m.operator_id = access.operator() and m.person_id = access.person() and m.status = 'active'
$$;

-- How the reader gets into each organisation of the scope (ACC-3), and which of its customers they then see; tenants are asked one by one.
create function access.entries() returns table (organization_id uuid, entry text, visibility text)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select m.organization_id, m.effective, m.permissions from access.memberships_of(access.person(), access.operator(), 'customers') m)
  select o.id, e.entry, case when e.entry <> 'none' then d.visibility end
  from access.decisions(access.person(), access.operator(), 'customers', access.ids('roots')) d
  join organizations o on o.operator_id = access.operator() and o.id = d.organization_id
  cross join lateral (select case
    when exists (select from mine m where m.organization_id = o.id) then case when d.effective then 'member' else 'none' end
    when not access.flag('read_only')
      and exists (select from mine m where m.organization_id = any (o.path) and m.effective and 'tenants.work_as' = any (m.permissions)) then 'work_as'
    else 'none' end as entry) e
$$;

-- The same for tenants, by the definition that opens the door itself.
create function access.tenant_entries(ids uuid[]) returns table (organization_id uuid, entry text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i, case when e.operator_id is distinct from access.operator() then 'none' when e.working_as then 'work_as' else 'member' end
  from unnest(ids) i cross join lateral access.resolve(access.person(), i::text, access.flag('read_only')) e
$$;

-- ── the audit: an entry about a record that the reader can't see now is redacted (ACC-11a) ──

-- Which of these records the reader sees, whatever they are; with the reader's own rights. A record of a type that is not here is unseen.
create function access.seen_objects(ids uuid[]) returns table (object_type text, object_id uuid) language sql stable as $$
  select 'customer', c.id from reach.customers c where c.id = any (ids)
  union all select 'membership', m.id from reach.memberships m where m.id = any (ids)
  union all select 'organization', o.id from reach.organizations o where o.id = any (ids)
  union all select 'import', i.id from reach.imports i where i.id = any (ids)
  union all select 'mail', m.id from public.mails m where m.id = any (ids)
$$;

revoke execute on all functions in schema access from public;
grant execute on function access.invite(uuid, uuid, text, text, uuid[]), access.change_membership(uuid, int, uuid[], text),
  access.successor_candidates(uuid), access.remove_member(uuid, uuid), access.note_link_sent(uuid), access.member_refusals(uuid[]),
  access.givable_roles(uuid), access.successor_count(uuid), access.accept_membership(uuid, uuid), access.leave_organization(uuid, uuid),
  access.count_own_memberships(), access.seen_objects(uuid[]), access.entries(), access.tenant_entries(uuid[])
  to kontor_runtime;
