-- Saved views and list settings (LST-5, LST-6). Both belong to the home membership, also while working as.

-- Whether the home membership gives a permission: while working as, another one decides the acting organisation.
create function access.home_permits(permission text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from access.memberships_of(access.person(), access.operator(), 'customers') m
    where m.organization_id = access.home() and permission = any (m.permissions))
$$;

-- The organisations above the home, whose shared views are offered there: to partners, not to customer organisations.
create function access.above_home() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select array_remove(o.path, o.id) from organizations o
    where o.operator_id = access.operator() and o.id = access.home() and o.kind = 'partner'), '{}')
$$;

create table saved_views (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  organization_id uuid not null,
  person_id uuid not null,
  list text not null,
  name text collate "de-x-icu" not null check (char_length(name) between 1 and 60),
  shared boolean not null default false,
  -- {q, filter, sort, columns: [{key, width}], pinned, limit}, as its maker saw it; resolved for each reader (LST-12)
  state jsonb not null check (length(state::text) < 40000),
  -- for a day it can be restored
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  changed_by uuid,
  revision int not null default 1,
  primary key (operator_id, id),
  foreign key (operator_id, organization_id) references organizations (operator_id, id),
  foreign key (operator_id, person_id) references people (operator_id, person_id)
);
create index saved_views_list on saved_views (operator_id, organization_id, list);

-- Names that differ in case, accents, spaces or what nobody sees are one name: private ones for their maker, shared ones for the
-- organisation. Removed views hold none.
create function view_name_key(t text) returns text language sql immutable strict parallel safe
  return btrim(regexp_replace(regexp_replace(public.text_fold(normalize(t, nfkc)),
    '[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]', '', 'g'),
    '[\s\u2800]+', ' ', 'g'));
create unique index saved_views_private_name on saved_views (operator_id, organization_id, person_id, list, view_name_key(name))
  where not shared and removed_at is null;
create unique index saved_views_shared_name on saved_views (operator_id, organization_id, list, view_name_key(name))
  where shared and removed_at is null;

create function saved_views_touch() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changed_at := now();
  new.changed_by := access.author();
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger saved_views_touch before update on saved_views for each row execute function saved_views_touch();

alter table saved_views enable row level security;
insert into access.arms (object, position, arm, rule) values
  ('saved_views', 1, 'own', 'person_id = (select access.person()) and organization_id = (select access.home())'),
  ('saved_views', 2, 'organization', 'shared and organization_id = (select access.home())'),
  ('saved_views', 3, 'above', 'shared and organization_id = any ((select access.above_home())::uuid[])');
select access.apply_reading('saved_views');
create policy creating on saved_views for insert with check (
  operator_id = (select access.operator()) and (select access.writable()) and organization_id = (select access.home())
  and person_id = (select access.person()) and (not shared or (select access.home_permits('views.share'))));
create policy changing on saved_views for update
  using (operator_id = (select access.operator()) and (select access.writable()) and organization_id = (select access.home())
    and (person_id = (select access.person()) or shared and (select access.home_permits('views.share'))))
  -- what is or becomes shared is a matter of who may share; who may not can still take the own back
  with check (operator_id = (select access.operator()) and (select access.writable()) and organization_id = (select access.home())
    and (person_id = (select access.person()) and not shared or shared and (select access.home_permits('views.share'))));
create policy tidying on saved_views for delete using (
  operator_id = (select access.operator()) and (select access.writable()) and organization_id = (select access.home())
  and removed_at is not null);
grant insert, delete on saved_views to kontor_runtime;
grant update (name, shared, state, removed_at) on saved_views to kontor_runtime;

create table list_settings (
  operator_id uuid not null references operators,
  organization_id uuid not null,
  person_id uuid not null,
  list text not null,
  settings jsonb not null check (length(settings::text) < 40000),
  changed_at timestamptz not null default now(),
  primary key (operator_id, organization_id, person_id, list),
  foreign key (operator_id, organization_id, person_id) references memberships (operator_id, organization_id, person_id) on delete cascade
);
alter table list_settings enable row level security;
create policy reading on list_settings for select using (
  operator_id = (select access.operator()) and person_id = (select access.person()) and organization_id = (select access.home()));
create policy creating on list_settings for insert with check (
  operator_id = (select access.operator()) and (select access.writable())
  and person_id = (select access.person()) and organization_id = (select access.home()));
create policy changing on list_settings for update
  using (operator_id = (select access.operator()) and (select access.writable())
    and person_id = (select access.person()) and organization_id = (select access.home()))
  with check (operator_id = (select access.operator()) and (select access.writable())
    and person_id = (select access.person()) and organization_id = (select access.home()));
grant select, insert on list_settings to kontor_runtime;
grant update (settings, changed_at) on list_settings to kontor_runtime;

revoke execute on function access.home_permits(text), access.above_home(), saved_views_touch() from public;
grant execute on function access.home_permits(text), access.above_home() to kontor_runtime;
