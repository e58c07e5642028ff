-- report_now: each report as it stands.
create view report_now with (security_invoker = true) as
select report_id, received_at, channel, nature, import_id, state, kind, sort, language, intervention_id, wave_id
from report;
