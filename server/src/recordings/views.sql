-- camera_gap: spans of which a camera has no recording.
create view camera_gap with (security_invoker = true) as
select camera_id, from_at, to_at, cause
from gap;
