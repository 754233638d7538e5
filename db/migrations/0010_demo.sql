-- The demo world: written in bulk, with a past that no trigger could know.

-- Inserts rows of the demo. Definer: the runtime role has no grants for most of these tables, and none for times and authors.
-- Works only while an empty installation is being loaded; no installation in use ever gets back to that.
create function access.demo_insert(of_table text, rows jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  columns text;
begin
  if (select i.state from installation i) <> 'loading' then
    raise exception 'this installation is not being loaded' using errcode = 'insufficient_privilege';
  end if;
  if of_table <> all ('{persons,organizations,memberships,membership_roles,deputies,customers,shares,history,audit,mails,saved_views}'::text[]) then
    raise exception 'no table of the demo' using errcode = 'invalid_parameter_value';
  end if;
  -- columns that no row names take their defaults
  select string_agg(quote_ident(k), ', ') into columns from jsonb_object_keys(rows -> 0) k;
  execute format('insert into public.%1$I (%2$s) select %2$s from jsonb_populate_recordset(null::public.%1$I, $1)', of_table, columns) using rows;
  -- what the triggers say happened now: the demo brings its own history, and nobody waits for events of it
  if of_table = 'customers' then
    delete from history h where h.operator_id = access.operator() and h.at = now();
    delete from audit a where a.operator_id = access.operator() and a.at = now() and a.object_type = 'customer';
  end if;
  delete from outbox o where o.operator_id = access.operator() and o.at = now();
end $$;

revoke execute on function access.demo_insert(text, jsonb) from public;
grant execute on function access.demo_insert(text, jsonb) to kontor_runtime;
