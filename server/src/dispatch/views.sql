-- unit_now: each unit as it stands.
create view unit_now with (security_invoker = true) as
select unit_id, code, sector_id, user_id, in_service, reserved_until, reserved_for, retired_at, person_id
from unit;

-- assignment_steps: each assignment of a unit, with the moments of its steps.
create view assignment_steps with (security_invoker = true) as
select assignment_id, intervention_id, unit_id, kind, assigned_by, assigned_at, accepted_at, en_route_at, on_scene_at, cleared_at,
  refused_at, withdrawn_at, reason, told_seq, told_at, read_seq, read_at, read_by, moved_from
from assignment;
