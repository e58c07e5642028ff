-- Units, where they are, and to what they are sent.

create table unit (
  unit_id uuid primary key,
  -- The transaction that wrote the row last. Asked of every row often, so it stands where it is found at once.
  touched xid8 not null default pg_current_xact_id(),
  code text not null unique,
  kind text not null,
  sector_id text not null references sector,
  -- The patrol user that speaks for the unit.
  user_id uuid unique references users,
  skills text[] not null default '{}',
  vehicle text,
  crew text[] not null default '{}',
  in_service boolean not null default true,
  out_reason text,
  out_note text,
  -- Kept free for something that is expected.
  reserved_until timestamptz,
  reserved_for text,
  -- What it does on scene, and when the crew was last heard of.
  activity text,
  heard_at timestamptz,
  -- A call for help: since when, where, and who took it up.
  distress_at timestamptz,
  distress_lat double precision,
  distress_lon double precision,
  distress_taken_up_by uuid references users,
  status_since timestamptz not null,
  lat double precision,
  lon double precision,
  heading_deg double precision,
  position_at timestamptz,
  check (in_service = (out_reason is null)),
  check (distress_at is not null or distress_taken_up_by is null)
);
create index unit_at_sector on unit (sector_id);

create table unit_position (
  unit_id uuid not null references unit,
  at timestamptz not null,
  lat double precision not null,
  lon double precision not null,
  heading_deg double precision,
  primary key (unit_id, at)
);
create index unit_position_at on unit_position using brin (at);

create table assignment (
  assignment_id uuid primary key,
  intervention_id uuid not null references intervention,
  unit_id uuid not null references unit,
  kind text not null check (kind in ('assigned','accepted','en_route','on_scene','cleared','refused','withdrawn')),
  assigned_by uuid not null references users,
  assigned_at timestamptz not null,
  accepted_at timestamptz,
  en_route_at timestamptz,
  on_scene_at timestamptz,
  cleared_at timestamptz,
  refused_at timestamptz,
  withdrawn_at timestamptz,
  reason text,
  -- True while the unit works on another: it was sent here all the same, by somebody who knew.
  stacked boolean not null default false,
  touched xid8 not null default pg_current_xact_id()
);
create index assignment_intervention on assignment (intervention_id);
create index assignment_at on assignment (assigned_at);
create index assignment_touched on assignment (touched);

-- Whoever holds units in memory reads again what transactions wrote that it did not see: the rows touched by the oldest of those that
-- were open when it last read, or by a later one. Numbers from a sequence would be passed by a commit that comes late. No index on the
-- units' own: they are few, and a new position then stays on its page.
create function amaliyat_touch() returns trigger language plpgsql as $$
begin
  new.touched := pg_current_xact_id();
  return new;
end
$$;
create trigger unit_touched before update on unit for each row execute function amaliyat_touch();
create trigger assignment_touched before update on assignment for each row execute function amaliyat_touch();
-- Two dispatchers at once: one of them wins here, whatever their transactions saw.
create unique index assignment_unit_bound on assignment (unit_id)
  where kind in ('assigned','accepted','en_route','on_scene') and not stacked;
create unique index assignment_unit_here on assignment (unit_id, intervention_id) where kind in ('assigned','accepted','en_route','on_scene');

-- A unit may be sent beyond its sector; whoever sees the intervention then sees the unit too, for as long as it is bound. Policies of
-- unit and assignment cannot ask each other without end, so this asks as the owner and holds to the caller's sectors itself.
create function amaliyat_units_bound_here() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select coalesce(array_agg(a.unit_id), '{}') from assignment a join intervention i using (intervention_id)
    where a.kind in ('assigned','accepted','en_route','on_scene') and amaliyat_role() <> 'patrol'
      and (i.sector_id is null or i.sector_id = any (amaliyat_sectors())));
end
$$;
-- The code of a unit that was at an intervention stands on the card also when the unit has left, and the caller's sight.
create function amaliyat_unit_code(given uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (select code from unit where unit_id = given);
end
$$;
revoke execute on function amaliyat_units_bound_here(), amaliyat_unit_code(uuid) from public;
grant execute on function amaliyat_units_bound_here(), amaliyat_unit_code(uuid) to amaliyat_app;

alter table unit enable row level security;
create policy unit_sector on unit to amaliyat_app
  using (
    (select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]) or user_id::text = (select amaliyat_user())
    or unit_id = any ((select amaliyat_units_bound_here())::uuid[])
  );
-- Where patrols were is written and read by the room itself only.
alter table unit_position enable row level security;
create policy unit_position_room on unit_position to amaliyat_app using ((select amaliyat_role()) = 'system');

-- A patrol sees what it is sent to, its sector or not; everybody else sees the assignments of the interventions and of the units of
-- their sectors.
alter table assignment enable row level security;
create policy assignment_seen on assignment to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) = 'patrol' and exists (select from unit u where u.unit_id = assignment.unit_id and u.user_id::text = (select amaliyat_user())))
    or ((select amaliyat_role()) <> 'patrol' and (
      exists (select from intervention i where i.intervention_id = assignment.intervention_id)
      or exists (select from unit u where u.unit_id = assignment.unit_id and u.sector_id = any ((select amaliyat_sectors())::text[]))
    ))
  );

grant select, insert, update on unit, assignment to amaliyat_app;
grant select, insert, delete on unit_position to amaliyat_app;
