-- camera_now: each camera, its number in rows that are many, its sector, its state and its direction.
create view camera_now with (security_invoker = true) as
select camera_id, camera_no, code, sector_id, kind, retention_hours, direction_deg
from camera;
