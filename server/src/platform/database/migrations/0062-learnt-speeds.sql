-- How fast roads are driven, learnt from the room's own drives: seconds that were reckoned with and seconds that it took, summed by hour of the
-- day and class of road. The positions are forgotten in their time; the sums stay, and name no unit.
create table learnt_speed (
  hour smallint not null check (hour between 0 and 23),
  road_class text not null,
  expected_s double precision not null check (expected_s >= 0),
  driven_s double precision not null check (driven_s > 0),
  primary key (hour, road_class)
);

-- Drives that arrived until this moment are in the sums. The row is also the lock: of two servers one learns a drive.
create table speeds_learnt (
  one boolean primary key default true check (one),
  until timestamptz not null
);

alter table learnt_speed enable row level security;
create policy learnt_speed_room on learnt_speed to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table speeds_learnt enable row level security;
create policy speeds_learnt_room on speeds_learnt to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update on learnt_speed, speeds_learnt to amaliyat_app;
