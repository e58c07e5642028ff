-- What the room tells the whole town, and the telephones that are told of it by push.

create table public_alert_number (
  year integer primary key,
  last integer not null
);

create table public_alert (
  alert_id uuid primary key,
  reference text not null unique,
  version integer not null check (version >= 1),
  -- «Coming», «in force» and «expired» are none of them: that is what the clock says of a published one.
  state text not null check (state in ('draft','published','ended')),
  kind text not null check (kind in ('missing_child','road_closed','danger','other')),
  texts jsonb not null,
  lat double precision,
  lon double precision,
  radius_m integer check (radius_m between 50 and 50000),
  from_at timestamptz,
  until_at timestamptz not null,
  child_alert_id uuid references child_alert,
  written_at timestamptz not null,
  written_by uuid not null references users,
  published_at timestamptz,
  published_by uuid references users,
  ended_at timestamptz,
  ended_by uuid references users,
  end_reason text,
  -- Telephones whose push service took a message, and those that were given up; null before anything was sent.
  pushed_told integer,
  pushed_unreached integer,
  check ((lat is null) = (lon is null) and (lat is null) = (radius_m is null)),
  -- Four eyes, and nothing on a missing child without what the prosecutor decided on: held here too, whatever the program does.
  check (published_by <> written_by),
  check ((kind = 'missing_child') = (child_alert_id is not null)),
  check ((published_at is null) = (published_by is null)),
  check (state <> 'draft' or published_at is null),
  check (state <> 'published' or published_at is not null),
  check (published_at is null or (from_at >= published_at and until_at > from_at)),
  check ((state = 'ended') = (ended_at is not null and ended_by is not null and end_reason is not null))
);
create index public_alert_written on public_alert (written_at desc);
create index public_alert_in_force on public_alert (until_at) where state = 'published';

-- Where a telephone is told, sealed: a copy of this table reaches nobody. Found again by a keyed hash of its address; it names no person.
create table push_subscription (
  endpoint_hash bytea primary key check (octet_length(endpoint_hash) = 32),
  sealed bytea not null,
  language text not null check (language in ('ar','fr','en')),
  given_at timestamptz not null
);

-- Drafts and what was told are of the desks that write them; what is in force is told to everybody by the room itself.
alter table public_alert enable row level security;
create policy public_alert_desk on public_alert to amaliyat_app
  using ((select amaliyat_role()) in ('system','dispatcher','supervisor'));
alter table public_alert_number enable row level security;
create policy public_alert_number_desk on public_alert_number to amaliyat_app
  using ((select amaliyat_role()) in ('system','dispatcher','supervisor'));
alter table push_subscription enable row level security;
create policy push_subscription_room on push_subscription to amaliyat_app using ((select amaliyat_role()) = 'system');

grant select, insert, update on public_alert, public_alert_number to amaliyat_app;
grant select, insert, update, delete on push_subscription to amaliyat_app;
