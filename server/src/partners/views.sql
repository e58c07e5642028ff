-- partner_now: each partner, its code and its names.
create view partner_now with (security_invoker = true) as
select partner_id, code, names
from partner;

-- forward_now: each forward and how far it has come.
create view forward_now with (security_invoker = true) as
select forward_id, intervention_id, partner_id, kind, since, reached, cause, notice, update_waits, update_attempts, update_cause
from forward;
