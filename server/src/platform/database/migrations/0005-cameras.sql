-- Phases, sites, cameras and the vault of their credentials.

create table phase (
  number integer primary key,
  names jsonb not null,
  in_service_on date
);

create table site (
  site_id uuid primary key,
  code text not null unique,
  names jsonb not null,
  lat double precision not null,
  lon double precision not null,
  sector_id text not null references sector,
  phase integer references phase
);

create table camera (
  camera_id uuid primary key,
  code text not null unique,
  names jsonb not null,
  site_id uuid not null references site,
  -- Of the site; kept here because row-level security asks for it at every row.
  sector_id text not null references sector,
  direction_deg double precision,
  field_of_view_deg double precision not null,
  range_m double precision not null,
  purposes text[] not null,
  kind text not null check (kind in ('planned','installed','in_service','out_of_service','retired')),
  since timestamptz not null,
  reason text,
  retention_hours integer not null check (retention_hours > 0),
  dpia_reference text,
  host text,
  port integer,
  main_path text,
  sub_path text,
  record boolean not null
);
create index camera_site on camera (site_id);

-- Sealed with the key of the room's folder: a copy of the database opens no camera. Read by the room itself only.
create table camera_secret (
  camera_id uuid primary key references camera,
  sealed bytea not null
);

-- What the recorder last said of each stream that is recorded.
create table camera_connection (
  camera_id uuid primary key references camera,
  state text not null check (state in ('connecting','live','stalled','lost','off')),
  since timestamptz not null,
  cause text,
  clock_offset_ms integer
);

alter table site enable row level security;
create policy site_sector on site to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]));
alter table camera enable row level security;
create policy camera_sector on camera to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]));
alter table camera_secret enable row level security;
create policy camera_secret_room on camera_secret to amaliyat_app
  using ((select amaliyat_role()) = 'system');
alter table camera_connection enable row level security;
create policy camera_connection_own on camera_connection to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from camera c where c.camera_id = camera_connection.camera_id));

grant select, insert, update on phase, site, camera, camera_connection, camera_secret to amaliyat_app;
grant delete on camera_secret to amaliyat_app;
