-- Transaction that last wrote of a unit more than its movement. Advice waits for these changes alone; positions are read on beside it. To find
-- what was written of ten thousand units that move, the database walks over all of them: 3 to 7 ms for each piece of advice.
alter table unit add column altered xid8 not null default pg_current_xact_id();
create index unit_altered on unit (altered);

-- Columns that a movement writes. A position that comes or goes is no movement.
create function amaliyat_touch_unit() returns trigger language plpgsql as $$
begin
  new.touched := pg_current_xact_id();
  if (new.lat is null) <> (old.lat is null) or (new.lon is null) <> (old.lon is null) or (new.position_at is null) <> (old.position_at is null)
    or (new.kind, new.skills, new.sector_id, new.lent_to, new.lent_until, new.retired_at, new.person_id, new.in_service, new.reserved_until, new.distress_at)
      is distinct from
      (old.kind, old.skills, old.sector_id, old.lent_to, old.lent_until, old.retired_at, old.person_id, old.in_service, old.reserved_until, old.distress_at)
  then new.altered := pg_current_xact_id();
  end if;
  return new;
end
$$;
drop trigger unit_touched on unit;
create trigger unit_touched before update on unit for each row execute function amaliyat_touch_unit();

drop function amaliyat_units_touched(xid8);

-- Changes of the units since a mark, apart from movement, for a server that holds them all in memory. They are read in one statement and past
-- the rows' own policy: it names late columns, for which the database took apart each row. Only the room's own work gets an answer.
create function amaliyat_units_altered(since xid8) returns table (
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
    from unit u where u.altered >= since;
  if worked <> '{}' then
    return query select seen, true, u.unit_id, u.kind, u.skills, u.sector_id, u.lent_to, u.lent_until,
        u.retired_at is not null or u.person_id is not null, u.in_service, u.reserved_until, u.distress_at is not null, u.lat, u.lon, u.position_at
      from unit u where u.unit_id = any (worked) and u.altered < since;
  end if;
end
$$;

-- Positions that were written since a mark, in the same way. `position_ms` is whole epoch milliseconds.
create function amaliyat_units_moved(since xid8) returns table (
  mark text, unit_id uuid, lat double precision, lon double precision, position_ms double precision
)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  seen text := pg_snapshot_xmin(pg_current_snapshot());
begin
  if amaliyat_role() <> 'system' then return; end if;
  return query select seen, u.unit_id, u.lat, u.lon, floor(extract(epoch from u.position_at) * 1000)::double precision
    from unit u where u.touched >= since and u.lat is not null and u.lon is not null and u.position_at is not null;
end
$$;
