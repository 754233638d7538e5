-- Schemas, text folding, and the tables of persons and organisations. Policies follow in 0002, once the context functions exist.

create schema access;
create schema reach;
grant usage on schema access, reach to kontor_runtime;

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- LST-1: lower case, no accents, ß as ss. An explicit table, because unaccent is only STABLE and can't be indexed. The collation is named,
-- because that of a column and of a search word differ, and lower() follows it.
-- translate() looks each character up from the left, so those that most texts are made of stand first, as themselves: ten times as fast. The last one, the
-- dot that lower() makes of İ, has no counterpart and goes. Procedural, so that texts of ASCII and German letters, which are most, never come to it.
create function text_fold(t text) returns text language plpgsql immutable strict parallel safe as $$
declare
  folded text;
begin
  if octet_length(t) = length(t) then return lower(t collate "C"); end if;
  folded := replace(replace(replace(replace(lower(t collate "de-x-icu"), 'ß', 'ss'), 'ä', 'a'), 'ö', 'o'), 'ü', 'u');
  if octet_length(folded) = length(folded) then return folded; end if;
  return translate(replace(replace(replace(folded, 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    E'\nenirsatdhulgcombfkwzpvyjxq0123456789 -.@+/,&àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĸĺļľŀłńņňŋōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțȟḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u0307',
    E'\nenirsatdhulgcombfkwzpvyjxq0123456789 -.@+/,&aaaaaaceeeeiiiidnoooooouuuuyyaaaccccddeeeeegggghhiiiiijkklllllnnnnooorrrsssstttuuuuuuwyzzzsthabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwyaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy');
end $$;

-- LST-1: 'muller' and 'mueller' both find 'Müller': ae, oe, ue count as a, o, u on both sides.
create function text_collapse(t text) returns text language sql immutable strict parallel safe
  return replace(replace(replace(t, 'ae', 'a'), 'oe', 'o'), 'ue', 'u');

-- What search looks at: both spellings where they differ, so that a part of a word is found wherever it is cut.
-- Procedural, so that it folds once.
create function text_search(t text) returns text language plpgsql immutable strict parallel safe as $$
declare
  folded constant text := public.text_fold(t);
  collapsed constant text := public.text_collapse(folded);
begin
  -- half the letters to store, and to take apart for the index
  return case when collapsed = folded then folded else folded || E'\n' || collapsed end;
end $$;

-- UUIDv7, for PostgreSQL before 18 too.
create function new_id() returns uuid language sql volatile parallel safe
  return encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid;

-- One row: what the installation knows of itself. The cursor key signs list cursors.
create table installation (
  singleton boolean primary key default true check (singleton),
  state text not null default 'empty' check (state in ('empty', 'loading', 'ready')),
  demo boolean not null default false,
  code_hash bytea,
  code_attempts int not null default 0,
  signing_key bytea not null
);
insert into installation (signing_key)
  values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- ── persons belong to no operator: the runtime role reaches them through definer functions only (ACC-11a) ──

create table persons (
  id uuid primary key default new_id(),
  login text not null unique check (login = lower(login)),
  email text not null,
  name text not null,
  password_hash text,
  email_verified_at timestamptz,
  status text not null default 'invited' check (status in ('invited', 'active')),
  language text not null default 'de' check (language in ('de', 'en')),
  time_zone text not null default 'Europe/Berlin',
  last_sign_in_at timestamptz,
  last_organization_id uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create unique index persons_email on persons (lower(email));

create table sessions (
  id uuid primary key default new_id(),
  person_id uuid not null references persons on delete cascade,
  token_hash bytea not null unique,
  device text not null,
  address text not null,
  idle_seconds int not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);

create table password_links (
  id uuid primary key default new_id(),
  person_id uuid not null references persons on delete cascade,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('first', 'replacement')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index password_links_person on password_links (person_id);

create table throttles (
  key text primary key,
  failures int not null,
  since timestamptz not null
);

-- ── operators and their trees ──

create table operators (
  operator_id uuid primary key,
  preset text not null check (preset in ('vendor', 'marketplace')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  required_customer_fields text[] not null default '{email,street,postalCode,city,country}',
  partner_edits_master_data boolean not null default true,
  revision int not null default 1
);

create table organizations (
  operator_id uuid not null references operators,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('operator', 'partner', 'customer')),
  site boolean not null default false,
  handle text not null,
  name text collate "de-x-icu" not null,
  edition text check (edition in ('basic', 'standard_free', 'standard_paid', 'tenant_simple', 'tenant_country')),
  tenant_version text,
  status text not null default 'active' check (status in ('created', 'invited', 'active', 'suspended', 'closed')),
  collaboration boolean not null default true,
  work_as_blocked boolean not null default false,
  -- from the root to itself, and whether all of these are active: kept by trigger
  path uuid[] not null default '{}',
  effective boolean not null default true,
  external_id text,
  -- TEN-2: the id of its file among the stored ones, and its size, so that a page can leave room for it
  logo uuid,
  logo_width int check (logo_width between 1 and 400),
  logo_height int check (logo_height between 1 and 120),
  created_at timestamptz not null default now(),
  created_by uuid,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  revision int not null default 1,
  primary key (operator_id, id),
  unique (operator_id, handle),
  unique (operator_id, logo),
  constraint organizations_logo_whole check (num_nonnulls(logo, logo_width, logo_height) in (0, 3)),
  foreign key (operator_id, parent_id) references organizations (operator_id, id),
  check ((kind = 'operator') = (parent_id is null)),
  check ((kind = 'operator') = (id = operator_id)),
  check (not site or kind = 'partner')
);
create index organizations_handle on organizations (handle);
create index organizations_id on organizations (id);
create index organizations_path on organizations using gin (path) where kind <> 'customer';
create index organizations_parent on organizations (operator_id, parent_id);

create function organizations_place() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  above organizations%rowtype;
begin
  if new.parent_id is null then
    new.path := array[new.id];
    new.effective := new.status = 'active';
  else
    select * into above from organizations o where o.operator_id = new.operator_id and o.id = new.parent_id;
    if new.id = any (above.path) then
      raise exception 'organisation below itself' using errcode = 'check_violation';
    end if;
    new.path := above.path || new.id;
    new.effective := above.effective and new.status = 'active';
  end if;
  return new;
end $$;
create trigger organizations_place before insert or update of parent_id, status on organizations
  for each row execute function organizations_place();

-- Status and place are inherited downward (ACC-8a). Touching a child makes its own trigger look up again.
create function organizations_pass_down() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.path is distinct from old.path or new.effective is distinct from old.effective then
    update organizations o set status = o.status where o.operator_id = new.operator_id and o.parent_id = new.id;
  end if;
  return null;
end $$;
create trigger organizations_pass_down after update of parent_id, status on organizations
  for each row execute function organizations_pass_down();

-- Who may be named inside an operator: contacts, managers, authors. Kept by trigger from persons and memberships.
create table people (
  operator_id uuid not null references operators,
  person_id uuid not null references persons,
  name text collate "de-x-icu" not null,
  primary key (operator_id, person_id)
);

create table roles (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  key text,
  audience text not null check (audience in ('operator', 'partner', 'customer')),
  name text collate "de-x-icu" not null,
  permissions text[] not null,
  -- ACC-14: an attribute in neither list may be written
  hidden_attributes text[] not null default '{}',
  read_only_attributes text[] not null default '{}',
  created_at timestamptz not null default now(),
  created_by uuid,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  revision int not null default 1,
  primary key (operator_id, id),
  unique (operator_id, key),
  check (not hidden_attributes && '{customer.number,customer.name}')
);

create table memberships (
  operator_id uuid not null,
  id uuid not null default new_id(),
  organization_id uuid not null,
  person_id uuid not null,
  visibility text not null check (visibility in ('all', 'own', 'none')),
  status text not null check (status in ('invited', 'active', 'ended')),
  -- what others may see of the person, kept by trigger
  name text collate "de-x-icu" not null default '',
  email text collate "de-x-icu" not null default '',
  last_sign_in_at timestamptz,
  search text generated always as (text_search(coalesce(name, '') || E'\n' || coalesce(email, ''))) stored,
  created_at timestamptz not null default now(),
  created_by uuid,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  revision int not null default 1,
  primary key (operator_id, id),
  unique (operator_id, organization_id, person_id),
  foreign key (operator_id, organization_id) references organizations (operator_id, id),
  foreign key (operator_id, person_id) references people (operator_id, person_id)
);
create index memberships_person on memberships (person_id) where status <> 'ended';
create index memberships_name on memberships (operator_id, organization_id, name, id);

create table membership_roles (
  operator_id uuid not null,
  membership_id uuid not null,
  role_id uuid not null,
  primary key (operator_id, membership_id, role_id),
  foreign key (operator_id, membership_id) references memberships (operator_id, id) on delete cascade,
  foreign key (operator_id, role_id) references roles (operator_id, id)
);

-- The person's name, address and last sign-in stand on the membership; others never read persons.
create function memberships_take_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into people (operator_id, person_id, name)
    select new.operator_id, p.id, p.name from persons p where p.id = new.person_id
    on conflict (operator_id, person_id) do nothing;
  select p.name, p.email, p.last_sign_in_at into new.name, new.email, new.last_sign_in_at
    from persons p where p.id = new.person_id;
  return new;
end $$;
create trigger memberships_take_person before insert on memberships
  for each row execute function memberships_take_person();

create function persons_pass_on() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update people set name = new.name where person_id = new.id and name is distinct from new.name;
  update memberships m set name = new.name, email = new.email, last_sign_in_at = new.last_sign_in_at
    where m.person_id = new.id;
  return null;
end $$;
create trigger persons_pass_on after update of name, email, last_sign_in_at on persons
  for each row execute function persons_pass_on();

-- ACC-5: a row opens a module for a kind and variant (edition or version, '*' any) and a role (null: all roles).
create table module_access (
  operator_id uuid not null references operators,
  id uuid not null default new_id(),
  module text not null,
  kind text not null check (kind in ('partner', 'customer')),
  variant text not null,
  role_id uuid,
  primary key (operator_id, id),
  foreign key (operator_id, role_id) references roles (operator_id, id)
);
create unique index module_access_once on module_access (operator_id, module, kind, variant, role_id) nulls not distinct;

create table deputies (
  operator_id uuid not null,
  id uuid not null default new_id(),
  person_id uuid not null,
  deputy_id uuid not null,
  from_on date not null,
  to_on date not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (operator_id, id),
  foreign key (operator_id, person_id) references people (operator_id, person_id),
  foreign key (operator_id, deputy_id) references people (operator_id, person_id),
  check (person_id <> deputy_id),
  check (from_on <= to_on)
);
create index deputies_deputy on deputies (operator_id, deputy_id);

-- ACC-8a, sharing.md: who was granted which record. Knows no object but by type and id.
create table shares (
  operator_id uuid not null,
  id uuid not null default new_id(),
  object_type text not null check (object_type in ('customer')),
  object_id uuid not null,
  giver_id uuid not null,
  grantee_id uuid not null,
  level text not null check (level in ('read', 'write')),
  contact_id uuid,
  status text not null default 'active' check (status in ('active', 'withdrawn')),
  created_at timestamptz not null default now(),
  created_by uuid,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  revision int not null default 1,
  primary key (operator_id, id),
  foreign key (operator_id, giver_id) references organizations (operator_id, id),
  foreign key (operator_id, grantee_id) references organizations (operator_id, id),
  foreign key (operator_id, contact_id) references people (operator_id, person_id)
);
create index shares_grantee on shares (operator_id, grantee_id) where status = 'active';
create index shares_giver on shares (operator_id, giver_id) where status = 'active';
create index shares_object on shares (operator_id, object_type, object_id);
