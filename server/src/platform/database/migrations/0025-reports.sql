-- Reports of citizens as the room works on them. A row of history has no state; all that follows is null there.

create table report_number (
  year integer primary key,
  last integer not null
);

create table report_device (
  -- SHA-256 of the token that a phone made for itself: it counts reports and names nobody.
  device_hash bytea primary key check (octet_length(device_hash) = 32),
  first_at timestamptz not null,
  reports integer not null,
  -- Reports of it that a person of the room took for what they say.
  trusted integer not null default 0,
  score double precision not null default 0 check (score >= 0),
  score_at timestamptz not null,
  expires_at timestamptz not null
);
create index report_device_expires on report_device (expires_at);

alter table report
  add column reference text unique,
  add column state text check (state in ('waiting','taken','joined','closed','withdrawn')),
  add column kind text check (kind in ('accident','theft','danger','missing','driving','obstacle','suspicious','damage','other')),
  add column sort text check (sort in ('information','complaint')),
  add column danger boolean not null default false,
  add column language text check (language in ('ar','fr','en')),
  add column words text,
  add column contact text,
  add column place_source text check (place_source in ('map','phone','landmark','outside','room')),
  add column accuracy_m double precision,
  add column place_text text,
  add column happened_at timestamptz,
  add column written_at timestamptz,
  -- Of the follow-up code, keyed with a secret of the room: a copy of this table opens no report.
  add column code_hash bytea unique check (octet_length(code_hash) = 32),
  -- Of what was sent under the code, so that the same sent again is known as the same.
  add column body_hash bytea,
  add column device_hash bytea references report_device,
  -- First report of its device: its files are held until somebody of the lines looked.
  add column new_device boolean not null default false,
  add column read_at timestamptz,
  add column taken_by uuid references users,
  add column taken_at timestamptz,
  -- When a person of the room first answered in any way that the author sees.
  add column first_answer_at timestamptz,
  add column asked boolean not null default false,
  add column answered boolean not null default false,
  add column intervention_id uuid references intervention,
  add column joined_at timestamptz,
  add column ended_at timestamptz,
  add column end_reason text,
  add column end_words text,
  add column partner_id uuid references partner,
  -- The key under which a partner's system sent it, so that it is taken once.
  add column outside_key text,
  add column kept_until timestamptz,
  -- Words, contact and files are gone; that there was a report stays for the figures.
  add column forgotten_at timestamptz,
  add constraint report_live check (
    state is null
    or (reference is not null and kind is not null and sort is not null and language is not null and written_at is not null
      and kept_until is not null and (code_hash is not null or partner_id is not null or forgotten_at is not null))
  ),
  add constraint report_taken check (state is distinct from 'taken' or taken_by is not null),
  add constraint report_joined check (state is distinct from 'joined' or intervention_id is not null),
  add constraint report_ended check ((state in ('closed','withdrawn')) is not distinct from (ended_at is not null) or state is null);
create index report_open on report (received_at) where state in ('waiting','taken') or answered;
create index report_device_of on report (device_hash) where device_hash is not null;
create index report_live_page on report (received_at desc, report_id desc) where state is not null;
create index report_intervention on report (intervention_id) where intervention_id is not null;
create index report_kept on report (kept_until) where state is not null and forgotten_at is null;
create unique index report_outside on report (partner_id, outside_key) where outside_key is not null;

create table report_message (
  message_id uuid primary key,
  report_id uuid not null references report,
  seq integer not null,
  at timestamptz not null,
  -- Null is the author of the report.
  by uuid references users,
  words text not null,
  choices jsonb not null default '[]',
  unique (report_id, seq)
);

create table report_event (
  report_id uuid not null references report,
  seq integer not null,
  at timestamptz not null,
  by uuid references users,
  kind text not null,
  data jsonb not null,
  primary key (report_id, seq)
);

create table report_file (
  file_id uuid primary key,
  report_id uuid not null references report,
  nth integer not null,
  kind text not null check (kind in ('picture','film','voice')),
  -- As announced by the phone; what came is held against it.
  bytes bigint not null check (bytes > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  state text not null default 'announced' check (state in ('announced','arriving','arrived','ready','refused')),
  code text,
  began_at timestamptz,
  arrived_at timestamptz,
  -- By its own bytes, and of the copy that is shown.
  found_type text,
  shown_type text,
  width integer,
  height integer,
  seconds double precision,
  -- 64-bit difference hash, to find the same picture in another report.
  picture_hash text check (picture_hash ~ '^[0-9a-f]{16}$'),
  shown_sha256 bytea,
  small_sha256 bytea,
  held boolean not null default false,
  released_by uuid references users,
  -- Its bytes and copies were deleted: the report was taken back or forgotten.
  gone_at timestamptz,
  unique (report_id, nth)
);
create index report_file_waits on report_file (arrived_at) where state = 'arrived' and gone_at is null;
create index report_file_hash on report_file (picture_hash) where picture_hash is not null;

-- Who opened which report in which session: without that nothing of it is shown.
create table report_reading (
  report_id uuid not null references report,
  session_id uuid not null references session on delete cascade,
  user_id uuid not null references users,
  at timestamptz not null,
  primary key (report_id, session_id)
);

-- Who views which copy of a file in which session, since when: a film that is fetched in ranges is one viewing with one entry in the log.
create table report_viewing (
  file_id uuid not null references report_file,
  copy text not null check (copy in ('small','whole')),
  session_id uuid not null references session on delete cascade,
  user_id uuid not null references users,
  at timestamptz not null,
  primary key (file_id, copy, session_id)
);
create index report_viewing_session on report_viewing (session_id);

-- A report lies in the room while it goes on; once it is over and its place is known, in the sector of the place, and with whoever took it.
drop policy report_sector on report;
create policy report_read on report for select to amaliyat_app using (
  (select amaliyat_role()) in ('system','analyst')
  or (state is null and (sector_id is null or sector_id = any ((select amaliyat_sectors())::text[])))
  or ((select amaliyat_on_calls()) and (sector_id is null or state in ('waiting','taken')))
  or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor','evidence_officer')
    and (sector_id = any ((select amaliyat_sectors())::text[]) or taken_by::text = (select amaliyat_user())))
);
create policy report_insert on report for insert to amaliyat_app with check ((select amaliyat_role()) in ('system','analyst','supervisor'));
create policy report_update on report for update to amaliyat_app using ((select amaliyat_role()) = 'system');

-- All else of a report is seen through it, and written by the room alone.
alter table report_message enable row level security;
create policy report_message_own on report_message to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from report r where r.report_id = report_message.report_id))
  with check ((select amaliyat_role()) = 'system');
alter table report_event enable row level security;
create policy report_event_own on report_event to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from report r where r.report_id = report_event.report_id))
  with check ((select amaliyat_role()) = 'system');
alter table report_file enable row level security;
create policy report_file_own on report_file to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from report r where r.report_id = report_file.report_id))
  with check ((select amaliyat_role()) = 'system');
alter table report_reading enable row level security;
create policy report_reading_own on report_reading to amaliyat_app
  using ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user()))
  with check ((select amaliyat_role()) = 'system');
alter table report_viewing enable row level security;
create policy report_viewing_own on report_viewing to amaliyat_app
  using ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user()));
alter table report_device enable row level security;
create policy report_device_room on report_device to amaliyat_app using ((select amaliyat_on_calls())) with check ((select amaliyat_role()) = 'system');
alter table report_number enable row level security;
create policy report_number_room on report_number to amaliyat_app using ((select amaliyat_role()) = 'system');

grant select, insert, update on report, report_number, report_file, report_reading, report_viewing to amaliyat_app;
grant select, insert, update, delete on report_device, report_message to amaliyat_app;
-- What happened stays; words in it go with the report.
grant select, insert, update (data) on report_event to amaliyat_app;
