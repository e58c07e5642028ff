-- The radio on which a crew is heard is its seat's, as the person who speaks is: it goes with the person at the relief. A unit's own is heard
-- while nobody who is seated in it has one.
alter table unit add column radio text;
alter table roster_line
  add column radio text check (radio is null or kind = 'crew'),
  add constraint roster_radio exclude using gist (radio with =, unit_id with <>, tstzrange(from_at, to_at) with &&)
    where (kind = 'crew' and radio is not null);

-- Radios of those who are seated in the crews at a moment; of one unit, or of all.
create function amaliyat_radios(moment timestamptz, given uuid default null) returns table (unit_id uuid, radios text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.unit_id, array_agg(distinct r.radio order by r.radio) from roster_line r
  where r.kind = 'crew' and r.radio is not null and tstzrange(r.from_at, r.to_at) @> moment and (given is null or r.unit_id = given)
  group by r.unit_id
$$;
revoke execute on function amaliyat_radios(timestamptz, uuid) from public;
grant execute on function amaliyat_radios(timestamptz, uuid) to amaliyat_app;
