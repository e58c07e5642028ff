-- Sector and work item of the subject of a log entry, so that the log can be filtered by both whoever wrote the entry. As the owner: the
-- subject may lie in a sector that its author does not see.
create or replace function amaliyat_sector_of(kind text, id text) returns text
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
    when 'camera' then (select sector_id from public.camera where camera_id = id::uuid)
    when 'site' then (select sector_id from public.site where site_id = id::uuid)
    when 'place' then (select sector_id from public.place where place_id = id::uuid)
    when 'hazard' then (select sector_id from public.hazard where hazard_id = id::uuid)
    when 'shift' then (select sector_id from public.shift where shift_id = id::uuid)
    when 'shift_note' then (select sector_id from public.shift_note where note_id = id::uuid)
    when 'roster' then (select sector_id from public.roster_line where line_id = id::uuid)
    when 'bolo' then (select sectors[1] from public.bolo where bolo_id = id::uuid)
    when 'walk' then (select r.sector_id from public.report_walk w join public.report r using (report_id) where w.walk_id = id::uuid)
    when 'forward' then (
      select i.sector_id from public.forward f join public.intervention i using (intervention_id) where f.forward_id = id::uuid)
    when 'partner_request' then (select sector_id from public.partner_request where request_id = id::uuid)
  end;
end
$$;

-- Reference of the call, report, intervention, BOLO or alert to which the subject belongs.
create function amaliyat_work_item_of(kind text, id text) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if id !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return null;
  end if;
  return case kind
    when 'report' then (select reference from public.report where report_id = id::uuid)
    when 'call' then (select reference from public.call where call_id = id::uuid)
    when 'intervention' then (select reference from public.intervention where intervention_id = id::uuid)
    when 'assignment' then (
      select i.reference from public.assignment a join public.intervention i using (intervention_id) where a.assignment_id = id::uuid)
    when 'bolo' then (select reference from public.bolo where bolo_id = id::uuid)
    when 'public_alert' then (select reference from public.public_alert where alert_id = id::uuid)
    when 'walk' then (select r.reference from public.report_walk w join public.report r using (report_id) where w.walk_id = id::uuid)
    when 'forward' then (
      select i.reference from public.forward f join public.intervention i using (intervention_id) where f.forward_id = id::uuid)
    when 'partner_request' then (
      select i.reference from public.partner_request p join public.intervention i using (intervention_id) where p.request_id = id::uuid)
  end;
end
$$;
revoke execute on function amaliyat_work_item_of(text, text) from public;
grant execute on function amaliyat_work_item_of(text, text) to amaliyat_app;
