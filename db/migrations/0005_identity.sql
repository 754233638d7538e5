-- People and sign-in (spec/people.md), and what mails need of them. Persons, sessions, password links and throttles belong to
-- no operator: these functions are the runtime role's only way to them (ACC-11a).

-- what a link was made for: the invitation it accepts, and the mail it stands in (two tries of one mail must both work)
alter table password_links add column membership_id uuid, add column mail_id uuid;
create index throttles_since on throttles (since);

-- ── throttling (PPL-4): tries leak away with time, and beyond the free ones each closes its key for longer ──

create function access.throttle_key(kind text, subject text) returns text language sql immutable
  -- hashed: the table must not become a list of addresses and logins
  return kind || ':' || encode(sha256(convert_to(lower(trim(subject)), 'UTF8')), 'hex');

create type access.throttle_rule as (free int, leak_seconds int);

create function access.throttle_rule(kind text) returns access.throttle_rule language sql immutable
  return case kind
    -- by the person where there is one, by what was typed where there is none
    when 'person' then row(5, 1800)::access.throttle_rule
    when 'account' then row(5, 1800)::access.throttle_rule
    when 'address' then row(30, 60)::access.throttle_rule
    -- links asked for: by what was typed, by person, and by network address
    when 'link' then row(3, 1200)::access.throttle_rule
    when 'link_person' then row(3, 1200)::access.throttle_rule
    when 'link_address' then row(20, 60)::access.throttle_rule
  end;

create function access.throttle_tries(of_key text) returns int
-- of internal use: throttles are not readable by the runtime role
language sql stable security definer set search_path = public, pg_temp as $$
  select greatest(0, t.failures - floor(extract(epoch from clock_timestamp() - t.since)
      / (access.throttle_rule(split_part(t.key, ':', 1))).leak_seconds))::int
    from throttles t where t.key = of_key
$$;

create function access.throttle_wait(kind text, subject text) returns int
-- tells how many seconds a key is still closed; 0: open
language sql volatile security definer set search_path = public, pg_temp as $$
  select coalesce(max(ceil(extract(epoch from
      t.since + least(900, 5 * 2 ^ least(20, t.failures - (access.throttle_rule(kind)).free)) * interval '1 second' - clock_timestamp()))), 0)::int
    from throttles t
    where t.key = access.throttle_key(kind, subject) and access.throttle_tries(t.key) >= (access.throttle_rule(kind)).free
      and t.since + least(900, 5 * 2 ^ least(20, t.failures - (access.throttle_rule(kind)).free)) * interval '1 second' > clock_timestamp()
$$;

create function access.throttle_count(kind text, subject text) returns int
-- counts a try, unless the key is closed: then tells for how many seconds; parallel tries wait for each other here
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  of_key text := access.throttle_key(kind, subject);
  wait int;
begin
  insert into throttles (key, failures, since) values (of_key, 0, clock_timestamp()) on conflict (key) do nothing;
  perform from throttles t where t.key = of_key for update;
  wait := access.throttle_wait(kind, subject);
  if wait > 0 then return wait; end if;
  update throttles t set failures = access.throttle_tries(of_key) + 1, since = clock_timestamp() where t.key = of_key;
  return 0;
end $$;

-- ── sessions (PPL-6) ──

create function access.session(token_hash bytea) returns table (person_id uuid, id uuid)
-- the door of endpoints for a person: nobody but the holder of a token learns whose session it is
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  s sessions%rowtype;
begin
  select * into s from sessions x where x.token_hash = session.token_hash and x.expires_at > now()
    and x.last_seen_at > now() - make_interval(secs => x.idle_seconds);
  if not found then return; end if;
  if s.last_seen_at < now() - interval '1 minute' then
    update sessions x set last_seen_at = now() where x.id = (select y.id from sessions y where y.id = s.id for no key update skip locked);
  end if;
  return query select s.person_id, s.id;
end $$;

create function access.landing(of_person uuid) returns text
-- of internal use: where sign-in leads, the organisation last used if it is still open to the person, else the highest of theirs
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  last uuid := (select p.last_organization_id from persons p where p.id = of_person);
  entered access.entry;
begin
  if last is not null then
    entered := access.resolve(of_person, last::text, false);
    if entered.status = 200 then
      return (select o.handle from organizations o where o.operator_id = entered.operator_id and o.id = entered.organization_id);
    end if;
  end if;
  return (select o.handle from memberships m join organizations o on o.operator_id = m.operator_id and o.id = m.organization_id
    where m.person_id = of_person and m.status = 'active' and o.effective
    order by cardinality(o.path), m.created_at, m.id limit 1);
end $$;

create function access.remember_organization() returns void
-- writes the person's own row: where the next sign-in lands
language sql volatile security definer set search_path = public, pg_temp as $$
  update persons p set last_organization_id = access.acting()
    where p.id = access.person() and access.writable() and p.last_organization_id is distinct from access.acting()
$$;

create function access.sign_in_candidate(typed text) returns table (person_id uuid, password_hash text)
-- the hash to compare with, by login or address; comparing happens outside of the database
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.password_hash from persons p where p.login = lower(typed) or lower(p.email) = lower(typed)
$$;

create function access.hold_person(of_person uuid) returns void
-- of internal use: whoever changes password, links or sessions holds the person first. Sessions come before: a request that notes
-- when a session was last seen may go on to write its person
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform from sessions s where s.person_id = of_person order by s.id for update;
  perform from persons p where p.id = of_person for update;
end $$;

create function access.sign_in(
  of_person uuid, verified_hash text, from_address text, new_token bytea, old_token bytea, device text, idle_seconds int, days int) returns jsonb
-- opens a session after the password was verified, and ends outstanding links (PPL-3): one of link and old password wins, because
-- both lock the person first
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  p persons%rowtype;
  wait int;
begin
  -- a right guess among many parallel wrong ones counts no more than it would have after them
  perform from throttles t where t.key in (access.throttle_key('person', of_person::text), access.throttle_key('address', from_address))
    order by t.key for update;
  wait := greatest(access.throttle_wait('person', of_person::text), access.throttle_wait('address', from_address));
  if wait > 0 then return jsonb_build_object('wait', wait); end if;
  perform access.hold_person(of_person);
  select * into p from persons x where x.id = of_person;
  if p.password_hash is distinct from verified_hash then return jsonb_build_object('wait', 0); end if;
  update password_links l set ended_at = clock_timestamp() where l.person_id = of_person and l.ended_at is null;
  delete from sessions s where s.person_id = of_person and (s.expires_at < now() or s.last_seen_at < now() - make_interval(secs => s.idle_seconds));
  delete from sessions s where s.token_hash = old_token;
  insert into sessions (person_id, token_hash, device, address, idle_seconds, expires_at)
    values (of_person, new_token, sign_in.device, from_address, sign_in.idle_seconds, now() + make_interval(days => days));
  update persons x set last_sign_in_at = now() where x.id = of_person;
  delete from throttles t where t.key = access.throttle_key('person', of_person::text);
  return jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name), 'landing', access.landing(of_person));
end $$;

create function access.sign_out(old_token bytea) returns void
-- ends the session whose token is shown
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from sessions s where s.token_hash = old_token
$$;

create function access.person_of(of_token bytea) returns uuid
-- of internal use: the person of a session that the door has let in already
language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id from sessions s where s.token_hash = of_token and s.expires_at > now()
$$;

create function access.own_sessions(of_token bytea) returns table (id uuid, device text, address text, created_at timestamptz, last_seen_at timestamptz, current boolean)
-- a person's own sign-ins, by the token of one of them
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.device, s.address, s.created_at, s.last_seen_at, s.token_hash = of_token from sessions s
  where s.person_id = access.person_of(of_token) and s.expires_at > now() and s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
  order by s.token_hash = of_token desc, s.last_seen_at desc
$$;

create function access.end_own_session(of_token bytea, session_id uuid) returns boolean
-- ends one sign-in of the same person
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  delete from sessions s where s.id = session_id and s.person_id = access.person_of(of_token);
  return found;
end $$;

-- ── the own person ──

create function access.may_accept(of_person uuid, of_operator uuid) returns boolean
-- of internal use (PPL-9): until a link that came by mail has proved the address, the account may be of whoever handed its link out. It
-- then belongs to the operator where it began, and no other one takes it for the person of that address
language sql stable security definer set search_path = public, pg_temp as $$
  select p.email_verified_at is not null
    or exists (select from memberships m where m.person_id = p.id and m.operator_id = of_operator and m.status = 'active')
    or not exists (select from memberships m where m.person_id = p.id and m.operator_id <> of_operator and m.status <> 'invited')
  from persons p where p.id = of_person
$$;

create function access.me(of_token bytea) returns jsonb
-- the own person with all memberships, across operators: no policy could show them together
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'person', jsonb_build_object('id', p.id, 'login', p.login, 'name', p.name, 'email', p.email, 'language', p.language, 'timeZone', p.time_zone),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object('id', m.id, 'visibility', m.visibility, 'status', m.status,
          'can', jsonb_build_object('accept', case when m.status = 'active' or access.may_accept(p.id, m.operator_id) then jsonb_build_object('ok', true)
            else jsonb_build_object('ok', false, 'why', 'identity.address_unverified') end),
          'organization', jsonb_build_object('id', o.id, 'handle', o.handle, 'name', o.name, 'kind', o.kind, 'site', o.site, 'parent', above.name),
          'operator', jsonb_build_object('id', op.id, 'name', op.name),
          'roles', (select coalesce(jsonb_agg(coalesce(r.key, r.name) order by r.name), '[]') from membership_roles mr
            join roles r on r.operator_id = mr.operator_id and r.id = mr.role_id where mr.operator_id = m.operator_id and mr.membership_id = m.id))
        order by op.name, o.name, m.id)
      from memberships m
      join organizations o on o.operator_id = m.operator_id and o.id = m.organization_id
      join organizations op on op.operator_id = m.operator_id and op.id = m.operator_id
      left join organizations above on above.operator_id = o.operator_id and above.id = o.parent_id
      where m.person_id = p.id and m.status <> 'ended' and o.effective), '[]'),
    'landing', access.landing(p.id))
  from persons p where p.id = access.person_of(of_token)
$$;

create function access.change_me(of_token bytea, new_name text, new_login text, new_language text, new_time_zone text) returns boolean
-- changes the own row; null keeps; false: the login is somebody else's (PPL-1)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update persons p set name = coalesce(new_name, p.name), login = coalesce(lower(new_login), p.login), language = coalesce(new_language, p.language),
    time_zone = coalesce(new_time_zone, p.time_zone), changed_at = now()
    where p.id = access.person_of(of_token);
  return true;
exception when unique_violation then
  return false;
end $$;

-- ── accounts and passwords (PPL-1 to PPL-4) ──

create function access.register_person(new_name text, new_email text, new_language text, new_time_zone text, login_base text) returns table (person_id uuid, existed boolean)
-- one person, one login: an address that is known already is that person; otherwise an account without password
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  found_id uuid;
  candidate text := login_base;
  n int := 1;
begin
  loop
    select p.id into found_id from persons p where lower(p.email) = lower(new_email);
    if found then return query select found_id, true; return; end if;
    while exists (select from persons p where p.login = candidate) loop
      n := n + 1;
      candidate := login_base || n;
    end loop;
    -- another registration of the same address or login may just have committed: look again
    insert into persons (login, email, name, language, time_zone) values (candidate, new_email, new_name, new_language, new_time_zone)
      on conflict do nothing returning persons.id into found_id;
    if found then return query select found_id, false; return; end if;
  end loop;
end $$;

create function access.person_has_password(of_person uuid) returns boolean
-- whether an invitation must carry a first-password link or only asks to sign in
language sql stable security definer set search_path = public, pg_temp as $$
  select p.password_hash is not null from persons p where p.id = of_person
$$;

create function access.names_around(of_person uuid) returns text[]
-- of internal use: what a password must not consist of (PPL-4)
language sql stable security definer set search_path = public, pg_temp as $$
  select array[p.name, p.login, p.email] || coalesce((
      select array_agg(distinct o.name) from memberships m join organizations o on o.operator_id = m.operator_id and (o.id = m.organization_id or o.id = m.operator_id)
      where m.person_id = p.id and m.status <> 'ended'), '{}')
  from persons p where p.id = of_person
$$;

create function access.own_password(of_token bytea) returns table (password_hash text, names text[])
-- the own hash to compare with, and the own names
language sql stable security definer set search_path = public, pg_temp as $$
  select p.password_hash, access.names_around(p.id) from persons p where p.id = access.person_of(of_token)
$$;

create function access.change_own_password(of_token bytea, verified_hash text, new_hash text) returns boolean
-- ends the other sessions and outstanding links; false: the password changed meanwhile
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  p persons%rowtype;
begin
  perform access.hold_person(access.person_of(of_token));
  select * into p from persons x where x.id = access.person_of(of_token);
  if not found or p.password_hash is distinct from verified_hash then return false; end if;
  update persons x set password_hash = new_hash, changed_at = now() where x.id = p.id;
  update password_links l set ended_at = clock_timestamp() where l.person_id = p.id and l.ended_at is null;
  delete from sessions s where s.person_id = p.id and s.token_hash <> of_token;
  return true;
end $$;

create function access.mail_is_superseded(of_mail uuid) returns boolean
-- of internal use: whether the link of a mail would come too late (PPL-3): one of its tries is over, a newer mail carries a link, or
-- the person signed in with the password that it replaces
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from password_links l where l.mail_id = m.id and l.ended_at is not null)
    or exists (select from password_links l join mails n on n.id = l.mail_id
      where l.person_id = m.person_id and (n.created_at, n.id) > (m.created_at, m.id))
    or exists (select from persons p where p.id = m.person_id and p.password_hash is not null and p.last_sign_in_at > m.created_at)
  from mails m where m.id = of_mail
$$;

create function access.mint_password_link(of_person uuid, wanted_purpose text, new_token bytea, of_membership uuid, of_mail uuid) returns boolean
-- stores the hash of a new link and ends earlier ones (PPL-3); whoever has a password gets no first link; false: no such
-- person, or the mail came too late
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  p persons%rowtype;
  purpose text;
begin
  select * into p from persons x where x.id = of_person for update;
  if not found or access.mail_is_superseded(of_mail) then return false; end if;
  purpose := case when p.password_hash is null then wanted_purpose else 'replacement' end;
  -- a try of the same mail may have arrived after all: its link must not be dead
  update password_links l set ended_at = clock_timestamp()
    where l.person_id = of_person and l.ended_at is null and (of_mail is null or l.mail_id is distinct from of_mail);
  insert into password_links (person_id, token_hash, purpose, expires_at, membership_id, mail_id)
    values (of_person, new_token, purpose, clock_timestamp() + case purpose when 'first' then interval '7 days' else interval '24 hours' end,
      of_membership, of_mail);
  return true;
end $$;

create function access.password_link(of_token bytea) returns table (purpose text, name text, login text, names text[])
-- what a usable link is for, told to its holder; uses nothing up (PPL-3)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.purpose, p.name, p.login, access.names_around(p.id) from password_links l join persons p on p.id = l.person_id
  where l.token_hash = of_token and l.ended_at is null and l.expires_at > clock_timestamp()
$$;

create function access.use_password_link(of_token bytea, new_hash text) returns text
-- sets the password, once, and tells the login; null: the link is dead. The person is locked first, as in access.sign_in, and the
-- link is read again behind that lock: of a sign-in with the old password and this, exactly one wins (PPL-3)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  p persons%rowtype;
  l password_links%rowtype;
begin
  select x.* into p from password_links y join persons x on x.id = y.person_id where y.token_hash = of_token;
  -- in the order in which signing in takes them
  perform from throttles t where t.key = access.throttle_key('person', p.id::text) for update;
  perform access.hold_person(p.id);
  select * into l from password_links x where x.token_hash = of_token and x.ended_at is null and x.expires_at > clock_timestamp();
  if not found then return null; end if;
  update password_links x set ended_at = clock_timestamp() where x.person_id = p.id and x.ended_at is null;
  delete from sessions s where s.person_id = p.id;
  update persons x set password_hash = new_hash, status = 'active', changed_at = now(),
    -- PPL-9: a link that came by mail proves the address
    email_verified_at = coalesce(x.email_verified_at, case when l.mail_id is not null then now() end)
    where x.id = p.id;
  delete from throttles t where t.key = access.throttle_key('person', p.id::text);
  if l.purpose = 'first' then
    perform access.put('author', p.id::text);
    -- a link that did not come by mail has been in other hands: it accepts its own invitation and no other
    update memberships m set status = 'active' where m.person_id = p.id and m.status = 'invited'
      and (m.id = l.membership_id or l.membership_id is null and l.mail_id is not null);
  end if;
  return p.login;
end $$;

create function access.place_link_request(of_person uuid, preferred_membership uuid) returns table (operator_id uuid, person_id uuid, membership_id uuid)
-- of internal use: persons belong to no operator, so one of theirs sends the link; sets the operator of the transaction for the event.
-- Whoever has a password gets it from an operator they work for: an invitation alone brings an operator no link of theirs
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  m memberships%rowtype;
begin
  select x.* into m from memberships x
    join organizations o on o.operator_id = x.operator_id and o.id = x.organization_id
    join persons p on p.id = x.person_id
    where x.person_id = of_person and o.effective and (x.status = 'active' or x.status = 'invited' and p.password_hash is null)
    order by x.id = preferred_membership desc nulls last, x.status, x.organization_id = p.last_organization_id desc nulls last, x.created_at, x.id limit 1;
  if not found then return; end if;
  perform access.put('operator', m.operator_id::text);
  return query select m.operator_id, of_person, m.id;
end $$;

create function access.request_password_link(typed text) returns table (operator_id uuid, person_id uuid, membership_id uuid)
-- by login or address (PPL-2); the caller answers the same whether there is anybody
language sql volatile security definer set search_path = public, pg_temp as $$
  select r.* from persons p cross join lateral access.place_link_request(p.id, null) r
  where p.login = lower(typed) or lower(p.email) = lower(typed)
$$;

create function access.renew_password_link(of_token bytea) returns table (operator_id uuid, person_id uuid, membership_id uuid)
-- by a dead link's token: the new one goes to the same person (PPL-3)
language sql volatile security definer set search_path = public, pg_temp as $$
  select r.* from password_links l cross join lateral access.place_link_request(l.person_id, l.membership_id) r where l.token_hash = of_token
$$;

-- ── mails (NTF-2, NTF-3) ──

create function access.mail_readable(of_mail uuid) returns mails
-- of internal use: the row, for the operator's machinery and for who may read the Outbox (ACC-11a)
language sql stable security definer set search_path = public, pg_temp as $$
  select m from mails m where m.operator_id = access.operator() and m.id = of_mail
    and (access.flag('system') or access.acting() = access.operator() and 'mails.read' = any (access.entry_permissions()))
$$;

create function access.mail_recipients(of_mails uuid[]) returns table (mail_id uuid, email text, language text)
-- address and language of a mail's recipient stand on the person
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, p.email, p.language from unnest(of_mails) wanted cross join lateral access.mail_readable(wanted) m join persons p on p.id = m.person_id
$$;

create function access.customers_as_seen(of_person uuid, of_organization uuid, of_customers uuid[]) returns jsonb
-- of internal use: which of these customers a recipient manages and sees now, by the same rules as in a request (NTF-2): how many, and
-- the first few by name; null: the organisation is closed to them
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  entered jsonb;
  seen jsonb;
begin
  begin
    entered := access.enter_person(of_person, of_organization::text, 'customers', false, null);
    if (entered ->> 'status')::int = 200 then
      with managed as materialized (
        select c.id, c.name, c.number, c.operator_id, c.contact_id from reach.customers c where c.id = any (of_customers) and c.manager_id = of_person)
      select jsonb_build_object('count', (select count(*) from managed), 'first', coalesce(jsonb_agg(jsonb_build_object(
          'id', c.id, 'name', c.name, 'number', c.number,
          'contact', (select p.name from people p where p.operator_id = c.operator_id and p.person_id = c.contact_id
            and not exists (select from jsonb_array_elements(entered -> 'memberships') m where m -> 'hidden' ? 'customer.contact')))
          order by c.name, c.id), '[]'))
        into seen from (select * from managed m order by m.name, m.id limit 5) c;
    end if;
    -- the block's end undoes the entering: the caller's own context comes back
    raise exception using errcode = 'KN001';
  exception when sqlstate 'KN001' then null;
  end;
  return seen;
end $$;

create function access.reassigned_customers(of_operator uuid, of_batch uuid) returns uuid[]
-- of internal use: the customers whose contact a batch has changed (CUS-7)
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct h.object_id), '{}') from history h
  where h.operator_id = of_operator and h.batch_id = of_batch and h.batch_id is not null and h.changes ? 'contact'
$$;

create function access.managers_told(of_batch uuid) returns table (person_id uuid, organization_id uuid)
-- the account managers of customers whose contact somebody else has changed in a batch, each with the membership they are told by; for
-- the machinery that writes mails, which sees every customer
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (m.person_id) m.person_id, m.organization_id
  from history h
  join customers c on c.operator_id = h.operator_id and c.id = h.object_id and c.manager_id is distinct from h.person_id
  join memberships m on m.operator_id = c.operator_id and m.person_id = c.manager_id and m.status = 'active'
  where access.flag('system') and h.operator_id = access.operator() and h.batch_id = of_batch and h.batch_id is not null and h.changes ? 'contact'
  order by m.person_id, m.organization_id = m.operator_id desc, m.organization_id
$$;

create function access.mail_facts(of_mail uuid) returns jsonb
-- everything a mail is rendered from, and whether its recipient is still entitled to it (ACC-4)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  mail mails%rowtype;
  about memberships%rowtype;
  customers jsonb;
  stands boolean;
  organization organizations%rowtype;
begin
  select * into mail from access.mail_readable(of_mail);
  if mail.id is null then return null; end if;
  select * into organization from organizations o where o.operator_id = mail.operator_id and o.id = mail.organization_id;
  select * into about from memberships m where m.operator_id = mail.operator_id and m.id = (mail.params ->> 'membershipId')::uuid;
  if mail.template in ('contact_assigned', 'contacts_assigned') and organization.effective then
    customers := access.customers_as_seen(mail.person_id, mail.organization_id, case mail.template
      when 'contact_assigned' then array[(mail.params ->> 'customerId')::uuid]
      else access.reassigned_customers(mail.operator_id, (mail.params ->> 'batchId')::uuid) end);
  end if;
  stands := organization.effective and case mail.template
    when 'invitation' then about.person_id = mail.person_id and about.status = 'invited' and not access.mail_is_superseded(mail.id)
    when 'invitation_to_further' then about.person_id = mail.person_id and about.status = 'invited'
    when 'password_link' then not access.mail_is_superseded(mail.id) and exists (select from memberships m where m.operator_id = mail.operator_id and m.person_id = mail.person_id
      and m.organization_id = mail.organization_id and m.status <> 'ended')
    when 'visibility_raised' then about.status = 'active' and exists (select from access.memberships_of(mail.person_id, mail.operator_id, null) m
      where m.organization_id = mail.organization_id and 'people.manage' = any (m.permissions))
    when 'contact_assigned' then (customers ->> 'count')::int > 0
    when 'contacts_assigned' then (customers ->> 'count')::int > 0
  end;
  return (select jsonb_build_object('id', mail.id, 'template', mail.template, 'status', mail.status, 'createdAt', mail.created_at,
      'entitled', coalesce(stands, false),
      -- an invited person is greeted as the inviter wrote: those who may read the mail learn no other name
      'recipient', jsonb_build_object('id', p.id, 'name', case when about.person_id = p.id then about.name else p.name end, 'email', p.email, 'language', p.language, 'hasPassword', p.password_hash is not null,
        'elsewhere', exists (select from memberships m where m.person_id = p.id and m.operator_id <> mail.operator_id and m.status <> 'ended')),
      'organization', jsonb_build_object('name', organization.name, 'handle', organization.handle),
      'operator', (select o.name from organizations o where o.operator_id = mail.operator_id and o.id = mail.operator_id),
      'membership', case when about.id is not null then jsonb_build_object('id', about.id, 'name', about.name, 'visibility', about.visibility,
        'author', (select n.name from people n where n.operator_id = about.operator_id and n.person_id = about.created_by)) end,
      'customers', customers)
    from persons p where p.id = mail.person_id);
end $$;

create function access.note_mail(of_mail uuid, what text) returns void
-- that a mail was opened or sent again: audit is written by nobody but definer functions and triggers (NTF-3)
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into audit (operator_id, person_id, person_name, home_id, acting_id, action, object_type, object_id, object_name, details)
  select m.operator_id, access.author(), access.author_name(), access.home(), access.acting(), what, 'mail', m.id,
    -- the name that stands on the membership: of an invited person it is what the inviter wrote
    (select x.name from memberships x where x.operator_id = m.operator_id and x.organization_id = m.organization_id and x.person_id = m.person_id),
    jsonb_build_object('template', m.template)
  from access.mail_readable(of_mail) m where m.id is not null and what in ('mail.opened', 'mail.resent')
$$;

create function access.release_kept_mails() returns table (operator_id uuid, mail_id uuid)
-- queues, once there is a mail server, what was kept for want of one, of whatever operator: as long as a link of its kind lives, and
-- nothing of a demo, whose people nobody knows
language sql volatile security definer set search_path = public, pg_temp as $$
  update mails m set status = 'queued' from persons p
  where p.id = m.person_id and m.status = 'kept' and not (select i.demo from installation i)
    and m.created_at > now() - case when m.template = 'password_link' and p.password_hash is not null then interval '24 hours' else interval '7 days' end
  returning m.operator_id, m.id
$$;

revoke execute on all functions in schema access from public;
grant execute on function access.throttle_wait(text, text), access.throttle_count(text, text), access.session(bytea), access.remember_organization(),
  access.sign_in_candidate(text), access.sign_in(uuid, text, text, bytea, bytea, text, int, int), access.sign_out(bytea),
  access.own_sessions(bytea), access.end_own_session(bytea, uuid), access.me(bytea), access.change_me(bytea, text, text, text, text),
  access.register_person(text, text, text, text, text), access.person_has_password(uuid), access.own_password(bytea),
  access.change_own_password(bytea, text, text), access.mint_password_link(uuid, text, bytea, uuid, uuid), access.password_link(bytea),
  access.use_password_link(bytea, text), access.request_password_link(text), access.renew_password_link(bytea), access.mail_recipients(uuid[]),
  access.mail_facts(uuid), access.managers_told(uuid), access.note_mail(uuid, text), access.release_kept_mails() to kontor_runtime;
