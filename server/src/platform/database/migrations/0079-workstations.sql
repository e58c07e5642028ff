-- Workstations of the room, the windows that stand at each, and the walls that people saved under a name.

create table workstation (
  workstation_id uuid primary key,
  number integer not null unique check (number >= 1),
  name text
);

-- A window stands until its person closes it: after a crash of the browser it is opened again where it lay.
create table workstation_window (
  workstation_id uuid not null references workstation,
  role text not null check (role in ('work','wall','map','playback','board')),
  bounds jsonb,
  wall jsonb,
  primary key (workstation_id, role)
);

create table layout (
  layout_id uuid primary key,
  name text not null,
  is_shared boolean not null,
  owner_id uuid not null references users,
  saved_at timestamptz not null,
  version integer not null check (version >= 1),
  grid text not null,
  cameras jsonb not null
);
-- Two shared walls of one name could not be told apart, nor two of one person.
create unique index layout_shared_name on layout (amaliyat_fold(name)) where is_shared;
create unique index layout_own_name on layout (owner_id, amaliyat_fold(name));

alter table workstation enable row level security;
create policy workstation_all on workstation to amaliyat_app using (amaliyat_role() <> 'patrol');
alter table workstation_window enable row level security;
create policy workstation_window_all on workstation_window to amaliyat_app using (amaliyat_role() <> 'patrol');
alter table layout enable row level security;
create policy layout_read on layout for select to amaliyat_app using (is_shared or owner_id::text = amaliyat_user() or amaliyat_role() = 'system');
create policy layout_insert on layout for insert to amaliyat_app with check (owner_id::text = amaliyat_user());
create policy layout_update on layout for update to amaliyat_app
  using (owner_id::text = amaliyat_user() or (is_shared and amaliyat_role() = 'supervisor'));
create policy layout_delete on layout for delete to amaliyat_app
  using (owner_id::text = amaliyat_user() or (is_shared and amaliyat_role() = 'supervisor'));

grant select, insert, update on workstation to amaliyat_app;
grant select, insert, update, delete on workstation_window, layout to amaliyat_app;
