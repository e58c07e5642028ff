-- The sector of what an entry of the log is about, so that the log can be filtered by it whoever wrote the entry. As the owner: what was done to
-- a call or a report may lie in a sector that its author does not see, and the log names its sector all the same.
create function amaliyat_sector_of(kind text, id text) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if id !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return null;
  end if;
  return case kind
    when 'report' then (select sector_id from public.report where report_id = id::uuid)
    when 'call' then (select sector_id from public.call where call_id = id::uuid)
    when 'unit' then (select sector_id from public.unit where unit_id = id::uuid)
    when 'intervention' then (select sector_id from public.intervention where intervention_id = id::uuid)
    when 'assignment' then (
      select coalesce(i.sector_id, u.sector_id) from public.assignment a
      join public.intervention i using (intervention_id) join public.unit u on u.unit_id = a.unit_id
      where assignment_id = id::uuid)
  end;
end
$$;
revoke execute on function amaliyat_sector_of(text, text) from public;
grant execute on function amaliyat_sector_of(text, text) to amaliyat_app;
