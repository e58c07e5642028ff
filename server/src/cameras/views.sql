-- camera_now: each camera, its sector and its state.
create view camera_now with (security_invoker = true) as
select camera_id, code, sector_id, kind, retention_hours
from camera;
