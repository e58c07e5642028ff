-- The archive finds an intervention also by the words of its notes, by a plate in them, and by its people concerned.

-- Text as the archive compares it: folded, and once more without the spaces beside a figure. So «00123-116-30», «00123 116 30» and
-- «٠٠١٢٣١١٦٣٠» are one plate, by the same fold as that of a BOLO.
create function amaliyat_words(given text) returns text
language sql immutable strict parallel safe
return (
  select case when folded ~ '[0-9] | [0-9]' then folded || ' ' || regexp_replace(folded, '(?<=[0-9]) | (?=[0-9])', '', 'g') else folded end
  from (select amaliyat_fold(given) as folded) once
);

-- Words by which an intervention is found: those that each reader of its card may read, and those of its people concerned. No role of the
-- room has a right on it: it is written by the triggers below and read by `amaliyat_search_interventions`.
create table intervention_words (
  intervention_id uuid primary key references intervention on delete cascade,
  said text not null,
  people text not null
);
alter table intervention_words enable row level security;

-- Writes the words of some interventions anew from the rows as they stand. A name that was withdrawn, or words that were erased, are gone.
create function amaliyat_write_words(given uuid[]) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  insert into intervention_words (intervention_id, said, people)
  select i.intervention_id,
    amaliyat_words(concat_ws(' ', i.reference, i.place_text, (
      select string_agg(concat_ws(' ', e.data ->> 'text', e.data ->> 'outcome', e.data ->> 'reason'), ' ' order by e.seq)
      from intervention_event e where e.intervention_id = i.intervention_id and e.data ?| array['text', 'outcome', 'reason']))),
    coalesce((
      select amaliyat_words(string_agg(concat_ws(' ', p.name, p.description), ' ' order by p.noted_at, p.person_id))
      from intervention_person p where p.intervention_id = i.intervention_id and p.withdrawn_at is null), '')
  from intervention i where i.intervention_id = any (given)
  on conflict (intervention_id) do update set said = excluded.said, people = excluded.people
  where (intervention_words.said, intervention_words.people) is distinct from (excluded.said, excluded.people);
end;
revoke execute on function amaliyat_write_words(uuid[]) from public;

select amaliyat_write_words(array(select intervention_id from intervention));
create index intervention_words_said on intervention_words using gin (said gin_trgm_ops);
create index intervention_words_people on intervention_words using gin (people gin_trgm_ops);
analyze intervention_words;

create function amaliyat_note_added_words() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform amaliyat_write_words(array(select intervention_id from added));
  return null;
end
$$;
create function amaliyat_note_words() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform amaliyat_write_words(array[coalesce(new.intervention_id, old.intervention_id)]);
  return null;
end
$$;
revoke execute on function amaliyat_note_added_words() from public;
revoke execute on function amaliyat_note_words() from public;

-- Imports bring many interventions in one statement: their words are written in one too.
create trigger intervention_words_added after insert on intervention referencing new table as added
  for each statement execute function amaliyat_note_added_words();
create trigger intervention_words_changed after update of place_text, reference on intervention for each row
  when (old.place_text is distinct from new.place_text or old.reference is distinct from new.reference) execute function amaliyat_note_words();
create trigger intervention_event_words_added after insert on intervention_event for each row
  when (new.data ?| array['text', 'outcome', 'reason']) execute function amaliyat_note_words();
create trigger intervention_event_words_changed after update of data on intervention_event for each row
  when (old.data is distinct from new.data) execute function amaliyat_note_words();
create trigger intervention_event_words_removed after delete on intervention_event for each row
  when (old.data ?| array['text', 'outcome', 'reason']) execute function amaliyat_note_words();
create trigger intervention_person_words after insert or update or delete on intervention_person for each row
  execute function amaliyat_note_words();

-- Interventions that answer a search of the archive, newest first, as `amaliyat_search` gives other sources. `found_in` names the words by which
-- each was found; null stands for its place or reference. Every word stands in the notes, place or reference. For roles that may read the
-- people concerned, it may stand in theirs.
-- asked: as in `amaliyat_search`; and `clip_at`, if a clip has to be kept past that moment.
create function amaliyat_search_interventions(asked jsonb, most integer) returns table (found_id uuid, found_in text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  wanted text := 'true';
  column_of constant text := case when amaliyat_role() in ('system', 'operator', 'call_taker', 'dispatcher', 'supervisor')
    then '(w.said like %1$L or w.people like %1$L)' else 'w.said like %1$L' end;
  by_words text;
  in_place text;
  in_said text;
  by_box text;
  page constant text := ' order by i.opened_at desc, i.intervention_id desc limit %s';
  walk constant integer := 2000;
  reach integer;
  depth integer;
  ids uuid[];
  more uuid[];
begin
  if amaliyat_role() is distinct from 'system' then
    wanted := wanted || format(' and (i.sector_id is null or i.sector_id = any (%L::text[]))', amaliyat_sectors());
  end if;
  if asked ? 'kinds' then
    wanted := wanted || format(' and i.subcategory = any (%L::text[])', array(select jsonb_array_elements_text(asked -> 'kinds')));
  end if;
  if asked ? 'from' then wanted := wanted || format(' and i.opened_at >= %L', asked ->> 'from'); end if;
  if asked ? 'to' then wanted := wanted || format(' and i.opened_at < %L', asked ->> 'to'); end if;
  if asked ? 'after_at' then
    wanted := wanted || format(' and (i.opened_at, i.intervention_id) < (%L::timestamptz, %L::uuid)', asked ->> 'after_at', asked ->> 'after_id');
  end if;
  if asked ? 'clip_at' then
    wanted := wanted || format(' and exists (select from clip c where c.intervention_id = i.intervention_id and c.kept_until > %L)', asked ->> 'clip_at');
  end if;
  select string_agg(case when folded = '' then 'false' else format(column_of, '%' || folded || '%') end, ' and '),
    string_agg(format('amaliyat_words(concat_ws('' '', i.reference, i.place_text)) like %L', '%' || folded || '%'), ' and '),
    string_agg(format('w.said like %L', '%' || folded || '%'), ' and ')
  into by_words, in_place, in_said
  from (select amaliyat_fold(word) as folded from jsonb_array_elements_text(asked -> 'words') word) each;
  if asked ? 'south' then
    by_box := format('i.lat between %L and %L and i.lon between %L and %L', asked ->> 'south', asked ->> 'north', asked ->> 'west', asked ->> 'east');
  end if;
  if by_words is not null then
    -- Reads the newest one by one, further if these promise a page, and asks the index for rarer words alone. The planner cannot know which words
    -- go together: it took all 80,000 rows of a market from the index to give 50 (800 ms of 1,000,000 rows, 80 ms so). A word of one or two
    -- signs, as the number of a house, has no trigram: the index does not narrow by it, and the walk goes on for longer.
    reach := case when exists (select from jsonb_array_elements_text(asked -> 'words') word where length(word) < 3) then 20 else 9 end;
    foreach depth in array array[walk, walk * reach * 2] loop
      execute format(
        'select array(select i.intervention_id
          from (select i.intervention_id, i.opened_at from intervention i where %s%s) i
          cross join lateral (select said, people from intervention_words where intervention_id = i.intervention_id offset 0) w
          where %s%s)',
        wanted, format(page, depth), by_words, format(page, most)) into ids;
      exit when cardinality(ids) >= most or cardinality(ids) * reach < most;
    end loop;
    if cardinality(ids) < most then
      execute format(
        'select array(select i.intervention_id from intervention i join intervention_words w using (intervention_id) where %s and %s%s)',
        wanted, by_words, format(page, most)) into ids;
    end if;
  end if;
  if by_words is null or by_box is not null then
    execute format('select array(select i.intervention_id from intervention i where %s%s)', concat_ws(' and ', wanted, by_box), format(page, most))
      into more;
  end if;
  return query execute format(
    'select i.intervention_id, case when %s then null when %s then ''note'' else ''person'' end
    from intervention i join intervention_words w using (intervention_id) where i.intervention_id = any (%L::uuid[])%s',
    concat_ws(' or ', coalesce(in_place, 'true'), by_box), coalesce(in_said, 'true'), coalesce(ids, '{}') || coalesce(more, '{}'), format(page, most));
end
$$;
revoke execute on function amaliyat_search_interventions(jsonb, integer) from public;
grant execute on function amaliyat_search_interventions(jsonb, integer) to amaliyat_app;
