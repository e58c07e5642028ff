-- A crew that is relieved hands over its work. An act from before the relief that the room hears after the reliever has acted is kept as a word,
-- and counts no more. `stepped_by` is the author of the last step that the assignment took, `stepped_at` the time when the room heard it.
-- A reliever reads a danger for itself. `read_by` has the event up to which each person read, by the person's id.
alter table assignment add column stepped_by uuid, add column stepped_at timestamptz, add column read_by jsonb not null default '{}';
update assignment a set read_by = (
    select coalesce(jsonb_object_agg(speaker, a.read_seq), '{}') from unnest(amaliyat_speakers(a.unit_id, now())) speaker)
  where a.read_seq > 0 and a.kind in ('assigned','accepted','en_route','on_scene');

-- The event up to which one of the given persons read.
create function amaliyat_read_up_to(reads jsonb, given uuid[]) returns integer
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(max(value::integer), 0) from jsonb_each_text(reads) where key = any (given::text[])
$$;
revoke execute on function amaliyat_read_up_to(jsonb, uuid[]) from public;
grant execute on function amaliyat_read_up_to(jsonb, uuid[]) to amaliyat_app;
