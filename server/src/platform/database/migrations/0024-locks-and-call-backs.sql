-- A seat is locked without losing its telephone; who waits may ask to be called back; a city's own system hands in reports by a key.

-- Its person has left the seat: nothing but the telephone works until the password was given again.
alter table session add column locked_at timestamptz;

alter table partner_token
  drop constraint partner_token_use_check,
  add constraint partner_token_use_check check (use in ('system','desk','open311','session'));

-- Who waits may ask to be called back; not where life may depend on the caller staying on the line.
alter table line add column call_back boolean not null default false;
update line set call_back = priority > 1;
alter table line alter column call_back drop default;

alter table call
  drop constraint call_ending_check,
  add constraint call_ending_check
    check (ending in ('answered','abandoned','zero_second','silent','overflowed','closed','unreached','lost','call_back'));

-- 'asked': the caller is gone and keeps the place, to be called back.
alter table call_queue add column call_back text not null default 'no' check (call_back in ('no','may','asked'));
alter table call_queue alter column call_back drop default;

-- Where the telephone was opened last, and whether the screen there is locked, as the queue has it.
alter table call_taker
  add column session_id uuid references session,
  add column locked boolean not null default false;

create index call_recording_page on call_recording (recorded_at desc, recording_id desc);

-- A call lies in the room while it goes on or waits to be called back; once it is over and its place is known, in the sector of the place,
-- and with whoever took it.
drop policy call_read on call;
create policy call_read on call for select to amaliyat_app using (
  (select amaliyat_role()) = 'system'
  or ((select amaliyat_on_calls()) or (select amaliyat_role()) = 'evidence_officer')
    and (sector_id is null or (import_id is null and ended_at is null) or sector_id = any ((select amaliyat_sectors())::text[])
      or taken_by::text = (select amaliyat_user()) or exists (select from call_queue q where q.call_id = call.call_id)));
