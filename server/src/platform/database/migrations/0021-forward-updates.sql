-- Later changes of what was forwarded: the latest of them as it goes to the partner, and what the partner does not know yet.
alter table forward
  -- Grows by one with each change; 0 is what was forwarded, which stays in `handover`.
  add column revision integer not null default 0,
  add column revised jsonb,
  add column revised_at timestamptz,
  add column revised_status text check (revised_status in ('Active','Closed','Cancelled')),
  add column update_waits boolean not null default false,
  add column update_attempts integer not null default 0,
  -- Null while one waits: the room gave up on it.
  add column update_next_try_at timestamptz,
  add column update_cause text,
  -- Revisions of which a try was begun, with their moments: what later messages take the place of.
  add column revisions_begun jsonb not null default '[]',
  add check ((revision = 0) = (revised is null) and (revised is null) = (revised_at is null) and (revised is null) = (revised_status is null)),
  add check (update_waits or update_next_try_at is null);
create index forward_update_waiting on forward (update_next_try_at) where update_waits;
