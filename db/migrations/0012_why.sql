-- Why somebody sees a record, or does not (ACC-18): computed from the arms that policies and reach views are made of, and from the
-- decisions of access.enter_person for that person.

-- What the arms of a row rule say about one record in the context. The columns are those that decide rows of every kind; `type` is what
-- shares call the kind.
create type access.judged as (object text, type text, id uuid, owner_id uuid, contact_id uuid, manager_id uuid, organization_id uuid, arms jsonb);

-- Makes the function that asks the arms of a table one by one, from the text that its policy and its reach view have. A further kind of
-- record calls it, and gets a line in access.judge.
create function access.apply_judge(object text, type text) returns void language plpgsql set search_path = public, pg_temp as $make$
declare
  arms text;
begin
  select string_agg(format('jsonb_build_object(''arm'', %L, ''reads'', coalesce((%s), false), ''writes'', (select access.writable()) and coalesce((%s), false))',
      a.arm, a.rule, coalesce(a.write_rule, a.rule)), ', ' order by a.position)
    into arms from access.arms a where a.object = apply_judge.object;
  execute format($f$create function access.%I(of_record uuid) returns access.judged language sql stable security definer set search_path = public, pg_temp as $q$
    select row(%L, %L, id, owner_id, contact_id, manager_id, organization_id, jsonb_build_array(%s))::access.judged
    from %I where operator_id = (select access.operator()) and id = of_record
  $q$ $f$, 'judge_' || object, object, type, arms, object);
end $make$;

select access.apply_judge('customers', 'customer');

create function access.judge(of_object text, of_record uuid) returns access.judged language sql stable as $$
  select case of_object when 'customers' then access.judge_customers(of_record) end
$$;

create function access.reads(j access.judged) returns boolean language sql stable as $$
  select coalesce(bool_or((a ->> 'reads')::boolean), false) from jsonb_array_elements((j).arms) a
$$;

-- ── who may ask ──

-- Memberships of somebody else that the reader manages, those invited too.
create function access.managed_memberships(of_person uuid) returns setof memberships
language sql stable security definer set search_path = public, pg_temp as $$
  select m.* from memberships m
  where m.operator_id = access.operator() and m.person_id = of_person and of_person <> access.person()
    and exists (select from reach.members x where x.id = m.id) and access.manager_status(m.organization_id) = 200
$$;

-- Where the question is about: the organisation that the person would act in; null: not to be asked. Oneself everywhere one gets in or
-- sees; others where one manages the people, and somebody of whom one manages a membership.
create function access.why_place(of_person uuid, wanted uuid) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  entered access.entry;
begin
  -- seen as somebody, only what that person sees here is asked for
  if not access.writable() then return null; end if;
  if of_person = access.person() then
    entered := access.resolve(of_person, wanted::text, false);
    return case when entered.operator_id = access.operator() or exists (select from reach.organizations o where o.id = wanted) then wanted end;
  end if;
  if wanted is null then
    return (select o.id from access.managed_memberships(of_person) m join organizations o on o.operator_id = m.operator_id and o.id = m.organization_id
      order by o.id <> access.acting(), cardinality(o.path), o.name, o.id limit 1);
  end if;
  return case when access.manager_status(wanted) = 200 and exists (select from access.managed_memberships(of_person)) then wanted end;
end $$;

-- ── what is told ──

-- A membership as a link of the chain: what it says itself, and what it comes to.
create function access.why_membership(of_person uuid, of_operator uuid, in_module text, of_membership uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('id', m.id, 'organization', m.organization_id, 'kind', m.kind, 'effective', m.effective, 'open', m.module_open,
    'visibility', m.visibility, 'counts', access.visibility_of(m), 'reads', 'customers.read' = any (m.permissions), 'roles', m.role_names,
    -- the first above that is not active takes all below it along (ACC-8a)
    'inactive', (select o.id from organizations o where o.operator_id = of_operator and o.id = any (m.path) and o.status <> 'active' order by cardinality(o.path) limit 1))
  from access.memberships_of(of_person, of_operator, in_module) m where m.id = of_membership
$$;

-- How the person gets into a place, or why not (ACC-1, ACC-3): the answer of access.resolve, with what it was made of.
create function access.why_door(of_person uuid, of_operator uuid, place uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  target organizations%rowtype;
  direct memberships%rowtype;
  entered constant access.entry := access.resolve(of_person, place::text, false);
  nearest uuid;
  home uuid;
  said text;
begin
  select * into target from organizations o where o.operator_id = of_operator and o.id = place;
  select * into direct from memberships m
    where m.operator_id = of_operator and m.organization_id = place and m.person_id = of_person and m.status in ('active', 'invited');
  select m.id into nearest from access.memberships_of(of_person, of_operator, 'customers') m
    where m.organization_id = any (target.path) order by cardinality(m.path) desc limit 1;
  select m.id into home from access.memberships_of(of_person, of_operator, 'customers') m
    where m.organization_id = any (target.path) and m.organization_id <> place and 'tenants.work_as' = any (m.permissions)
    order by cardinality(m.path) desc limit 1;
  said := case
    when entered.status = 200 then case when entered.working_as then 'home' else 'member' end
    when direct.status = 'active' then 'inactive'
    when nearest is null then case when direct.status = 'invited' then 'invited' else 'none' end
    when home is null then 'work_as_missing'
    when target.work_as_blocked and target.kind = 'customer' then 'blocked'
    else 'customer_unseen' end;
  return jsonb_build_object('said', said, 'membership', coalesce(entered.membership_id, case when direct.status = 'active' then direct.id end, home, nearest),
    'entering', entered.entering_id);
end $$;

-- Shares of a record with organisations of the context, where its owner is not among them: the best first (ACC-8a).
create function access.why_shares(j access.judged, in_module text) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('said', coalesce(x.stop, x.level), 'giver', x.giver_id, 'grantee', x.grantee_id, 'contact', x.contact_id,
      'membership', x.membership_id) order by array_position('{write,read,contact,membership,asleep}', coalesce(x.stop, x.level)), x.id), '[]')
  from (
    select s.*, d.membership_id, access.share_stop(s, giver, grantee, d.visibility, access.person(), p.pairs) as stop
    from shares s
    join organizations owner on owner.operator_id = s.operator_id and owner.id = (j).owner_id
    join organizations giver on giver.operator_id = s.operator_id and giver.id = s.giver_id
    join organizations grantee on grantee.operator_id = s.operator_id and grantee.id = s.grantee_id
    cross join (select coalesce(nullif(current_setting('kontor.deputised', true), ''), '[]')::jsonb as pairs) p
    join access.decisions(access.person(), access.operator(), in_module, access.ids('roots')) d on d.organization_id = s.grantee_id
    where s.operator_id = access.operator() and s.object_type = (j).type and s.object_id = (j).id
      and grantee.path && access.ids('roots') and not owner.path && access.ids('roots')) x
$$;

-- What the context says of a record, link by link.
create function access.why_facts(of_object text, of_record uuid, in_module text, door jsonb) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  j constant access.judged := access.judge(of_object, of_record);
  owned boolean;
  shares jsonb := '[]';
  decider uuid;
  arms jsonb := '{}';
begin
  select jsonb_object_agg(a ->> 'arm', (a ->> 'reads')::boolean) into arms from jsonb_array_elements(j.arms) a;
  owned := exists (select from organizations o where o.operator_id = access.operator() and o.id = j.owner_id and o.path && access.ids('roots'));
  if not owned then shares := access.why_shares(j, in_module); end if;
  if access.flag('in_customer') and access.ids('roots') = '{}' then
    decider := access.entering();
  elsif (arms ->> 'tenant')::boolean and not exists (
    select from jsonb_each_text(arms) e where e.key not in ('tenant', 'shared') and e.value::boolean) then
    -- across: the own record of a customer organisation
    select m.id into decider from memberships m
      where m.operator_id = access.operator() and m.person_id = access.person() and m.organization_id = j.organization_id and m.status = 'active';
  elsif owned then
    select d.membership_id into decider from access.decisions(access.person(), access.operator(), in_module, access.ids('roots')) d
      where d.organization_id = j.owner_id;
  else
    decider := (shares #>> '{0,membership}')::uuid;
  end if;
  return jsonb_build_object('arms', arms, 'owned', owned, 'inCustomer', access.flag('in_customer') and access.ids('roots') = '{}', 'shares', shares,
    'own', coalesce(j.organization_id = access.acting(), false),
    'home', access.why_membership(access.person(), access.operator(), in_module, (door ->> 'membership')::uuid),
    'decider', access.why_membership(access.person(), access.operator(), in_module, decider),
    'entering', access.entering());
end $$;

-- What the asker may know of what the facts name: organisations in sight or above, persons and memberships in sight (ACC-11a, ACC-17);
-- and which of it the asker may change.
create function access.why_known(of_person uuid, facts jsonb, place uuid, owner uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  above constant uuid[] := (select o.path from organizations o where o.operator_id = access.operator() and o.id = access.acting());
  first_share constant jsonb := coalesce(facts #> '{shares,0}', '{}');
  places constant uuid[] := array[place, owner, (facts #>> '{home,organization}')::uuid, (facts #>> '{home,inactive}')::uuid,
    (facts #>> '{decider,organization}')::uuid, (facts #>> '{decider,inactive}')::uuid, (first_share ->> 'giver')::uuid, (first_share ->> 'grantee')::uuid];
  named constant uuid[] := array[(facts #>> '{home,id}')::uuid, (facts #>> '{decider,id}')::uuid];
begin
  return jsonb_build_object(
    'organizations', (select coalesce(jsonb_object_agg(o.id, o.name), '{}') from organizations o
      where o.operator_id = access.operator() and o.id = any (places)
        and (o.id = any (above) or exists (select from reach.organizations x where x.id = o.id))),
    'sharer', (select m.name from reach.memberships m where m.person_id = (first_share ->> 'contact')::uuid limit 1),
    -- of those seen, whether they may be changed
    'memberships', (select coalesce(jsonb_object_agg(m.id, access.manager_status(m.organization_id) = 200
        and not exists (select from access.member_refusals(array[m.id]) r where r.change is not null)), '{}')
      from reach.memberships m where m.id = any (named)),
    'mayInvite', jsonb_build_object('place', access.manager_status(place) = 200, 'owner', access.manager_status(owner) = 200),
    'administrators', (select coalesce(jsonb_agg(x.name order by x.name), '[]') from (
      select distinct m.name from memberships m
      join membership_roles mr on mr.operator_id = m.operator_id and mr.membership_id = m.id
      join roles r on r.operator_id = mr.operator_id and r.id = mr.role_id and 'people.manage' = any (r.permissions)
      where m.operator_id = access.operator() and m.status = 'active' and m.person_id not in (of_person, access.person())
        and m.organization_id = coalesce((facts #>> '{decider,organization}')::uuid, (facts #>> '{home,organization}')::uuid)
        and exists (select from reach.memberships y where y.id = any (named) and y.organization_id = m.organization_id)
      order by m.name limit 3) x));
end $$;

-- ACC-18. Null where the asker does not see the record or may not ask about the person there: 404 (ACC-12). About oneself without a
-- place: as entered, across, working as, or seen as somebody.
create function access.why(of_object text, of_record uuid, in_module text, of_person uuid, in_place uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  j constant access.judged := access.judge(of_object, of_record);
  here constant boolean := of_person = access.person() and in_place is null;
  of_operator constant uuid := access.operator();
  place uuid;
  door jsonb;
  entered jsonb;
  facts jsonb;
begin
  if j.id is null or not access.reads(j) then return null; end if;
  if here then
    place := access.acting();
    -- what let in stands in the context; across and seen as somebody there is nothing to resolve
    door := jsonb_build_object('said', case when access.flag('read_only') or access.home() = access.acting() then 'member' else 'home' end,
      'entering', access.entering(), 'membership', (select m.id from memberships m
        where m.operator_id = of_operator and m.person_id = of_person and m.organization_id = access.home() and m.status = 'active'));
    facts := access.why_facts(of_object, of_record, in_module, door);
  else
    place := access.why_place(of_person, in_place);
    if place is null then return null; end if;
    begin
      door := access.why_door(of_person, of_operator, place);
      entered := access.enter_person(of_person, place::text, in_module, false, null);
      facts := case when (entered ->> 'status')::int = 200 then access.why_facts(of_object, of_record, in_module, door)
        else jsonb_build_object('home', access.why_membership(of_person, of_operator, in_module, (door ->> 'membership')::uuid)) end;
      -- the block's end undoes the entering: the asker's own context comes back
      raise exception using errcode = 'KN001';
    exception when sqlstate 'KN001' then null;
    end;
  end if;
  return facts || jsonb_build_object('door', door ->> 'said', 'place', place, 'entered', entered, 'owner', j.owner_id,
    'contact', j.contact_id, 'manager', j.manager_id, 'known', access.why_known(of_person, facts, place, j.owner_id),
    'person', (select p.name from people p where p.operator_id = of_operator and p.person_id = of_person),
    'ownerName', (select o.name from organizations o where o.operator_id = of_operator and o.id = j.owner_id),
    'contactName', (select p.name from people p where p.operator_id = of_operator and p.person_id = j.contact_id),
    'managerName', (select p.name from people p where p.operator_id = of_operator and p.person_id = j.manager_id));
end $$;

revoke execute on all functions in schema access from public;
grant execute on function access.why(text, uuid, text, uuid, uuid) to kontor_runtime;
