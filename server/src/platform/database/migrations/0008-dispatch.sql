-- Units, where they are, and to what they are sent.

create table unit (
  unit_id uuid primary key,
  code text not null unique,
  kind text not null,
  sector_id text not null references sector,
  -- The patrol user that speaks for the unit.
  user_id uuid unique references users,
  in_service boolean not null default true,
  out_reason text,
  status_since timestamptz not null,
  lat double precision,
  lon double precision,
  heading_deg double precision,
  position_at timestamptz
);

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
  reason text
);
create index assignment_intervention on assignment (intervention_id);
-- Two dispatchers at once: one of them wins here, whatever their transactions saw.
create unique index assignment_unit_bound on assignment (unit_id) where kind in ('assigned','accepted','en_route','on_scene');

alter table unit enable row level security;
create policy unit_sector on unit to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]) or user_id::text = (select amaliyat_user()))
  with check (true);

-- A patrol sees what it is sent to, its sector or not; everybody else sees assignments through the intervention.
alter table assignment enable row level security;
create policy assignment_seen on assignment to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) = 'patrol' and exists (select from unit u where u.unit_id = assignment.unit_id and u.user_id::text = (select amaliyat_user())))
    or ((select amaliyat_role()) <> 'patrol' and exists (select from intervention i where i.intervention_id = assignment.intervention_id))
  )
  with check (true);

grant select, insert, update on unit, assignment to amaliyat_app;
grant select, insert, delete on unit_position to amaliyat_app;
