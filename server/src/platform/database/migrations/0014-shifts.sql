-- Shifts, the roster, notes of the hand-over log, limits, and what was looked at for review.

create table shift (
  shift_id uuid primary key,
  sector_id text not null references sector,
  version integer not null check (version >= 1),
  kind text not null check (kind in ('planned','running','handing_over','handed_over','cancelled')),
  name text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  chief uuid not null references users,
  started_at timestamptz,
  started_by uuid references users,
  covers_from timestamptz,
  outgoing_at timestamptz,
  outgoing_by uuid references users,
  hash text,
  in_place_of text,
  incoming_at timestamptz,
  incoming_by uuid references users,
  cancelled_at timestamptz,
  cancelled_by uuid references users,
  reason text,
  check ((kind in ('running','handing_over','handed_over')) = (started_at is not null and started_by is not null and covers_from is not null)),
  check ((kind in ('handing_over','handed_over')) = (outgoing_at is not null and outgoing_by is not null and hash is not null)),
  check ((kind = 'handed_over') = (incoming_at is not null and incoming_by is not null)),
  check (incoming_by <> outgoing_by and incoming_by <> chief),
  check ((kind = 'cancelled') = (cancelled_at is not null and reason is not null))
);
-- Two supervisors at once: one of them starts.
create unique index shift_running on shift (sector_id) where kind in ('running','handing_over');
create index shift_span on shift (sector_id, from_at);

-- The log of a shift as it was signed, byte by byte: what it is read from may lie in another sector tomorrow.
create table shift_paper (
  shift_id uuid primary key references shift,
  made_at timestamptz not null,
  content text not null
);

create table roster_line (
  line_id uuid primary key,
  sector_id text not null references sector,
  kind text not null check (kind in ('desk','crew')),
  desk text,
  unit_id uuid references unit,
  vehicle text,
  user_id uuid not null references users,
  role text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  made_at timestamptz not null,
  made_by uuid not null references users,
  check ((kind = 'desk') = (desk is not null)),
  check ((kind = 'crew') = (unit_id is not null and vehicle is not null)),
  -- Held here against two people at once, and against a line of another sector that the writer does not see.
  constraint roster_person exclude using gist (user_id with =, tstzrange(from_at, to_at) with &&),
  constraint roster_desk exclude using gist (sector_id with =, desk with =, tstzrange(from_at, to_at) with &&) where (kind = 'desk'),
  constraint roster_vehicle exclude using gist (vehicle with =, unit_id with <>, tstzrange(from_at, to_at) with &&) where (kind = 'crew'),
  constraint roster_unit exclude using gist (unit_id with =, vehicle with <>, tstzrange(from_at, to_at) with &&) where (kind = 'crew')
);
create index roster_span on roster_line (sector_id, from_at);

create table shift_note (
  note_id uuid primary key,
  sector_id text not null references sector,
  at timestamptz not null,
  by uuid not null references users,
  text text not null,
  corrects uuid references shift_note
);
create index shift_note_at on shift_note (sector_id, at);

-- A note that was pinned for whoever comes next, until somebody settles it.
create table shift_matter (
  note_id uuid primary key references shift_note,
  opened_at timestamptz not null,
  opened_by uuid not null references users,
  settled_at timestamptz,
  settled_by uuid references users,
  check ((settled_at is null) = (settled_by is null))
);
create index shift_matter_open on shift_matter (opened_at) where settled_at is null;

-- Limits as they were set, one row a change; the newest is in force.
create table limit_set (
  version integer primary key check (version >= 1),
  at timestamptz not null,
  by uuid not null references users,
  limits jsonb not null
);

-- «Other» that a person looked at and found right. It waits again when it is classified anew.
create table intervention_review (
  intervention_id uuid primary key references intervention,
  subcategory text not null,
  at timestamptz not null,
  by uuid not null references users
);

-- The hand-over log reads a span of all events; the review queue what waits of a period.
create index intervention_event_at on intervention_event (at);
create index intervention_for_review on intervention (opened_at) where needs_review or category = 'OTH';

-- The running shift with its chief stands on every screen below its sector, as names of people and sectors do.
alter table shift enable row level security;
create policy shift_read on shift for select to amaliyat_app using (true);
create policy shift_insert on shift for insert to amaliyat_app
  with check ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]));
create policy shift_update on shift for update to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]));

-- What both chiefs signed is changed by nobody, and seen by those who cover the whole sector.
alter table shift_paper enable row level security;
create policy shift_paper_read on shift_paper for select to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (
    select from shift s where s.shift_id = shift_paper.shift_id and s.sector_id = any ((select amaliyat_sectors())::text[])));
create policy shift_paper_insert on shift_paper for insert to amaliyat_app
  with check (exists (select from shift s where s.shift_id = shift_paper.shift_id and s.kind = 'running'
    and s.sector_id = any ((select amaliyat_sectors())::text[])));
create policy shift_paper_delete on shift_paper for delete to amaliyat_app
  using (exists (select from shift s where s.shift_id = shift_paper.shift_id and s.kind = 'handing_over'
    and s.sector_id = any ((select amaliyat_sectors())::text[])));

alter table roster_line enable row level security;
create policy roster_line_sector on roster_line to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]) or user_id::text = (select amaliyat_user()))
  with check ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]));

alter table shift_note enable row level security;
create policy shift_note_sector on shift_note to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]));
alter table shift_matter enable row level security;
create policy shift_matter_own on shift_matter to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from shift_note n where n.note_id = shift_matter.note_id));

alter table limit_set enable row level security;
create policy limit_set_read on limit_set for select to amaliyat_app using (true);
create policy limit_set_insert on limit_set for insert to amaliyat_app with check ((select amaliyat_role()) in ('system', 'supervisor'));

alter table intervention_review enable row level security;
create policy intervention_review_own on intervention_review to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (
    select from intervention i where i.intervention_id = intervention_review.intervention_id));

grant select, insert, update on shift, shift_matter, intervention_review to amaliyat_app;
grant select, insert, delete on shift_paper to amaliyat_app;
grant select, insert, update, delete on roster_line to amaliyat_app;
grant select, insert on shift_note, limit_set to amaliyat_app;
