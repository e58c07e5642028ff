-- shift_now: each shift as it stands.
create view shift_now with (security_invoker = true) as
select shift_id, sector_id, kind, from_at, to_at
from shift;

-- roster_now: each seat of the roster, at a desk or in a crew.
create view roster_now with (security_invoker = true) as
select line_id, sector_id, kind, user_id, from_at, to_at
from roster_line;
