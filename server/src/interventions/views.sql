-- intervention_now: each intervention as it stands.
create view intervention_now with (security_invoker = true) as
select intervention_id, reference, version, kind, origin, sector_id, lat, lon, place_text, subcategory, category, priority, needs_review,
  opened_at, on_scene_at, closed_at, disposition, outcome, cancelled_at, merged_at, merged_into, import_id, attributes
from intervention;

-- intervention_course: the events of each intervention. is_taken_out: words of a call or report that was taken out after them.
create view intervention_course with (security_invoker = true) as
select intervention_id, seq, at, by, kind, data, exists (
  select from intervention_event l
  where l.intervention_id = e.intervention_id and l.seq > e.seq and l.kind = 'parted' and l.data->>'source' = e.data->>'source') as is_taken_out
from intervention_event e;

-- person_concerned: the people noted on interventions, withdrawn ones too.
create view person_concerned with (security_invoker = true) as
select intervention_id, person_id, role, name, description, noted_at, withdrawn_at
from intervention_person;

-- clip_kept: spans of recordings that an intervention keeps, and until when.
create view clip_kept with (security_invoker = true) as
select camera_id, from_at, to_at, kept_until
from clip;
