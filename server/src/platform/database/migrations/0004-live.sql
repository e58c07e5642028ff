-- What the screens are told. Numbered under the lock of one row, so that numbers follow the order of commits and a reader
-- that saw number n has seen everything below it.

create table live_head (seq bigint not null);
insert into live_head values (0);

create table live_event (
  seq bigint primary key,
  at timestamptz not null,
  topic text not null,
  sector_id text,
  -- Users told besides those whose role and sectors entitle them: the patrol that an intervention is given to.
  user_ids text[] not null default '{}',
  happening jsonb not null
);
create index live_event_at on live_event (at);

grant select, update on live_head to amaliyat_app;
grant select, insert, delete on live_event to amaliyat_app;
