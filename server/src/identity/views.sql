-- person: accounts by name in two scripts and role, ended ones too.
create view person with (security_invoker = true) as
select user_id, username, name, name_latin, badge, role, designated_from, designated_until, ended
from users;

-- person_sector: the sectors of a person's competence, without those below.
create view person_sector with (security_invoker = true) as
select user_id, sector_id
from user_sector;

-- sector_tree: each sector, its names, the sector above it, and whether it has a boundary.
create view sector_tree with (security_invoker = true) as
select sector_id, parent_id, names, boundary is not null as is_drawn
from sector;

-- session_now: sessions, with their end and lock.
create view session_now with (security_invoker = true) as
select session_id, user_id, expires_at, ended_at, locked_at
from session;

-- clock_now: by how much the clock of a boot has been stepped.
create view clock_now with (security_invoker = true) as
select boot_id, stepped_ms
from machine_clock;
