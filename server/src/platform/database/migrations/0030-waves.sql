-- Reports that wait are ranked by signals, and those that are alike, or too many of one network, are one row of the queue.

create table report_wave (
  wave_id uuid primary key,
  danger boolean not null,
  -- Keyed hashes of the network and, where it is of one address, of that; they go with the last report that waits.
  network bytea,
  address bytea,
  lat double precision,
  lon double precision,
  alike boolean not null,
  first_sketch bytea,
  last_sketch bytea,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- The last time that a person closed what waited in it; what was closed then can be opened again.
  closed_at timestamptz,
  closed_by uuid references users,
  end_reason text,
  check ((lat is null) = (lon is null))
);
create index report_wave_network on report_wave (network, last_at) where network is not null;

-- Networks that sent nuisance, by the keyed hash of each: the score sinks by itself, and the row goes with it.
create table report_network (
  network bytea primary key,
  score double precision not null check (score >= 0),
  score_at timestamptz not null,
  expires_at timestamptz not null
);
create index report_network_expires on report_network (expires_at);

-- Tasks of work that were answered, until they would be over: each serves one report.
create table report_task_spent (
  task bytea primary key,
  code_hash bytea not null,
  expires_at timestamptz not null
);
create index report_task_spent_expires on report_task_spent (expires_at);

alter table report
  -- Place in the queue, 0 first; danger lies below 200. Written whenever a signal changes.
  add column urgency smallint,
  add column rank_reasons text[] not null default '{}',
  add column by_hand text check (by_hand in ('first','last')),
  add column proven_at timestamptz,
  -- Its author answered a question of the room.
  add column answered_room boolean not null default false,
  -- Keyed hashes of where it came from, and a sketch of its words, for as long as it waits.
  add column network bytea,
  add column address bytea,
  add column sketch bytea,
  add column wave_id uuid references report_wave on delete set null;

update report set urgency = case
    when danger then 90
    when kind in ('accident','danger','missing') then 210
    when kind in ('theft','driving','obstacle','suspicious') then 220
    else 230 end
  where state is not null;
alter table report add constraint report_ranked check (state is null or urgency is not null);

drop index report_open;
create index report_open on report (danger, received_at) include (state, answered, read_at, wave_id, sector_id, taken_by)
  where state in ('waiting','taken') or answered;
create index report_queue on report (urgency, received_at, report_id) where (state in ('waiting','taken') or answered) and wave_id is null;
create index report_in_wave on report (wave_id, received_at, report_id) where wave_id is not null;
create index report_of_network on report (network, danger, received_at) where network is not null;
create index report_of_address on report (address, danger, received_at) where network is not null;
create index report_loose on report (network, danger, received_at) where network is not null and wave_id is null;
create index report_fix on report (lat, received_at) where network is not null and place_source = 'phone';

alter table report_wave enable row level security;
create policy report_wave_lines on report_wave to amaliyat_app using ((select amaliyat_on_calls()) or (select amaliyat_role()) = 'system')
  with check ((select amaliyat_role()) = 'system');
alter table report_network enable row level security;
create policy report_network_room on report_network to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table report_task_spent enable row level security;
create policy report_task_spent_room on report_task_spent to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update on report_wave to amaliyat_app;
grant select, insert, update, delete on report_network, report_task_spent to amaliyat_app;
