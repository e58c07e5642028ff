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

-- Numbers an event, keeps it and wakes whoever listens. It runs as the owner: work within one sector has effects that another is told.
create function live_tell(at timestamptz, topic text, sector_id text, user_ids text[], happening jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  number bigint;
begin
  update live_head set seq = seq + 1 returning seq into number;
  insert into live_event values (number, at, topic, sector_id, user_ids, happening);
  perform pg_notify('amaliyat_live', number::text);
end
$$;
revoke execute on function live_tell(timestamptz, text, text, text[], jsonb) from public;
grant execute on function live_tell(timestamptz, text, text, text[], jsonb) to amaliyat_app;

-- Whom an event may be told to is decided for each screen from all that is kept (platform/live/visible.ts); nobody else reads it.
alter table live_event enable row level security;
create policy live_event_room on live_event to amaliyat_app using ((select amaliyat_role()) = 'system');

grant select on live_head to amaliyat_app;
grant select, delete on live_event to amaliyat_app;
