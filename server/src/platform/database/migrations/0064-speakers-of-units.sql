-- A unit lives on while its crew, account, sector and code change: people speak for it by the roster. It is lent, moved and retired.

alter table unit
  add column retired_at timestamptz,
  -- The person who is this unit: made by the room for a call for help of somebody who spoke for no unit.
  add column person_id uuid references users,
  add column lent_to text references sector,
  add column lent_until timestamptz,
  add check ((lent_to is null) = (lent_until is null)),
  add check (person_id is null or user_id is null);
-- Code and account of a retired unit are free for another one.
alter table unit drop constraint unit_code_key, drop constraint unit_user_id_key;
create unique index unit_code_key on unit (code) where retired_at is null;
create unique index unit_user_id_key on unit (user_id) where retired_at is null;
create unique index unit_person on unit (person_id) where retired_at is null;
create index unit_lent on unit (lent_to) where lent_to is not null;

-- The account of a unit up to a moment: null where it had none. After the last of these the account is the one in `unit`.
create table unit_account_before (
  unit_id uuid not null references unit,
  until_at timestamptz not null,
  user_id uuid references users,
  primary key (unit_id, until_at)
);
create index unit_account_before_user on unit_account_before (user_id);
alter table unit_account_before enable row level security;
create policy unit_account_before_room on unit_account_before to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert on unit_account_before to amaliyat_app;

create index roster_crew_at on roster_line using gist (tstzrange(from_at, to_at)) where kind = 'crew';

-- A key is its person's; the unit is found when the call comes. `unit_id` is the unit for which the person spoke when the key was made.
alter table distress_key alter column unit_id drop not null;

-- One question with one answer: who speaks for a unit at a moment. Those seated in its crew; else its account, unless that person is seated
-- elsewhere. `known` leaves out lines of the roster that were written after it: what a crew did before is judged by what held then. The three
-- functions that return rows are merged into the query that asks them.
create function amaliyat_seated(moment timestamptz, known timestamptz) returns table (unit_id uuid, user_id uuid)
language sql stable as $$
  select r.unit_id, r.user_id from roster_line r join unit u on u.unit_id = r.unit_id
  where r.kind = 'crew' and tstzrange(r.from_at, r.to_at) @> moment and r.made_at <= known and (u.retired_at is null or u.retired_at > moment)
$$;
create function amaliyat_accounts(moment timestamptz) returns table (unit_id uuid, user_id uuid)
language sql stable as $$
  select u.unit_id, u.user_id from unit u
  where u.user_id is not null and (u.retired_at is null or u.retired_at > moment)
    and not exists (select from unit_account_before b where b.unit_id = u.unit_id and b.until_at > moment)
  union all
  select b.unit_id, b.user_id from unit_account_before b join unit u on u.unit_id = b.unit_id
  where b.user_id is not null and b.until_at > moment and (u.retired_at is null or u.retired_at > moment)
    and not exists (select from unit_account_before c where c.unit_id = b.unit_id and c.until_at > moment and c.until_at < b.until_at)
$$;
create function amaliyat_speaking(moment timestamptz, known timestamptz) returns table (unit_id uuid, user_id uuid, is_person boolean)
language sql stable as $$
  select s.unit_id, s.user_id, false from amaliyat_seated(moment, known) s
  union all
  select a.unit_id, a.user_id, false from amaliyat_accounts(moment) a
  where not exists (select from amaliyat_seated(moment, known) s where s.unit_id = a.unit_id)
    and not exists (select from amaliyat_seated(moment, known) s where s.user_id = a.user_id)
  union all
  select u.unit_id, u.person_id, true from unit u where u.person_id is not null and (u.retired_at is null or u.retired_at > moment)
$$;

-- The unit for which a person speaks; null where the person speaks for none.
create function amaliyat_speaks_for(given uuid, moment timestamptz, known timestamptz default 'infinity') returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.unit_id from amaliyat_speaking(moment, known) s where s.user_id = given order by s.is_person limit 1
$$;
-- The persons who speak for a unit.
create function amaliyat_speakers(given uuid, moment timestamptz) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(s.user_id order by s.user_id), '{}') from amaliyat_speaking(moment, 'infinity') s where s.unit_id = given
$$;
-- The same of all units at once.
create function amaliyat_all_speakers(moment timestamptz) returns table (unit_id uuid, user_ids uuid[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.unit_id, array_agg(s.user_id order by s.user_id) from amaliyat_speaking(moment, 'infinity') s group by s.unit_id
$$;
-- True if an act on work of a unit, done at one moment and heard at another, is a person's own to report.
create function amaliyat_acted_for(given uuid, of_unit uuid, acted timestamptz, heard timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(amaliyat_speaks_for(given, heard) = of_unit, false)
    or coalesce(amaliyat_speaks_for(given, acted) = of_unit, false)
    or coalesce(amaliyat_speaks_for(given, acted, acted) = of_unit, false)
$$;
-- When the roster next changes for whom a person speaks; null where it says nothing of that.
create function amaliyat_speaking_changes(given uuid, moment timestamptz) returns timestamptz
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select min(change) from roster_line r, lateral (values (r.from_at), (r.to_at)) c (change)
  where r.kind = 'crew' and r.to_at > moment and change > moment
    and (r.user_id = given or r.unit_id in (select u.unit_id from unit u where u.user_id = given))
$$;
revoke execute on function amaliyat_seated(timestamptz, timestamptz), amaliyat_accounts(timestamptz), amaliyat_speaking(timestamptz, timestamptz),
  amaliyat_speaks_for(uuid, timestamptz, timestamptz), amaliyat_speakers(uuid, timestamptz), amaliyat_all_speakers(timestamptz),
  amaliyat_acted_for(uuid, uuid, timestamptz, timestamptz), amaliyat_speaking_changes(uuid, timestamptz) from public;
grant execute on function amaliyat_speaks_for(uuid, timestamptz, timestamptz), amaliyat_speakers(uuid, timestamptz),
  amaliyat_all_speakers(timestamptz), amaliyat_acted_for(uuid, uuid, timestamptz, timestamptz),
  amaliyat_speaking_changes(uuid, timestamptz) to amaliyat_app;

-- A lent unit is seen in both sectors until it is back.
drop policy unit_sector on unit;
create policy unit_sector on unit to amaliyat_app
  using (
    (select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[])
    or (lent_until > now() and lent_to = any ((select amaliyat_sectors())::text[]))
    or unit_id = (select case when amaliyat_role() = 'patrol' then amaliyat_speaks_for(amaliyat_user()::uuid, now()) end)
    or unit_id = any ((select amaliyat_units_bound_here())::uuid[])
  );
drop policy assignment_seen on assignment;
create policy assignment_seen on assignment to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or unit_id = (select case when amaliyat_role() = 'patrol' then amaliyat_speaks_for(amaliyat_user()::uuid, now()) end)
    or ((select amaliyat_role()) <> 'patrol' and (
      exists (select from intervention i where i.intervention_id = assignment.intervention_id)
      or exists (select from unit u where u.unit_id = assignment.unit_id and (u.sector_id = any ((select amaliyat_sectors())::text[])
        or (u.lent_until > now() and u.lent_to = any ((select amaliyat_sectors())::text[]))))
    ))
  );
