-- The logo of an organisation (TEN-2, BRA-1): who sets it, who sees it. Its columns stand in 0001, its file among the stored ones.

-- Of an organisation only this can be written, for the acting one, by whoever may in the membership that decides it.
grant update (logo, logo_width, logo_height) on organizations to kontor_runtime;
create policy branding on organizations for update
  using (operator_id = (select access.operator()) and (select access.writable()) and id = (select access.acting())
    and 'organizations.brand' = any ((select access.entry_permissions())::text[]))
  with check (operator_id = (select access.operator()) and (select access.writable()) and id = (select access.acting())
    and 'organizations.brand' = any ((select access.entry_permissions())::text[]));

create function organizations_branding() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changed_at := now();
  new.changed_by := access.author();
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger organizations_branding before update of logo on organizations for each row execute function organizations_branding();

-- Definer: nobody writes the audit.
create function organizations_branded() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.note(n.operator_id, n.id, case when n.logo is null then 'organization.logo_removed' else 'organization.logo_set' end,
      'organization', n.id, n.name, '{}')
    from fresh n join stale o on o.operator_id = n.operator_id and o.id = n.id where n.logo is distinct from o.logo;
  return null;
end $$;
create trigger organizations_branded after update on organizations
  referencing old table as stale new table as fresh for each statement execute function organizations_branded();

-- The logo that stands for the acting organisation: its own, or that of the nearest above that has one (BRA-1). Definer: those above
-- are no rows of the reader; their names are told anyway (ACC-11a).
create function access.shown_logo() returns table (id uuid, width int, height int, organization_id uuid, organization_name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.logo, o.logo_width, o.logo_height, o.id, o.name
  from organizations acting join organizations o on o.operator_id = acting.operator_id and o.id = any (acting.path)
  where acting.operator_id = access.operator() and acting.id = access.acting() and o.logo is not null
  order by cardinality(o.path) desc limit 1
$$;

-- Which of these files are logos, of whatever operator: the machinery removes the others. Definer: asked outside of operators.
create function access.logos_in_use(ids text[]) returns table (id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.logo::text from organizations o where o.logo::text = any (ids)
$$;

revoke execute on function access.shown_logo(), access.logos_in_use(text[]) from public;
grant execute on function access.shown_logo(), access.logos_in_use(text[]) to kontor_runtime;
