-- Places and landmarks by name, hazards of places, and who was shown which.

-- The names of a thing as a search reads them: each folded, on a line of its own and after a space, so that «begins a name» and «begins
-- a word» can be asked of one text. Folding leaves letters, digits and single spaces, so no pattern character can stand in it.
create function amaliyat_names_text(names jsonb, more text[]) returns text
language sql immutable parallel safe cost 1000
return (
  select coalesce(string_agg(distinct E'\n ' || amaliyat_fold(each), ''), '') || E'\n'
  from unnest(array[names ->> 'ar', names ->> 'fr', names ->> 'en'] || more) as each where amaliyat_fold(each) <> ''
);

-- Of the map of the town. They are replaced as a whole when its file changes.
create table landmark (
  landmark_id integer primary key,
  names jsonb not null,
  kind text not null,
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  search_text text not null generated always as (amaliyat_names_text(names, '{}')) stored
);
create index landmark_text on landmark using gin (search_text gin_trgm_ops);

-- Every word of their names once: what is misspelt is put right by these few thousand, not by a look at every name.
create table landmark_word (word text primary key);
create index landmark_word_alike on landmark_word using gin (word gin_trgm_ops);

-- Which file was last looked at, and what came of it: one row.
create table landmark_file (
  only_one boolean primary key default true check (only_one),
  digest text not null,
  at timestamptz not null,
  taken integer not null,
  left_out integer not null,
  refused text
);

create table place (
  place_id uuid primary key,
  version integer not null check (version >= 1),
  names jsonb not null,
  aliases text[] not null,
  kind text not null,
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  sector_id text references sector,
  state text not null check (state in ('open','closed')),
  written_by uuid not null references users,
  written_at timestamptz not null,
  reason text,
  search_text text not null generated always as (amaliyat_names_text(names, aliases)) stored,
  check ((state = 'closed') = (reason is not null))
);
create index place_text on place using gin (search_text gin_trgm_ops);

-- Of a thousand cameras the names are not folded again at each search.
create index site_names on site using gin (amaliyat_names_text(names, array[code]) gin_trgm_ops);
alter table sector add column search_text text not null generated always as (amaliyat_names_text(names, array[sector_id])) stored;
create index camera_names on camera using gin (amaliyat_names_text(names, array[code]) gin_trgm_ops);

create table hazard (
  hazard_id uuid primary key,
  version integer not null check (version >= 1),
  state text not null check (state in ('proposed','confirmed','declined','ended')),
  kind text not null,
  words text not null,
  certainty text not null check (certainty in ('fact','assessment')),
  source text not null,
  source_words text,
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  -- One of the two.
  radius_m integer check (radius_m between 10 and 1000),
  address text,
  at_home boolean not null,
  sector_id text references sector,
  from_at timestamptz not null,
  until_at timestamptz not null,
  review_at timestamptz not null,
  written_by uuid not null references users,
  written_at timestamptz not null,
  first_at timestamptz not null,
  confirmed_by uuid references users,
  reason text,
  check ((radius_m is null) <> (address is null)),
  check (until_at > from_at and until_at - from_at <= interval '366 days'),
  check (review_at > from_at and review_at <= until_at),
  -- Four eyes, also against a program that forgot them.
  check (not (at_home and state = 'confirmed') or confirmed_by is not null),
  check ((state in ('declined','ended')) = (reason is not null))
);
create index hazard_place on hazard (lat, lon) where state in ('proposed','confirmed');

-- Who was shown which version for which intervention, so that the log says it once and not at every look.
create table hazard_shown (
  hazard_id uuid not null references hazard,
  version integer not null,
  intervention_id uuid not null references intervention,
  user_id uuid not null references users,
  at timestamptz not null,
  primary key (hazard_id, version, intervention_id, user_id)
);

-- The history of a place asks for a few metres of a million rows.
create index intervention_place on intervention (lat, lon) where lat is not null;

alter table landmark enable row level security;
create policy landmark_read on landmark for select to amaliyat_app using (true);
create policy landmark_room on landmark to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table landmark_word enable row level security;
create policy landmark_word_room on landmark_word to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table landmark_file enable row level security;
create policy landmark_file_room on landmark_file to amaliyat_app using ((select amaliyat_role()) = 'system');

alter table place enable row level security;
create policy place_workers on place to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor')
      and (sector_id is null or sector_id = any ((select amaliyat_sectors())::text[])))
  );

-- A hazard that reaches over the edge of its sector is read by the room for whoever works on the intervention; see hazards-at.ts.
alter table hazard enable row level security;
create policy hazard_workers on hazard to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor')
      and (sector_id is null or sector_id = any ((select amaliyat_sectors())::text[])))
  );
alter table hazard_shown enable row level security;
create policy hazard_shown_room on hazard_shown to amaliyat_app using ((select amaliyat_role()) = 'system');

grant select, insert, delete on landmark, landmark_word to amaliyat_app;
grant select, insert, update on landmark_file, place, hazard to amaliyat_app;
grant select, insert on hazard_shown to amaliyat_app;

-- Landmarks that answer a folded search, in three steps of which the next is taken only where those before found too few: the beginning
-- of a name; every word of the search somewhere in a name; the same with words of the map that are spelt alike. Each gives a bounded
-- number of rows, the nearest or shortest; a row may come twice. Left to itself
-- the planner reads all names where many begin alike. Ordering 50,000 by the likeness of whole names took 55 to 120 ms through the API where
-- the search was misspelt; by words it takes about half, both on two cores that others kept busy.
create function amaliyat_find_landmarks(q text, near_lat double precision, near_lon double precision, most integer) returns setof landmark
language plpgsql stable set search_path = public, pg_temp set pg_trgm.similarity_threshold = 0.35
  set enable_seqscan = off as $$
<<find>>
declare
  step text := 'select * from landmark where %s order by ' || case when near_lat is null then '' else format(
    '(lat - %L) ^ 2 + ((lon - %L) * %L) ^ 2, ', near_lat, near_lon, cos(radians(near_lat))) end || 'length(search_text), landmark_id limit 60';
  word text;
  has text;
  alike text;
  all_words text := 'true';
  alike_words text;
  is_misspelt boolean := false;
  found_now integer;
  found_all integer := 0;
begin
  return query execute format(step, format('search_text like %L', E'%\n ' || q || '%'));
  get diagnostics found_now = row_count;
  found_all := found_now;
  if found_all >= most then return; end if;
  -- Two letters begin half of the words there are; «de» and «l» tell no name from another.
  if length(q) < 3 then return; end if;
  foreach word in array string_to_array(q, ' ') loop
    continue when length(word) < 3 and word !~ '[0-9]';
    -- Inside a word too, where it is long enough to say something: «سوق» is in «السوق».
    has := format('search_text like %L', case when length(word) > 2 then '%' else '% ' end || word || '%');
    all_words := all_words || ' and ' || has;
    alike := null;
    if length(word) > 2 and not exists (select from landmark_word w where w.word like find.word || '%') then
      select string_agg(format('search_text like %L', '% ' || near.word || '%'), ' or ') into alike from (
        select w.word from landmark_word w where w.word % find.word order by similarity(w.word, find.word) desc, w.word limit 3
      ) as near;
    end if;
    -- A word that nothing is like is passed over there, as long as another is left.
    if alike is not null then
      is_misspelt := true;
    elsif length(word) > 2 and not exists (select from landmark_word w where w.word like '%' || find.word || '%') then
      continue;
    end if;
    alike_words := coalesce(alike_words || ' and ', '') || '(' || coalesce(alike, has) || ')';
  end loop;
  if all_words = 'true' then return; end if;
  return query execute format(step, all_words);
  get diagnostics found_now = row_count;
  found_all := found_all + found_now;
  if found_all >= most or not is_misspelt then return; end if;
  return query execute format(step, alike_words);
end
$$;
revoke execute on function amaliyat_find_landmarks(text, double precision, double precision, integer) from public;

-- What answers a search, best first: a whole name, the beginning of a name, of a word, anything inside, then what is spelt alike;
-- within that the likest, then the nearest. LIKE and the operators of trigrams are not leakproof, so under row-level security PostgreSQL
-- would leave their indexes alone: it runs as the owner and holds to the caller's sectors itself, and shows cameras to no patrol.
create function amaliyat_find_places(given text, near_lat double precision, near_lon double precision, most integer)
returns table (source text, id text, names jsonb, kind text, lat double precision, lon double precision, sector_id text, metres double precision)
language plpgsql stable security definer set search_path = public, pg_temp set pg_trgm.word_similarity_threshold = 0.5 as $$
declare
  q text := amaliyat_fold(given);
  inside text := '%' || case when length(q) > 2 then '' else ' ' end || q || '%';
  all_seen boolean := amaliyat_role() = 'system';
  covers text[] := amaliyat_sectors();
  is_crew boolean := amaliyat_role() = 'patrol';
begin
  if length(q) < 2 then return; end if;
  return query
  with found as (
    select 'place' as source, p.place_id::text as id, p.names, p.kind, p.lat, p.lon, p.sector_id, p.search_text as text from place p
      where p.state = 'open' and (all_seen or p.sector_id is null or p.sector_id = any (covers))
        and (p.search_text like inside or (length(q) > 2 and q <% p.search_text))
    union all
    select 'site', s.site_id::text, s.names, 'other', s.lat, s.lon, s.sector_id, amaliyat_names_text(s.names, array[s.code]) from site s
      where (all_seen or s.sector_id = any (covers)) and not is_crew
        and (amaliyat_names_text(s.names, array[s.code]) like inside
          or (length(q) > 2 and q <% amaliyat_names_text(s.names, array[s.code])))
    union all
    select 'camera', c.camera_id::text, c.names, 'other', s.lat, s.lon, c.sector_id, amaliyat_names_text(c.names, array[c.code])
      from camera c join site s using (site_id)
      where (all_seen or c.sector_id = any (covers)) and not is_crew
        and (amaliyat_names_text(c.names, array[c.code]) like inside
          or (length(q) > 2 and q <% amaliyat_names_text(c.names, array[c.code])))
    union all
    select 'sector', d.sector_id, d.names, 'other', middle.lat, middle.lon, d.sector_id, d.search_text from sector d,
      lateral (select avg((corner ->> 1)::double precision) as lat, avg((corner ->> 0)::double precision) as lon
        from jsonb_array_elements(case jsonb_typeof(d.boundary) when 'array' then d.boundary else '[]' end) as corner) as middle
      where (d.search_text like inside or (length(q) > 2 and q <% d.search_text)) and middle.lat is not null
    union all
    select 'landmark', l.landmark_id::text, l.names, l.kind, l.lat, l.lon, null, l.search_text
      from (select distinct on (n.landmark_id) n.* from amaliyat_find_landmarks(q, near_lat, near_lon, most) as n) as l
  ), placed as (
    select f.*, case when near_lat is null then null else
      111195 * sqrt((f.lat - near_lat) ^ 2 + ((f.lon - near_lon) * cos(radians(near_lat))) ^ 2) end as away from found f
  )
  select p.source, p.id, p.names, p.kind, p.lat, p.lon, p.sector_id, p.away from placed p
  order by
    case
      when p.text like E'%\n ' || q || E'\n%' then 0
      when p.text like E'%\n ' || q || '%' then 1
      when p.text like '% ' || q || '%' then 2
      when p.text like inside then 3
      else 4
    end,
    round(word_similarity(q, p.text)::numeric, 2) desc, p.away nulls last, length(p.text), p.source, p.id
  limit most;
end
$$;
revoke execute on function amaliyat_find_places(text, double precision, double precision, integer) from public;
grant execute on function amaliyat_find_places(text, double precision, double precision, integer) to amaliyat_app;
