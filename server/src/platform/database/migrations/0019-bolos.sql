-- What the room looks out for: BOLOs, their pictures, who was told, what was seen, and alerts on missing children.

create table bolo_number (
  year integer primary key,
  last integer not null
);

create table bolo (
  bolo_id uuid primary key,
  reference text not null unique,
  version integer not null check (version >= 1),
  -- «Expired» is none of them: that is what the clock says of one in force.
  state text not null check (state in ('draft','in_force','cancelled')),
  kind text not null check (kind in ('vehicle','missing_person','wanted_person','property')),
  priority text not null check (priority in ('P1','P2','P3','P4')),
  text text not null,
  facts jsonb not null,
  -- The plate in one spelling, and all words in one: what a search compares.
  plate_key text,
  words text not null,
  -- As they were chosen, none being the whole room; and all below them, for whom it is.
  sectors text[] not null,
  reaches text[] not null,
  authority text,
  intervention_id uuid references intervention,
  hours integer not null check (hours between 1 and 720),
  written_at timestamptz not null,
  written_by uuid not null references users,
  published_at timestamptz,
  published_by uuid references users,
  expires_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by uuid references users,
  cancel_end text check (cancel_end in ('found','error','other')),
  cancel_words text,
  check ((cardinality(sectors) = 0) = (cardinality(reaches) = 0)),
  check (state <> 'draft' or published_at is null),
  check (state <> 'in_force' or published_at is not null),
  check ((published_at is null) = (expires_at is null) and (published_at is null) = (published_by is null)),
  check (expires_at > published_at),
  check ((state = 'cancelled') = (cancelled_at is not null and cancelled_by is not null and cancel_end is not null and cancel_words is not null))
);
create index bolo_written on bolo (written_at desc);
create index bolo_in_force on bolo (expires_at) where state = 'in_force';
create index bolo_intervention on bolo (intervention_id) where intervention_id is not null;

create table bolo_event (
  bolo_id uuid not null references bolo,
  seq integer not null,
  at timestamptz not null,
  by uuid not null references users,
  kind text not null,
  text text,
  primary key (bolo_id, seq)
);

-- Two files lie under the id: the original as it arrived, which nobody is shown, and the copy without what its camera wrote.
create table bolo_picture (
  picture_id uuid primary key,
  bolo_id uuid not null references bolo,
  added_at timestamptz not null,
  added_by uuid not null references users,
  type text not null check (type in ('image/jpeg','image/png','image/webp')),
  width integer not null check (width between 16 and 8192),
  height integer not null check (height between 16 and 8192),
  bytes integer not null check (bytes between 1 and 8388608),
  sha256 bytea not null check (octet_length(sha256) = 32),
  shown_sha256 bytea not null check (octet_length(shown_sha256) = 32),
  -- Small enough for a phone to keep.
  thumbnail bytea check (octet_length(thumbnail) <= 20480),
  thumbnail_type text check (thumbnail_type in ('image/jpeg','image/png','image/webp')),
  check ((thumbnail is null) = (thumbnail_type is null))
);
create index bolo_picture_of on bolo_picture (bolo_id, added_at);

-- Who is to know: those whom a publication found at a desk or in a crew, and whoever came later.
create table bolo_told (
  bolo_id uuid not null references bolo,
  user_id uuid not null references users,
  told_at timestamptz,
  acknowledged_at timestamptz,
  primary key (bolo_id, user_id),
  check (acknowledged_at is null or told_at <= acknowledged_at)
);

create table bolo_body (
  bolo_id uuid not null references bolo,
  noted_at timestamptz not null,
  at timestamptz not null,
  name text not null,
  by uuid not null references users
);
create index bolo_body_of on bolo_body (bolo_id, at);

create table bolo_sighting (
  sighting_id uuid primary key,
  bolo_id uuid not null references bolo,
  seen_at timestamptz not null,
  noted_at timestamptz not null,
  by uuid not null references users,
  unit_code text,
  camera_id uuid references camera,
  lat double precision,
  lon double precision,
  place_text text,
  text text,
  intervention_id uuid references intervention,
  check ((lat is null) = (lon is null)),
  check (camera_id is not null or lat is not null or place_text is not null)
);
create index bolo_sighting_of on bolo_sighting (bolo_id, seen_at desc);

create table child_alert (
  alert_id uuid primary key,
  bolo_id uuid not null references bolo,
  state text not null check (state in ('proposed','checked','authorised','refused','withdrawn')),
  ar text not null,
  fr text not null,
  area text not null,
  picture_id uuid references bolo_picture,
  proposed_at timestamptz not null,
  proposed_by uuid not null references users,
  checked_at timestamptz,
  checked_by uuid references users,
  authorised boolean,
  prosecutor text,
  reference text,
  decided_at timestamptz,
  way text check (way in ('paper','electronic','telephone','in_person')),
  recorded_at timestamptz,
  recorded_by uuid references users,
  withdrawn_at timestamptz,
  withdrawn_by uuid references users,
  reason text,
  -- Four eyes, and no authorisation without who gave it: held here too, whatever the program does.
  check (checked_by <> proposed_by),
  check ((checked_at is null) = (checked_by is null)),
  check (authorised is null or (checked_at is not null and prosecutor is not null and reference is not null and decided_at is not null
    and way is not null and recorded_at is not null and recorded_by is not null)),
  check (state not in ('authorised','refused') or authorised is not distinct from (state = 'authorised')),
  check (state <> 'checked' or (checked_at is not null and authorised is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null and withdrawn_by is not null and reason is not null))
);
-- Two people at once: one of them proposes.
create unique index child_alert_open on child_alert (bolo_id) where state in ('proposed','checked','authorised');

create table alert_handed (
  alert_id uuid not null references child_alert,
  at timestamptz not null,
  noted_at timestamptz not null,
  body text not null,
  by uuid not null references users
);
create index alert_handed_of on alert_handed (alert_id, at);

create function amaliyat_at_desk() returns boolean
language sql stable parallel safe return coalesce(amaliyat_role() in ('system', 'operator', 'call_taker', 'dispatcher', 'supervisor'), false);

-- Desks see what reaches one of their sectors and what they wrote themselves; crews see what is in force for theirs; nobody else.
alter table bolo enable row level security;
create policy bolo_read on bolo for select to amaliyat_app using (
  (select amaliyat_role()) = 'system'
  or ((select amaliyat_at_desk())
    and (cardinality(sectors) = 0 or reaches && (select amaliyat_sectors())::text[] or written_by::text = (select amaliyat_user())))
  or ((select amaliyat_role()) = 'patrol' and state = 'in_force'
    and (cardinality(sectors) = 0 or reaches && (select amaliyat_sectors())::text[])));
create policy bolo_insert on bolo for insert to amaliyat_app
  with check ((select amaliyat_at_desk()) and written_by::text = (select amaliyat_user()));
create policy bolo_update on bolo for update to amaliyat_app using (
  (select amaliyat_at_desk())
  and (cardinality(sectors) = 0 or reaches && (select amaliyat_sectors())::text[] or written_by::text = (select amaliyat_user())));

alter table bolo_number enable row level security;
create policy bolo_number_desk on bolo_number to amaliyat_app using ((select amaliyat_at_desk()));

-- All else of a BOLO is seen through it.
alter table bolo_event enable row level security;
create policy bolo_event_own on bolo_event to amaliyat_app
  using ((select amaliyat_at_desk()) and exists (select from bolo b where b.bolo_id = bolo_event.bolo_id));
alter table bolo_picture enable row level security;
create policy bolo_picture_own on bolo_picture to amaliyat_app
  using (exists (select from bolo b where b.bolo_id = bolo_picture.bolo_id))
  with check ((select amaliyat_at_desk()) and exists (select from bolo b where b.bolo_id = bolo_picture.bolo_id));
alter table bolo_told enable row level security;
create policy bolo_told_read on bolo_told for select to amaliyat_app
  using (((select amaliyat_at_desk()) or user_id::text = (select amaliyat_user()))
    and exists (select from bolo b where b.bolo_id = bolo_told.bolo_id));
-- Nobody says for another that he was told: that follows from a publication, which is the room's own work.
create policy bolo_told_insert on bolo_told for insert to amaliyat_app
  with check ((select amaliyat_role()) = 'system'
    or (user_id::text = (select amaliyat_user()) and exists (select from bolo b where b.bolo_id = bolo_told.bolo_id)));
create policy bolo_told_update on bolo_told for update to amaliyat_app
  using ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user()));
alter table bolo_body enable row level security;
create policy bolo_body_own on bolo_body to amaliyat_app
  using ((select amaliyat_at_desk()) and exists (select from bolo b where b.bolo_id = bolo_body.bolo_id));
alter table bolo_sighting enable row level security;
create policy bolo_sighting_own on bolo_sighting to amaliyat_app
  using (((select amaliyat_at_desk()) or by::text = (select amaliyat_user()))
    and exists (select from bolo b where b.bolo_id = bolo_sighting.bolo_id));
alter table child_alert enable row level security;
create policy child_alert_own on child_alert to amaliyat_app
  using ((select amaliyat_at_desk()) and exists (select from bolo b where b.bolo_id = child_alert.bolo_id));
alter table alert_handed enable row level security;
create policy alert_handed_own on alert_handed to amaliyat_app
  using (exists (select from child_alert a where a.alert_id = alert_handed.alert_id));

grant select, insert, update on bolo_number, bolo, bolo_picture, bolo_told, bolo_sighting, child_alert to amaliyat_app;
grant select, insert on bolo_event, bolo_body, alert_handed to amaliyat_app;
