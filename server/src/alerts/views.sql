-- public_alert_now: each public alert as it stands.
create view public_alert_now with (security_invoker = true) as
select alert_id, reference, state, kind, texts, from_at, until_at, child_alert_id
from public_alert;
