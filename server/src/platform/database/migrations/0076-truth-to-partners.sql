-- A forward to a partner that had the incident before has a later stamp than all before it. By the time of its queuing alone it is dropped as
-- old after the clock was put back. Null where the time of queuing is the stamp.
alter table forward
  add column stamp timestamptz,
  -- Its message failed while the partner took another one after it. It is tried last and says nothing of whether the partner is there.
  add column left_behind boolean not null default false,
  -- Time since which danger that was raised after the hand-over is not read by a person at the partner. Any of its reports but «received»
  -- clears it.
  add column danger_unread_since timestamptz;
