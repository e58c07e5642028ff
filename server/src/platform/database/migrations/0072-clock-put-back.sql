-- The clock of the room may go forward by mistake and be put back. Acts written meanwhile have moments that are still to come. Without this
-- migration a crew before the change would speak for the unit until then. `heard` is the time of the question: an act dated after it counts
-- as done at it, so that for «now» the newest known state holds.

alter table roster_line add column ended_at timestamptz;
create index roster_crew_made on roster_line (made_at) where kind = 'crew';

-- Lines of crews that hold at a moment. A line that had begun when it was written, by a clock ahead, has begun; one that was ended has ended.
create function amaliyat_crew_lines(moment timestamptz, known timestamptz, heard timestamptz)
returns table (unit_id uuid, user_id uuid, radio text)
language sql stable as $$
  select r.unit_id, r.user_id, r.radio from roster_line r
  where r.kind = 'crew' and tstzrange(r.from_at, r.to_at) @> moment and r.made_at <= known
    and (r.ended_at is null or least(r.ended_at, heard) > moment)
  union all
  select r.unit_id, r.user_id, r.radio from roster_line r
  where r.kind = 'crew' and r.made_at > heard and r.made_at <= known and r.from_at <= r.made_at and r.from_at > moment and moment >= heard
    and r.ended_at is null
$$;
create function amaliyat_seated(moment timestamptz, known timestamptz, heard timestamptz) returns table (unit_id uuid, user_id uuid)
language sql stable as $$
  select r.unit_id, r.user_id from amaliyat_crew_lines(moment, known, heard) r join unit u on u.unit_id = r.unit_id
  where u.retired_at is null or least(u.retired_at, heard) > moment
$$;
create function amaliyat_accounts(moment timestamptz, heard timestamptz) returns table (unit_id uuid, user_id uuid)
language sql stable as $$
  select u.unit_id, u.user_id from unit u
  where u.user_id is not null and (u.retired_at is null or least(u.retired_at, heard) > moment)
    and not exists (select from unit_account_before b where b.unit_id = u.unit_id and least(b.until_at, heard) > moment)
  union all
  select b.unit_id, b.user_id from unit_account_before b join unit u on u.unit_id = b.unit_id
  where b.user_id is not null and least(b.until_at, heard) > moment and (u.retired_at is null or least(u.retired_at, heard) > moment)
    and not exists (select from unit_account_before c where c.unit_id = b.unit_id and c.until_at > moment and c.until_at < b.until_at)
$$;
create function amaliyat_speaking(moment timestamptz, known timestamptz, heard timestamptz)
returns table (unit_id uuid, user_id uuid, is_person boolean)
language sql stable as $$
  select s.unit_id, s.user_id, false from amaliyat_seated(moment, known, heard) s
  union all
  select a.unit_id, a.user_id, false from amaliyat_accounts(moment, heard) a
  where not exists (select from amaliyat_seated(moment, known, heard) s where s.unit_id = a.unit_id)
    and not exists (select from amaliyat_seated(moment, known, heard) s where s.user_id = a.user_id)
  union all
  select u.unit_id, u.person_id, true from unit u
  where u.person_id is not null and (u.retired_at is null or least(u.retired_at, heard) > moment)
$$;

drop policy unit_sector on unit;
drop policy assignment_seen on assignment;
drop function amaliyat_speaks_for(uuid, timestamptz, timestamptz);
create function amaliyat_speaks_for(
  given uuid, moment timestamptz, known timestamptz default 'infinity', heard timestamptz default 'infinity'
) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.unit_id from amaliyat_speaking(moment, known, heard) s where s.user_id = given order by s.is_person limit 1
$$;
-- These two are asked about now.
create or replace function amaliyat_speakers(given uuid, moment timestamptz) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(s.user_id order by s.user_id), '{}') from amaliyat_speaking(moment, 'infinity', moment) s where s.unit_id = given
$$;
create or replace function amaliyat_all_speakers(moment timestamptz) returns table (unit_id uuid, user_ids uuid[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.unit_id, array_agg(s.user_id order by s.user_id) from amaliyat_speaking(moment, 'infinity', moment) s group by s.unit_id
$$;
create or replace function amaliyat_acted_for(given uuid, of_unit uuid, acted timestamptz, heard timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(amaliyat_speaks_for(given, heard, 'infinity', heard) = of_unit, false)
    or coalesce(amaliyat_speaks_for(given, acted, 'infinity', heard) = of_unit, false)
    or (acted < heard and coalesce(amaliyat_speaks_for(given, acted, acted, heard) = of_unit, false))
$$;
create or replace function amaliyat_radios(moment timestamptz, given uuid default null) returns table (unit_id uuid, radios text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.unit_id, array_agg(distinct r.radio order by r.radio) from amaliyat_crew_lines(moment, 'infinity', moment) r
  where r.radio is not null and (given is null or r.unit_id = given)
  group by r.unit_id
$$;
drop function amaliyat_speaking(timestamptz, timestamptz);
drop function amaliyat_accounts(timestamptz);
drop function amaliyat_seated(timestamptz, timestamptz);
revoke execute on function amaliyat_crew_lines(timestamptz, timestamptz, timestamptz),
  amaliyat_seated(timestamptz, timestamptz, timestamptz), amaliyat_accounts(timestamptz, timestamptz),
  amaliyat_speaking(timestamptz, timestamptz, timestamptz), amaliyat_speaks_for(uuid, timestamptz, timestamptz, timestamptz) from public;
grant execute on function amaliyat_speaks_for(uuid, timestamptz, timestamptz, timestamptz) to amaliyat_app;

create policy unit_sector on unit to amaliyat_app
  using (
    (select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[])
    or (lent_until > now() and lent_to = any ((select amaliyat_sectors())::text[]))
    or unit_id = (select case when amaliyat_role() = 'patrol' then amaliyat_speaks_for(amaliyat_user()::uuid, now(), 'infinity', now()) end)
    or unit_id = any ((select amaliyat_units_bound_here())::uuid[])
  );
create policy assignment_seen on assignment to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or unit_id = (select case when amaliyat_role() = 'patrol' then amaliyat_speaks_for(amaliyat_user()::uuid, now(), 'infinity', now()) end)
    or ((select amaliyat_role()) <> 'patrol' and (
      exists (select from intervention i where i.intervention_id = assignment.intervention_id)
      or exists (select from unit u where u.unit_id = assignment.unit_id and (u.sector_id = any ((select amaliyat_sectors())::text[])
        or (u.lent_until > now() and u.lent_to = any ((select amaliyat_sectors())::text[]))))
    ))
  );
