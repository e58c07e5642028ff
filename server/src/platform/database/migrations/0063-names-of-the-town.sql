-- Names are searched by the domain, which hears both scripts and the speech of the town; the database keeps them and compares none.
-- Streets come from the roads of the map and stand beside its landmarks.

drop function amaliyat_find_places(text, double precision, double precision, integer);
drop function amaliyat_find_landmarks(text, double precision, double precision, integer);
drop table landmark_word;
drop index site_names;
drop index camera_names;
alter table landmark drop column search_text;
alter table place drop column search_text;
alter table sector drop column search_text;
drop function amaliyat_names_text(jsonb, text[]);

-- Which list of the map a name is of; numbers count within one.
alter table landmark add column source text not null default 'landmark' check (source in ('landmark','street'));
alter table landmark alter column source drop default;
alter table landmark drop constraint landmark_pkey;
alter table landmark add primary key (source, landmark_id);

-- One row a file now: of the landmarks, and of the roads.
alter table landmark_file drop column only_one;
alter table landmark_file add column source text not null default 'landmark' check (source in ('landmark','street'));
alter table landmark_file alter column source drop default;
alter table landmark_file add primary key (source);
-- A search asks whether the names that it holds are those of now; digests of a map are no secret.
create policy landmark_file_read on landmark_file for select to amaliyat_app using (true);

-- Names that the room itself gives within the caller's sectors: places of the desk, sites, cameras, sectors. The function runs as the owner,
-- since more people search places than may write them, and keeps to the sectors itself. It shows a patrol no camera.
create function amaliyat_named_things()
returns table (source text, id text, names jsonb, more text[], code text, kind text, lat double precision, lon double precision, sector_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  with scope as (select amaliyat_role() = 'system' as everything, amaliyat_sectors() as covers, amaliyat_role() = 'patrol' as is_crew)
  select 'place', p.place_id::text, p.names, p.aliases, null, p.kind, p.lat, p.lon, p.sector_id from place p, scope
    where p.state = 'open' and (everything or p.sector_id is null or p.sector_id = any (covers))
  union all
  select 'site', s.site_id::text, s.names, '{}', s.code, 'other', s.lat, s.lon, s.sector_id from site s, scope
    where (everything or s.sector_id = any (covers)) and not is_crew
  union all
  select 'camera', c.camera_id::text, c.names, '{}', c.code, 'other', s.lat, s.lon, c.sector_id from camera c join site s using (site_id), scope
    where (everything or c.sector_id = any (covers)) and not is_crew
  union all
  select 'sector', d.sector_id, d.names, '{}', d.sector_id, 'other', middle.lat, middle.lon, d.sector_id from sector d,
    lateral (select avg((corner ->> 1)::double precision) as lat, avg((corner ->> 0)::double precision) as lon
      from jsonb_array_elements(case jsonb_typeof(d.boundary) when 'array' then d.boundary else '[]' end) as corner) as middle
    where middle.lat is not null
$$;
revoke execute on function amaliyat_named_things() from public;
grant execute on function amaliyat_named_things() to amaliyat_app;
