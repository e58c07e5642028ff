-- The search of the archive, as 0078 has it, but for one thing. The program may know letters that the database does not. Such a word folds to
-- nothing, and LIKE found every row by it.
create or replace function amaliyat_search(source text, asked jsonb, most integer) returns setof uuid
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
  select string_agg(case when amaliyat_fold(word) = '' then 'false' else format('search_text like %L', '%' || amaliyat_fold(word) || '%') end, ' and ')
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
