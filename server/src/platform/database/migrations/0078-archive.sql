-- The archive finds calls by what stands in their lists, as it finds interventions: reference, number, place in words. Of reports the words are
-- sealed, so that their reference alone is compared.
alter table call add column search_text text not null generated always as
  (amaliyat_fold(coalesce(place_text, '') || ' ' || coalesce(reference, '') || ' ' || coalesce(from_number, ''))) stored;
create index call_archive_text on call using gin (search_text gin_trgm_ops);
create index call_archive_where on call (lat, lon) where lat is not null;
create index call_archive_when on call (arrived_at desc, call_id desc) where import_id is null;
alter table report add column search_text text not null generated always as (amaliyat_fold(coalesce(reference, ''))) stored;
create index report_archive_text on report using gin (search_text gin_trgm_ops);
create index report_archive_where on report (lat, lon) where lat is not null;
create index report_archive_when on report (received_at desc, report_id desc) where state is not null;

-- Ids of one source that answer a search of the archive, newest first. LIKE is not leakproof: under row-level security its index is not used
-- (see `amaliyat_find_interventions`). It runs as the owner and holds to the caller's sectors itself; whoever joins it to the table is under
-- row-level security again, which knows more.
-- asked: kinds, from, to, words, south, north, west, east, after_at, after_id. Words and box are two ways to the same: either suffices.
create function amaliyat_search(source text, asked jsonb, most integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  id_of text;
  at_of text;
  kind_of text;
  wanted text;
  theirs text := '';
  by_words text;
  by_place text;
begin
  case source
    when 'intervention' then
      id_of := 'intervention_id'; at_of := 'opened_at'; kind_of := 'subcategory'; wanted := 'true';
    when 'call' then
      id_of := 'call_id'; at_of := 'arrived_at'; kind_of := 'subcategory'; wanted := 'import_id is null';
      theirs := format(' or ended_at is null or taken_by::text = %L', amaliyat_user());
    when 'report' then
      id_of := 'report_id'; at_of := 'received_at'; kind_of := 'kind'; wanted := 'state is not null';
      theirs := format(' or state in (''waiting'',''taken'') or taken_by::text = %L', amaliyat_user());
  end case;
  if amaliyat_role() is distinct from 'system' then
    wanted := wanted || format(' and (sector_id is null or sector_id = any (%L::text[])%s)', amaliyat_sectors(), theirs);
  end if;
  if asked ? 'kinds' then
    wanted := wanted || format(' and %I = any (%L::text[])', kind_of, array(select jsonb_array_elements_text(asked -> 'kinds')));
  end if;
  if asked ? 'from' then wanted := wanted || format(' and %I >= %L', at_of, asked ->> 'from'); end if;
  if asked ? 'to' then wanted := wanted || format(' and %I < %L', at_of, asked ->> 'to'); end if;
  if asked ? 'after_at' then
    wanted := wanted || format(' and (%I, %I) < (%L::timestamptz, %L::uuid)', at_of, id_of, asked ->> 'after_at', asked ->> 'after_id');
  end if;
  select string_agg(format('search_text like %L', '%' || amaliyat_fold(word) || '%'), ' and ')
    into by_words from jsonb_array_elements_text(asked -> 'words') word;
  if asked ? 'south' then
    by_place := format('lat between %L and %L and lon between %L and %L', asked ->> 'south', asked ->> 'north', asked ->> 'west', asked ->> 'east');
  end if;
  if by_words is not null and by_place is not null then
    wanted := wanted || format(' and ((%s) or (%s))', by_words, by_place);
  else
    wanted := wanted || coalesce(' and ' || by_words, '') || coalesce(' and ' || by_place, '');
  end if;
  return query execute format('select %I from %I where %s order by %I desc, %I desc limit %s', id_of, source, wanted, at_of, id_of, most);
end
$$;
revoke execute on function amaliyat_search(text, jsonb, integer) from public;
grant execute on function amaliyat_search(text, jsonb, integer) to amaliyat_app;
