-- audit_entry: entries of the log.
create view audit_entry with (security_invoker = true) as
select index, at, type, actor_name, subject_kind, subject_id, sector_id, outcome, detail
from log_entry;
