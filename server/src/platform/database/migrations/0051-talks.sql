-- A recording begins with the room's answer: its sound is placed in time by the moment of its first packet.
alter table call_recording add column began_at timestamptz;

-- A place may be asked for behind a reference (HELD), or come from a vehicle (eCall).
alter table call
  drop constraint call_place_source_check,
  add constraint call_place_source_check check (place_source in ('aml','pidf','held','ecall','sms_link','said'));
alter table call_place
  drop constraint call_place_source_check1,
  add constraint call_place_source_check1 check (source in ('aml','pidf','held','ecall','sms_link','said'));

-- Where the place of a call is asked for; gone once it was.
create table call_place_reference (
  call_id uuid primary key references call,
  reference text not null check (length(reference) <= 1000),
  at timestamptz not null
);
alter table call_place_reference enable row level security;
create policy call_place_reference_room on call_place_reference to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, delete on call_place_reference to amaliyat_app;

-- A vehicle called for help (eCall): its data as they came, and whether it says that it called by itself.
create table call_vehicle (
  call_id uuid primary key references call,
  msd bytea check (length(msd) between 1 and 140),
  called_by text check (called_by in ('automatic','manual')),
  at timestamptz not null
);
alter table call_vehicle enable row level security;
create policy call_vehicle_own on call_vehicle to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_vehicle.call_id))
  with check ((select amaliyat_role()) = 'system');
grant select, insert on call_vehicle to amaliyat_app;

-- Somebody who cannot speak was asked to press a key, and pressed it.
alter table call
  add column keys_asked_at timestamptz,
  add column cannot_speak_at timestamptz;

-- Parts of a talk that are not recorded, with their reason: what was said in them is nowhere.
create table call_pause (
  pause_id uuid primary key,
  call_id uuid not null references call,
  by uuid not null references users,
  reason text not null check (reason in ('doctor','lawyer','bank','secret')),
  began_at timestamptz not null,
  -- It ends by itself then.
  until timestamptz not null,
  ended_at timestamptz,
  ended text check (ended in ('person','time','handed_over','call','failed')),
  check ((ended_at is null) = (ended is null))
);
create index call_pause_of on call_pause (call_id, began_at);
create unique index call_pause_open on call_pause (call_id) where ended_at is null;
alter table call_pause enable row level security;
create policy call_pause_own on call_pause to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_pause.call_id))
  with check ((select amaliyat_role()) = 'system');
grant select, insert, update on call_pause to amaliyat_app;
