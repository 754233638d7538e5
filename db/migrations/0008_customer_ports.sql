-- What other modules ask of customers inside their own transaction, the key that signs list cursors, and the nightly tidying.

-- Moves what a leaving person was responsible for, seen or not by whoever removes them (PPL-7). Called by access.remove_member's module after
-- its own check; checks again that the actor manages people there. Of the contact's customers only those move whose owner loses
-- the person with this membership: elsewhere they stay, whoever removes somebody here.
create function access.move_assignments(leaver uuid, organization uuid, successor uuid) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  moved int;
begin
  if not access.writable() or not (leaver = access.author() or access.manager_status(organization) = 200) then
    raise exception 'not permitted' using errcode = 'insufficient_privilege';
  end if;
  with mine as (
    select c.operator_id, c.id,
      coalesce(c.contact_id = leaver, false)
        and c.owner_id in (select access.owners_left(c.operator_id, leaver, organization)) as as_contact,
      coalesce(c.manager_id = leaver and organization = c.operator_id, false) as as_manager
    from customers c
    where c.operator_id = access.operator() and (c.contact_id = leaver or c.manager_id = leaver)
  )
  update customers c set
    contact_id = case when mine.as_contact then
      case when successor is not null and access.may_be_contact(c.operator_id, c.owner_id, successor) then successor end else c.contact_id end,
    manager_id = case when mine.as_manager then successor else c.manager_id end
  from mine where c.operator_id = mine.operator_id and c.id = mine.id and (mine.as_contact or mine.as_manager);
  get diagnostics moved = row_count;
  return moved;
end $$;

-- One key for all web processes: a page fetched from one continues at another.
create function access.signing_key() returns bytea language sql stable security definer set search_path = public, pg_temp
  return (select i.signing_key from installation i);

-- Removes what has run out: sessions, links that were used or died 90 days ago (until then they offer a new one), repeated requests
-- of yesterday, throttles that have faded.
create function access.tidy() returns void language sql volatile security definer set search_path = public, pg_temp as $$
  delete from sessions where expires_at < now() or last_seen_at < now() - make_interval(secs => idle_seconds);
  delete from idempotency_keys where created_at < now() - interval '24 hours';
  delete from password_links where least(ended_at, expires_at) < now() - interval '90 days';
  delete from throttles where since < now() - interval '2 days';
  delete from outbox where at < now() - interval '30 days';
$$;

revoke execute on function access.move_assignments(uuid, uuid, uuid), access.signing_key(), access.tidy() from public;
grant execute on function access.move_assignments(uuid, uuid, uuid), access.signing_key(), access.tidy() to kontor_runtime;
