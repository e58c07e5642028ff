-- A camera may be live and not recorded: the recorder says both. Null while it has said nothing.
alter table camera_connection
  add column is_recorded boolean,
  add column recording_since timestamptz,
  add column recording_cause text,
  -- Begin of the last time without recording: a gap that follows another at once goes on from there.
  add column missed_since timestamptz,
  add constraint camera_connection_recording check ((is_recorded is null) = (recording_since is null));

-- Faults that the room saw in cameras, with their ends: the history of the technicians' board.
create table camera_fault (
  camera_id uuid not null references camera,
  fault text not null check (fault in ('lost','not_recorded','clock_off')),
  raised_at timestamptz not null,
  since timestamptz not null,
  cause text,
  -- The facts show the fault no more since then, and it is not cleared yet.
  gone_at timestamptz,
  cleared_at timestamptz,
  taken_by uuid references users,
  taken_at timestamptz,
  primary key (camera_id, fault, raised_at),
  check ((taken_by is null) = (taken_at is null))
);
create unique index camera_fault_standing on camera_fault (camera_id, fault) where cleared_at is null;
create index camera_fault_raised on camera_fault (raised_at);
create index camera_fault_cleared on camera_fault (cleared_at);

alter table camera_fault enable row level security;
create policy camera_fault_own on camera_fault to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from camera c where c.camera_id = camera_fault.camera_id));
grant select, insert, update, delete on camera_fault to amaliyat_app;

-- The last sign of life of a recorder: one that ended says nothing, and its cameras would stay recorded for ever.
create table recorder_seen (
  is_only boolean primary key default true check (is_only),
  at timestamptz not null
);
alter table recorder_seen enable row level security;
create policy recorder_seen_room on recorder_seen to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update on recorder_seen to amaliyat_app;
