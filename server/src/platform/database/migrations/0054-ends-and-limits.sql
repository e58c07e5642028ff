-- The moment at which the caller left text out of the call. What was written stays; nothing more is sent to the caller in it.
alter table call add column text_over_at timestamptz;

-- What a vehicle sent with its call is erased as the recordings of calls are; the row then says that there was something.
alter table call_vehicle add column erased_at timestamptz,
  add constraint call_vehicle_erased check (erased_at is null or msd is null);
create index call_vehicle_of_age on call_vehicle (at) where erased_at is null;
grant update on call_vehicle to amaliyat_app;

-- The person who has taken a loss has it until the camera answers again, also where the clock was put back since. Marks of losses that are
-- over are taken away now.
update camera_connection set lost_taken_by = null, lost_taken_at = null
  where lost_taken_at is not null and (state <> 'lost' or lost_taken_at < since);

-- Contacts of walks to whom the room wrote, or is about to: a number may be a stranger's. A keyed hash, for a day.
create table contact_told (
  report_id uuid primary key references report on delete cascade,
  number_hash bytea not null check (octet_length(number_hash) = 32),
  -- A person of the room took a report of the phone that named the number for what it said.
  is_trusted boolean not null,
  at timestamptz not null,
  told_at timestamptz
);
create index contact_told_number on contact_told (number_hash, at);
create index contact_told_at on contact_told (at);
alter table contact_told enable row level security;
create policy contact_told_room on contact_told to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update, delete on contact_told to amaliyat_app;

-- By how much the rows of this machine were moved with steps of its clock, since its start: a process that has not followed a step yet knows by it.
alter table machine_clock add column stepped_ms bigint not null default 0;
