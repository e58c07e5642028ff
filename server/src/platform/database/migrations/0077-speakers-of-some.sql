-- Gathers who speaks for some units, and their radios, in one pass. Asked one after the other, 60 units took 5 ms.
create function amaliyat_speakers_of(given uuid[], moment timestamptz) returns table (unit_id uuid, user_ids uuid[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.unit_id, array_agg(s.user_id order by s.user_id) from amaliyat_speaking(moment, 'infinity', moment) s
  where s.unit_id = any (given) group by s.unit_id
$$;
create function amaliyat_radios_of(given uuid[], moment timestamptz) returns table (unit_id uuid, radios text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.unit_id, array_agg(distinct r.radio order by r.radio) from amaliyat_crew_lines(moment, 'infinity', moment) r
  where r.radio is not null and r.unit_id = any (given) group by r.unit_id
$$;
revoke execute on function amaliyat_speakers_of(uuid[], timestamptz), amaliyat_radios_of(uuid[], timestamptz) from public;
grant execute on function amaliyat_speakers_of(uuid[], timestamptz), amaliyat_radios_of(uuid[], timestamptz) to amaliyat_app;
