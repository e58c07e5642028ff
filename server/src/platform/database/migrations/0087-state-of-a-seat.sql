-- A seat holds at a moment by one rule, for those who speak for a unit, for its retirement and for the acts of the roster. `heard` is the time
-- of the question: what is dated after it, by a clock that was ahead, counts as done at it.
create function amaliyat_line_holds(r roster_line, moment timestamptz, known timestamptz, heard timestamptz) returns boolean
language sql immutable as $$
  select (tstzrange(r.from_at, r.to_at) @> moment and r.made_at <= known and (r.ended_at is null or least(r.ended_at, heard) > moment))
    or (r.made_at > heard and r.made_at <= known and r.from_at <= r.made_at and r.from_at > moment and moment >= heard
      and r.ended_at is null)
$$;
create or replace function amaliyat_crew_lines(moment timestamptz, known timestamptz, heard timestamptz)
returns table (unit_id uuid, user_id uuid, radio text)
language sql stable as $$
  select r.unit_id, r.user_id, r.radio from roster_line r
  where r.kind = 'crew' and amaliyat_line_holds(r, moment, known, heard)
$$;
-- The same of one seat, asked now.
create function amaliyat_line_state(r roster_line, moment timestamptz) returns text
language sql immutable as $$
  select case when amaliyat_line_holds(r, moment, 'infinity', moment) then 'running'
    when r.ended_at is not null or r.to_at <= moment then 'over' else 'later' end
$$;
revoke execute on function amaliyat_line_holds(roster_line, timestamptz, timestamptz, timestamptz),
  amaliyat_line_state(roster_line, timestamptz) from public;
grant execute on function amaliyat_line_holds(roster_line, timestamptz, timestamptz, timestamptz),
  amaliyat_line_state(roster_line, timestamptz) to amaliyat_app;

-- Planned span of a seat that was ended early, or of which a part is left: a copied week has the seat as it was planned.
alter table roster_line add column planned_from timestamptz, add column planned_to timestamptz check (planned_to > planned_from);

-- A seat that was ended is held by the rule against new ones: by a clock that was ahead, its hours may still be to come.
alter table roster_line
  drop constraint roster_person, drop constraint roster_vehicle, drop constraint roster_unit, drop constraint roster_radio,
  drop constraint roster_desk;
alter table roster_line
  add constraint roster_person exclude using gist (user_id with =, tstzrange(from_at, to_at) with &&) where (ended_at is null),
  add constraint roster_desk exclude using gist (sector_id with =, desk with =, tstzrange(from_at, to_at) with &&)
    where (kind = 'desk' and ended_at is null),
  add constraint roster_vehicle exclude using gist (vehicle with =, unit_id with <>, tstzrange(from_at, to_at) with &&)
    where (kind = 'crew' and ended_at is null),
  add constraint roster_unit exclude using gist (unit_id with =, vehicle with <>, tstzrange(from_at, to_at) with &&)
    where (kind = 'crew' and ended_at is null),
  add constraint roster_radio exclude using gist (radio with =, unit_id with <>, tstzrange(from_at, to_at) with &&)
    where (kind = 'crew' and radio is not null and ended_at is null);
-- Seats of a unit and of a person, the ended ones too.
create index roster_of_person on roster_line (user_id, from_at);
create index roster_of_unit on roster_line (unit_id, from_at) where kind = 'crew';

-- A crew that the roster of another sector seats is seen, and ended, by the unit's sector too: it could not retire its unit else.
create function amaliyat_units_here() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(unit_id), '{}') from unit
  where retired_at is null and sector_id = any ((select amaliyat_sectors())::text[])
$$;
revoke execute on function amaliyat_units_here() from public;
grant execute on function amaliyat_units_here() to amaliyat_app;
drop policy roster_line_sector on roster_line;
create policy roster_line_sector on roster_line to amaliyat_app
  using (
    (select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]) or user_id::text = (select amaliyat_user())
    or unit_id = any ((select amaliyat_units_here())::uuid[])
  )
  with check (
    (select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[])
    or unit_id = any ((select amaliyat_units_here())::uuid[])
  );
