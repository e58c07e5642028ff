-- PostgreSQL plans the body of an SQL function anew at each call: 2 ms each time for the speakers of units, 0.3 ms for their radios. The body
-- of a PL/pgSQL function is planned once a connection. Same questions, same answers.
create or replace function amaliyat_speakers_of(given uuid[], moment timestamptz) returns table (unit_id uuid, user_ids uuid[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query select s.unit_id, array_agg(s.user_id order by s.user_id) from amaliyat_speaking(moment, 'infinity', moment) s
    where s.unit_id = any (given) group by s.unit_id;
end
$$;
create or replace function amaliyat_all_speakers(moment timestamptz) returns table (unit_id uuid, user_ids uuid[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query select s.unit_id, array_agg(s.user_id order by s.user_id) from amaliyat_speaking(moment, 'infinity', moment) s
    group by s.unit_id;
end
$$;
create or replace function amaliyat_radios_of(given uuid[], moment timestamptz) returns table (unit_id uuid, radios text[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query select r.unit_id, array_agg(distinct r.radio order by r.radio) from amaliyat_crew_lines(moment, 'infinity', moment) r
    where r.radio is not null and r.unit_id = any (given) group by r.unit_id;
end
$$;
create or replace function amaliyat_speaks_for(
  given uuid, moment timestamptz, known timestamptz default 'infinity', heard timestamptz default 'infinity'
) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select s.unit_id from amaliyat_speaking(moment, known, heard) s where s.user_id = given order by s.is_person limit 1);
end
$$;
create or replace function amaliyat_speakers(given uuid, moment timestamptz) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select coalesce(array_agg(s.user_id order by s.user_id), '{}') from amaliyat_speaking(moment, 'infinity', moment) s
    where s.unit_id = given);
end
$$;
