-- What was kept of each camera, what was not and why, and who is looking.

create table segment (
  segment_id uuid primary key,
  camera_id uuid not null references camera,
  -- Below the folder of recordings; the key under which a segment is reported again after a crash.
  path text not null unique,
  started_at timestamptz not null,
  -- Null while it is being written.
  ended_at timestamptz,
  bytes bigint not null default 0,
  frames integer not null default 0
);
create index segment_span on segment (camera_id, started_at);

create table gap (
  camera_id uuid not null references camera,
  from_at timestamptz not null,
  -- Null while it lasts.
  to_at timestamptz,
  cause text not null,
  primary key (camera_id, from_at)
);

-- Each running program that shows pictures; by the clock of this server. One that is not seen for a while is gone.
create table live_node (
  node_id uuid primary key,
  seen_at timestamptz not null
);

create table live_view (
  view_id uuid primary key,
  session_id uuid not null references session,
  user_id uuid not null references users,
  camera_id uuid not null references camera,
  stream text not null check (stream in ('main','sub')),
  purpose text not null,
  intervention_id uuid,
  opened_at timestamptz not null,
  -- When its one socket took it up, and at which node.
  watched_at timestamptz,
  node_id uuid,
  ended_at timestamptz,
  check ((watched_at is null) = (node_id is null))
);
create index live_view_open on live_view (session_id) where ended_at is null;

create index live_view_left on live_view (opened_at) where ended_at is null;

create table replay (
  replay_id uuid primary key,
  session_id uuid not null references session,
  user_id uuid not null references users,
  camera_id uuid not null references camera,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  purpose text not null,
  intervention_id uuid,
  opened_at timestamptz not null,
  expires_at timestamptz not null
);

-- What the room believes of the time; a clock that differs by more than a day deletes nothing, also after a restart.
create table trusted_time (
  one boolean primary key default true check (one),
  at timestamptz not null,
  doubted boolean not null
);

alter table segment enable row level security;
create policy segment_own on segment to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from camera c where c.camera_id = segment.camera_id));
alter table gap enable row level security;
create policy gap_own on gap to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from camera c where c.camera_id = gap.camera_id));
alter table trusted_time enable row level security;
create policy trusted_time_room on trusted_time to amaliyat_app
  using ((select amaliyat_role()) = 'system');
alter table live_node enable row level security;
create policy live_node_room on live_node to amaliyat_app
  using ((select amaliyat_role()) = 'system');
alter table live_view enable row level security;
create policy live_view_own on live_view to amaliyat_app
  using ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user()));
alter table replay enable row level security;
create policy replay_own on replay to amaliyat_app
  using ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user()));

grant select, insert, update on segment, gap, trusted_time, live_node, live_view, replay to amaliyat_app;
grant delete on segment, gap, live_node to amaliyat_app;
