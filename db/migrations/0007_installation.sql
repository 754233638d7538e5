-- Set-up: the state of the installation, its first operator, and what the demo and tests build.

-- PPL-2: only a demo shows sign-ins, and only its own.
create table demo_sign_ins (
  position int primary key,
  login text not null,
  password text not null,
  person text not null,
  handle text not null,
  organization text not null,
  roles text[] not null,
  visibility text not null check (visibility in ('all', 'own', 'none'))
);

-- Whether somebody sets this installation up, or the operator's own machinery is at work.
create function access.installing() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select access.flag('system') or (select i.state <> 'ready' from installation i)
$$;

-- Ends what would create without anybody's rights in an installation that is in use.
create function access.assert_installing() returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not access.installing() then raise exception 'this installation is in use' using errcode = 'insufficient_privilege'; end if;
end $$;

-- Public: whether the installation is empty, and its operators by name. Definer: the runtime role does not read the table.
create function access.installation_state() returns table (state text, demo boolean, operators text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select i.state, i.demo,
    (select coalesce(array_agg(o.name order by o.name), '{}') from organizations o where o.kind = 'operator' and i.state = 'ready')
  from installation i
$$;

-- A new one-time code of set-up, and a set-up that was interrupted is over; false where the installation is in use or being loaded.
create function access.renew_setup_code(hash bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform from installation i where i.state = 'empty' for update;
  if not found then
    -- whoever sets up or loads the demo holds the row: one that nobody holds was interrupted
    perform from installation i where i.state = 'loading' for update skip locked;
    if not found then return false; end if;
  end if;
  update installation set state = 'empty', code_hash = hash, code_attempts = 0;
  return true;
end $$;

-- Compares the code of set-up: ten wrong ones end it. Hashes of hashes are compared, so time tells nothing.
create function access.try_setup_code(hash bytea) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  i installation%rowtype;
  salt bytea := uuid_send(gen_random_uuid());
begin
  select * into i from installation for update;
  if i.state <> 'empty' then return 'not_empty'; end if;
  if i.code_hash is null or i.code_attempts >= 10 then return 'dead'; end if;
  if sha256(salt || i.code_hash) = sha256(salt || hash) then return 'ok'; end if;
  update installation set code_attempts = code_attempts + 1;
  return 'wrong';
end $$;

-- From empty to loading, or from loading to ready: one of several wins.
create function access.advance_installation(before text, after text, with_demo boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if (before, after) not in (('empty', 'loading'), ('loading', 'ready'), ('loading', 'empty')) then
    raise exception 'no such step' using errcode = 'invalid_parameter_value';
  end if;
  update installation set state = after, demo = with_demo, code_hash = case when after = 'ready' then null else code_hash end where state = before;
  return found;
end $$;

-- Holds the row while the demo is loaded, so that nobody takes it for interrupted.
create function access.hold_installation() returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select from installation for update
$$;

-- Public on a demo, nothing elsewhere. Definer: the runtime role does not read the table.
create function access.demo_sign_ins() returns setof demo_sign_ins
language sql stable security definer set search_path = public, pg_temp as $$
  select s.* from demo_sign_ins s where (select i.demo from installation i) order by s.position
$$;

-- Definer: the runtime role does not write the table, and nobody once the installation is in use.
create function access.add_demo_sign_in(login text, password text, person text, handle text, organization text, roles text[], visibility text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform access.assert_installing();
  insert into demo_sign_ins select coalesce(max(s.position), 0) + 1, add_demo_sign_in.login, add_demo_sign_in.password, add_demo_sign_in.person,
    add_demo_sign_in.handle, add_demo_sign_in.organization, add_demo_sign_in.roles, add_demo_sign_in.visibility from demo_sign_ins s;
end $$;

-- An operator with its roles and the module access of its preset (ACC-5). Roles: [{key, audience, name, permissions,
-- readOnly, hidden}]. Definer: nobody has rights yet; only while installing.
create function access.create_operator(of_name text, of_handle text, of_preset text, of_currency text, of_time_zone text, of_roles jsonb) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  created uuid := new_id();
begin
  perform access.assert_installing();
  insert into operators (operator_id, preset, currency, time_zone) values (created, of_preset, of_currency, of_time_zone);
  insert into organizations (operator_id, id, kind, handle, name) values (created, created, 'operator', of_handle, of_name);
  insert into roles (operator_id, key, audience, name, permissions, read_only_attributes, hidden_attributes)
    select created, r ->> 'key', r ->> 'audience', r ->> 'name', array(select jsonb_array_elements_text(r -> 'permissions')),
      array(select jsonb_array_elements_text(r -> 'readOnly')), array(select jsonb_array_elements_text(r -> 'hidden'))
    from jsonb_array_elements(of_roles) r;
  insert into module_access (operator_id, module, kind, variant, role_id)
    select created, 'customers', 'customer', '*', null::uuid
    union all
    select created, 'customers', 'partner', '*', null where of_preset = 'vendor'
    union all
    select created, 'customers', 'partner', 'basic', r.id from roles r
      where of_preset = 'marketplace' and r.operator_id = created and r.key in ('administration', 'buyer');
  perform access.note(created, created, 'organization.created', 'organization', created, of_name, '{}');
  return created;
end $$;

-- The login of the first administrator, told once at set-up. Definer: persons belong to no operator.
create function access.first_login(of_person uuid) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform access.assert_installing();
  return (select p.login from persons p where p.id = of_person);
end $$;

-- Definer: nobody has rights yet; only while installing.
create function access.create_organization(of_operator uuid, below uuid, of_kind text, is_site boolean, of_name text, of_handle text,
  of_edition text, of_version text, of_status text, of_external_id text) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  created uuid := new_id();
begin
  perform access.assert_installing();
  insert into organizations (operator_id, id, parent_id, kind, site, name, handle, edition, tenant_version, status, external_id, created_by)
    values (of_operator, created, below, of_kind, is_site, of_name, of_handle, of_edition, of_version, of_status, of_external_id, access.author());
  perform access.note(of_operator, of_operator, 'organization.created', 'organization', created, of_name, '{}');
  return created;
end $$;

-- Definer: nobody has rights yet; only while installing. Roles by key, of the organisation's audience.
create function access.create_membership(of_operator uuid, of_organization uuid, of_person uuid, of_visibility text, of_status text,
  role_keys text[]) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  created uuid := new_id();
begin
  perform access.assert_installing();
  insert into memberships (operator_id, id, organization_id, person_id, visibility, status, created_by)
    values (of_operator, created, of_organization, of_person, of_visibility, of_status, access.author());
  insert into membership_roles (operator_id, membership_id, role_id)
    select of_operator, created, r.id from roles r join organizations o on o.operator_id = r.operator_id and o.kind = r.audience
    where r.operator_id = of_operator and o.id = of_organization and r.key = any (role_keys);
  if (select count(*) from membership_roles x where x.operator_id = of_operator and x.membership_id = created) <> cardinality(role_keys) then
    raise exception 'a role that this organisation does not have' using errcode = 'invalid_parameter_value';
  end if;
  return created;
end $$;

revoke execute on all functions in schema access from public;
grant execute on function access.installation_state(), access.renew_setup_code(bytea), access.try_setup_code(bytea),
  access.advance_installation(text, text, boolean), access.hold_installation(), access.demo_sign_ins(),
  access.add_demo_sign_in(text, text, text, text, text, text[], text), access.create_operator(text, text, text, text, text, jsonb),
  access.first_login(uuid), access.create_organization(uuid, uuid, text, boolean, text, text, text, text, text, text),
  access.create_membership(uuid, uuid, uuid, text, text, text[])
  to kontor_runtime;
