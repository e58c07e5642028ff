-- The lines and their calls. What waits now lies in call_queue and call_taker, which are the queue's state to the letter; what was, in call.

create function amaliyat_on_calls() returns boolean
language sql stable parallel safe return coalesce(amaliyat_role() in ('system', 'call_taker', 'dispatcher', 'supervisor'), false);

create table line (
  number text primary key check (number ~ '^\d{2,15}$'),
  version integer not null check (version >= 1),
  names jsonb not null,
  priority integer not null check (priority between 1 and 9),
  announcements jsonb not null,
  closed_announcement text,
  -- Openings by day of the week; null is day and night.
  hours jsonb,
  -- Digit and the language that is chosen with it.
  menu jsonb,
  offer_ms integer not null check (offer_ms between 5000 and 120000),
  wrap_up_ms integer not null check (wrap_up_ms between 0 and 600000),
  any_language_ms integer not null check (any_language_ms between 0 and 600000),
  overflow_ms integer check (overflow_ms between 10000 and 3600000),
  overflow_to text check (overflow_to ~ '^\d{2,15}$'),
  targets jsonb not null,
  closed_at timestamptz,
  check ((overflow_ms is null) = (overflow_to is null)),
  -- Police secours is answered day and night by a person, whatever the program does.
  check (number <> '17' or (closed_at is null and hours is null and menu is null and priority = 1))
);

create table call_number (
  year integer primary key,
  last integer not null
);

alter table call alter column nature drop not null;
alter table call
  -- Null for history that was imported.
  add column reference text unique,
  add column direction text not null default 'in' check (direction in ('in','out')),
  add column dialled text,
  -- As the network says, and in one spelling.
  add column from_number text,
  add column number_key text,
  add column withheld boolean not null default false,
  -- Its place in the queue: for a call-back when the caller first rang.
  add column since timestamptz,
  add column answered_at timestamptz,
  add column ended_at timestamptz,
  add column overflowed_at timestamptz,
  add column silent boolean not null default false,
  add column line_closed boolean not null default false,
  -- Consoles answered it while the room's own server was dead.
  add column survived boolean not null default false,
  add column ending text check (ending in ('answered','abandoned','zero_second','silent','overflowed','closed','unreached','lost')),
  add column ended_by text check (ended_by in ('caller','room','lost')),
  add column taken_by uuid references users,
  add column language text check (language in ('ar','fr','ber','en')),
  add column announced_seq integer,
  add column lat double precision,
  add column lon double precision,
  add column place_text text,
  add column place_source text check (place_source in ('aml','pidf','sms_link','said')),
  add column place_accuracy_m double precision,
  add column place_at timestamptz,
  add column intervention_id uuid references intervention,
  add column back_of uuid references call,
  add column subcategory text,
  add column priority text check (priority in ('P1','P2','P3','P4')),
  add constraint call_place check ((lat is null) = (lon is null)),
  add constraint call_ended check ((ended_at is null) = (ending is null)),
  add constraint call_live check (import_id is not null or (reference is not null and since is not null)),
  add constraint call_answered check (ending is null or ending not in ('answered','silent') or answered_at is not null or survived);
create index call_open on call (arrived_at) where import_id is null and ended_at is null;
create index call_live_page on call (arrived_at desc, call_id desc) where import_id is null;
create index call_from on call (number_key, arrived_at desc) where number_key is not null;
create index call_intervention on call (intervention_id) where intervention_id is not null;
create index call_back_of on call (back_of) where back_of is not null;

create table call_event (
  call_id uuid not null references call,
  seq integer not null,
  at timestamptz not null,
  -- Null where the network or the room itself did it.
  by uuid references users,
  kind text not null,
  data jsonb not null,
  primary key (call_id, seq)
);

create table call_taker (
  user_id uuid primary key references users,
  extension text not null unique check (extension ~ '^\d{3,8}$'),
  languages text[] not null check (languages <@ '{ar,fr,ber,en}' and cardinality(languages) > 0),
  -- Numbers of lines; null for all.
  lines text[],
  -- As the queue has it, once the person has come.
  here boolean not null default false,
  state jsonb not null default '{"kind":"off"}',
  since timestamptz not null,
  idle_since timestamptz not null,
  missed integer not null default 0,
  pause_next text,
  -- What the person last asked for, so that a telephone that comes back finds it again.
  wants text,
  phone_since timestamptz
);

create table call_queue (
  call_id uuid primary key references call,
  line text not null,
  priority integer not null,
  language text,
  since timestamptz not null,
  given_back boolean not null,
  attempt integer not null,
  tried uuid[] not null,
  state jsonb not null
);

-- Every other party of a call: who is rung, talks, listens.
create table call_leg (
  leg_id uuid primary key,
  call_id uuid not null references call,
  kind text not null check (kind in ('offer','called_out','transfer','overflow','listen')),
  user_id uuid references users,
  target jsonb not null,
  attempt integer,
  mode text check (mode in ('listen','whisper','barge')),
  at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz
);
create index call_leg_open on call_leg (call_id) where ended_at is null;

create table call_recording (
  recording_id uuid primary key,
  call_id uuid not null references call,
  file text not null,
  recorded_at timestamptz not null,
  seconds double precision not null check (seconds >= 0),
  lost integer not null check (lost >= 0),
  -- The event that says to which announcement the caller listened.
  announced_seq integer,
  retention_until timestamptz not null,
  held_until timestamptz,
  hold_reason text,
  held_by uuid references users,
  -- Loudest sample of each slice of both sides, 0 to 255, side by side.
  peaks bytea,
  -- The bytes are gone, past their retention; that there was a recording stays.
  expired_at timestamptz,
  check ((held_until is null) = (hold_reason is null)),
  foreign key (call_id, announced_seq) references call_event
);
create index call_recording_of on call_recording (call_id);
create index call_recording_expires on call_recording (retention_until) where expired_at is null;

create table call_listening (
  listening_id uuid primary key,
  recording_id uuid not null references call_recording,
  session_id uuid not null references session,
  user_id uuid not null references users,
  purpose text not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null
);

create table call_place (
  place_id uuid primary key,
  -- Null while no call of the number is known.
  call_id uuid references call,
  number_key text,
  source text not null check (source in ('aml','pidf','sms_link','said')),
  lat double precision not null,
  lon double precision not null,
  accuracy_m double precision,
  confidence double precision,
  method text,
  measured_at timestamptz not null,
  received_at timestamptz not null
);
create index call_place_of on call_place (call_id, received_at);
create index call_place_waits on call_place (number_key, received_at) where call_id is null;

create table place_link (
  -- SHA-256 of the token: a copy of this table opens no link.
  token_hash bytea primary key,
  call_id uuid not null references call,
  sent_to text not null,
  by uuid not null references users,
  at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table question_tree (
  nature text not null,
  version integer not null check (version >= 1),
  at timestamptz not null,
  -- Null for what the room brought along.
  by uuid references users,
  questions jsonb not null,
  primary key (nature, version)
);

create table call_answer (
  call_id uuid not null references call,
  nature text not null,
  tree_version integer not null,
  nth integer not null,
  question_id text not null,
  answer_id text not null,
  primary key (call_id, nth),
  foreign key (nature, tree_version) references question_tree
);

create table nuisance_number (
  number_key text primary key,
  score double precision not null check (score >= 0),
  at timestamptz not null,
  expires_at timestamptz not null
);

-- What the telephony port keeps to take calls back after a restart; its own words.
create table exchange_dialog (
  dialog_id text primary key,
  call_id uuid,
  state jsonb not null,
  at timestamptz not null
);
create index exchange_dialog_call on exchange_dialog (call_id);

alter table unit add column phone text check (phone ~ '^\d{3,15}$');

alter table line enable row level security;
create policy line_read on line for select to amaliyat_app using (true);
create policy line_insert on line for insert to amaliyat_app with check ((select amaliyat_role()) in ('system','administrator','supervisor'));
create policy line_update on line for update to amaliyat_app using ((select amaliyat_role()) in ('system','administrator','supervisor'));
alter table call_number enable row level security;
create policy call_number_room on call_number to amaliyat_app using ((select amaliyat_role()) = 'system');

-- A call lies in the room while it goes on; once it is over and its place is known, in the sector of the place, and with whoever took it.
drop policy call_sector on call;
create policy call_read on call for select to amaliyat_app using (
  (select amaliyat_role()) = 'system'
  or ((select amaliyat_on_calls()) or (select amaliyat_role()) = 'evidence_officer')
    and (sector_id is null or (import_id is null and ended_at is null) or sector_id = any ((select amaliyat_sectors())::text[])
      or taken_by::text = (select amaliyat_user())));
create policy call_insert on call for insert to amaliyat_app with check ((select amaliyat_role()) = 'system');
create policy call_update on call for update to amaliyat_app using ((select amaliyat_role()) = 'system');

-- All else of a call is seen through it, and written by the room alone.
alter table call_event enable row level security;
create policy call_event_own on call_event for select to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_event.call_id));
create policy call_event_insert on call_event for insert to amaliyat_app with check ((select amaliyat_role()) = 'system');
alter table call_queue enable row level security;
create policy call_queue_room on call_queue to amaliyat_app using ((select amaliyat_on_calls())) with check ((select amaliyat_role()) = 'system');
alter table call_leg enable row level security;
create policy call_leg_room on call_leg to amaliyat_app using ((select amaliyat_on_calls())) with check ((select amaliyat_role()) = 'system');
alter table call_taker enable row level security;
create policy call_taker_room on call_taker to amaliyat_app using ((select amaliyat_on_calls())) with check ((select amaliyat_role()) = 'system');
alter table call_recording enable row level security;
create policy call_recording_own on call_recording to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_recording.call_id))
  with check ((select amaliyat_role()) = 'system');
alter table call_listening enable row level security;
create policy call_listening_own on call_listening to amaliyat_app
  using ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user()));
alter table call_place enable row level security;
create policy call_place_own on call_place to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_place.call_id))
  with check ((select amaliyat_role()) = 'system');
alter table place_link enable row level security;
create policy place_link_room on place_link to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table question_tree enable row level security;
create policy question_tree_read on question_tree for select to amaliyat_app using (true);
create policy question_tree_insert on question_tree for insert to amaliyat_app with check ((select amaliyat_role()) in ('system','supervisor'));
alter table call_answer enable row level security;
create policy call_answer_own on call_answer to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_answer.call_id))
  with check ((select amaliyat_role()) = 'system');
alter table nuisance_number enable row level security;
create policy nuisance_number_room on nuisance_number to amaliyat_app
  using ((select amaliyat_on_calls())) with check ((select amaliyat_role()) = 'system');
alter table exchange_dialog enable row level security;
create policy exchange_dialog_room on exchange_dialog to amaliyat_app using ((select amaliyat_role()) = 'system');

grant select, insert, update on line, call_number, call, call_taker, call_leg, call_recording, call_place, place_link to amaliyat_app;
grant select, insert, update, delete on call_queue, exchange_dialog, nuisance_number, call_answer to amaliyat_app;
grant select, insert, delete on call_listening to amaliyat_app;
grant select, insert on call_event, question_tree to amaliyat_app;
