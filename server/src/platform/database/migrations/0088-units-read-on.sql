-- Changes of the units since a mark, for a server that holds them all in memory: in one statement, and past the rows' own policy. The policy names
-- late columns, so the database took apart each row of ten thousand: 2.1 ms, and 0.75 without it. Only the room's own work gets an answer.
create function amaliyat_units_touched(since xid8) returns table (
  mark text, is_worked boolean, unit_id uuid, kind text, skills text[], sector_id text, lent_to text, lent_until timestamptz, is_gone boolean,
  in_service boolean, reserved_until timestamptz, distress boolean, lat double precision, lon double precision, position_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  -- A stable function sees one state of the database, that of the statement which calls it.
  seen text := pg_snapshot_xmin(pg_current_snapshot());
  worked uuid[];
begin
  if amaliyat_role() <> 'system' then return; end if;
  worked := array(select distinct a.unit_id from assignment a where a.touched >= since);
  return query select seen, u.unit_id = any (worked), u.unit_id, u.kind, u.skills, u.sector_id, u.lent_to, u.lent_until,
      u.retired_at is not null or u.person_id is not null, u.in_service, u.reserved_until, u.distress_at is not null, u.lat, u.lon, u.position_at
    from unit u where u.touched >= since;
  if worked <> '{}' then
    return query select seen, true, u.unit_id, u.kind, u.skills, u.sector_id, u.lent_to, u.lent_until,
        u.retired_at is not null or u.person_id is not null, u.in_service, u.reserved_until, u.distress_at is not null, u.lat, u.lon, u.position_at
      from unit u where u.unit_id = any (worked) and u.touched < since;
  end if;
end
$$;
