-- How far the clock of each machine is from the time since it was started. Several processes of one machine see one step of its clock: the first that
-- sets the row adapts what the others would adapt again.
create table machine_clock (
  -- The machine's start, as the kernel names it.
  boot_id uuid primary key,
  offset_ms bigint not null,
  at timestamptz not null
);
alter table machine_clock enable row level security;
create policy machine_clock_room on machine_clock to amaliyat_app using ((select amaliyat_role()) = 'system')
  with check ((select amaliyat_role()) = 'system');
grant select, insert, update, delete on machine_clock to amaliyat_app;
