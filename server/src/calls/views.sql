-- call_now: each call as it stands.
create view call_now with (security_invoker = true) as
select call_id, arrived_at, line, nature, import_id, direction, answered_at, ending, back_of
from call;

-- line_now: each line of the room; a closed one is over.
create view line_now with (security_invoker = true) as
select number, closed_at
from line;
