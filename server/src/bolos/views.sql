-- bolo_now: each BOLO as it stands.
create view bolo_now with (security_invoker = true) as
select bolo_id, reference, state, kind, priority, text, sectors, reaches, published_at, expires_at
from bolo;

-- child_alert_now: the child alert of each BOLO.
create view child_alert_now with (security_invoker = true) as
select alert_id, bolo_id
from child_alert;
