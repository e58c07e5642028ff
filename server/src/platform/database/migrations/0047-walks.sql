-- A walk home that the room keeps: where somebody has run out of time without a word, the room makes a call for help of it.
create table report_walk (
  walk_id uuid primary key,
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  device_hash bytea check (octet_length(device_hash) = 32),
  state text not null default 'walking' check (state in ('walking','home','alarmed')),
  language text not null check (language in ('ar','fr','en')),
  began_at timestamptz not null,
  ends_at timestamptz not null check (ends_at <= began_at + interval '4 hours'),
  -- The number of the newest word of its phone.
  nth integer not null default 0,
  -- Device, contact and newest place.
  said_sealed bytea,
  network bytea,
  address bytea,
  over_at timestamptz,
  report_id uuid references report,
  constraint report_walk_states check ((state = 'walking') = (over_at is null) and (state = 'alarmed') = (report_id is not null)),
  -- Of a walk that is over nothing of its person stays.
  constraint report_walk_forgets check (state = 'walking' or (said_sealed is null and network is null and address is null))
);
create index report_walk_runs on report_walk (ends_at) where state = 'walking';
create index report_walk_over on report_walk (over_at) where over_at is not null;
create index report_walk_report on report_walk (report_id) where report_id is not null;

alter table report_walk enable row level security;
create policy report_walk_room on report_walk to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update, delete on report_walk to amaliyat_app;
