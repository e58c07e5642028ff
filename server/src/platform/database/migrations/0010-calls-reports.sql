-- Calls and reports as figures know them: their history.

create table call (
  call_id uuid primary key,
  arrived_at timestamptz not null,
  line text not null,
  nature text not null,
  sector_id text references sector,
  answered_after_s double precision,
  duration_s double precision,
  import_id uuid,
  import_key text unique
);
create index call_figures on call (arrived_at) include (line, nature, sector_id);

create table report (
  report_id uuid primary key,
  received_at timestamptz not null,
  channel text not null,
  nature text not null,
  sector_id text references sector,
  lat double precision,
  lon double precision,
  import_id uuid,
  import_key text unique
);
create index report_figures on report (received_at) include (channel, nature, sector_id);

alter table call enable row level security;
create policy call_sector on call to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id is null or sector_id = any ((select amaliyat_sectors())::text[]));
alter table report enable row level security;
create policy report_sector on report to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id is null or sector_id = any ((select amaliyat_sectors())::text[]));

grant select, insert on call, report to amaliyat_app;
