-- Writer of each wall, and person and times of each workstation: the room tells by them which ones nobody needs.

alter table workstation_window add column wall_by uuid references users;

-- Workstations that stood before count as used at this moment.
alter table workstation
  add column created_at timestamptz not null default now(),
  add column created_by uuid references users,
  add column used_at timestamptz not null default now();

grant delete on workstation to amaliyat_app;
