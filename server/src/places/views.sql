-- hazard_now: each hazard as it stands.
create view hazard_now with (security_invoker = true) as
select hazard_id, state, kind, words, address, at_home, sector_id, from_at, until_at, first_at
from hazard;
