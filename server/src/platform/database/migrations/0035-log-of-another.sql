-- The log belongs to a role of its own, which the room's user cannot become, and each entry carries the node that made it and a MAC under
-- a key that never comes into the database.

-- Roles belong to the whole server: another database may have made it already.
do $$
begin
  create role amaliyat_log nologin;
exception when duplicate_object or unique_violation then
  null;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'amaliyat_log', 'set') then
    execute format('grant amaliyat_log to %I with inherit false, set true', current_user);
  end if;
end
$$;

-- Null in entries that are older than the MACs.
alter table log_entry
  add column node text check (node <> ''),
  add column mac bytea check (octet_length(mac) = 32),
  add check ((node is null) = (mac is null));

-- As before, with node and MAC.
create or replace function log_append(entries jsonb) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  added constant bigint := jsonb_array_length(entries);
  first bigint;
begin
  -- Those who wait queue here and not at the row, whose new version each of them would have to look up again: 15 % more
  -- entries a second with 8 connections.
  perform pg_advisory_xact_lock(7152282);
  update log_head set size = size + added returning size - added into strict first;
  insert into log_entry (
    index, at, type, actor_id, actor_name, actor_role, session_id, subject_kind, subject_id, sector_id, purpose, work_item,
    outcome, refusal_code, detail, salt, commitment, node, mac
  )
  select
    first + place - 1, (e->>'at')::timestamptz, e->>'type', e->>'actorId', e->>'actorName', e->>'actorRole', e->>'sessionId',
    e->>'subjectKind', e->>'subjectId', e->>'sectorId', e->>'purpose', e->>'workItem', e->>'outcome', e->>'refusalCode',
    nullif(e->'detail', 'null'), decode(e->>'salt', 'hex'), decode(e->>'commitment', 'hex'), e->>'node', decode(e->>'mac', 'hex')
  from jsonb_array_elements(entries) with ordinality as given (e, place);
  return first;
end
$$;

-- Appends, and gives back what lies in the table then: whoever appended compares it before the commit, so that an entry which the database
-- swallowed or changed on its way in is not taken for one that is there. Of their content it tells nothing.
create function log_take(entries jsonb) returns table (index text, commitment bytea, mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  first constant bigint := public.log_append(entries);
begin
  return query
    select e.index::text, e.commitment, e.mac from public.log_entry e
    where e.index >= first and e.index < first + jsonb_array_length(entries) order by e.index;
end
$$;
revoke execute on function log_take(jsonb) from public;
grant execute on function log_take(jsonb) to amaliyat_app;

grant create on schema public to amaliyat_log;
alter table log_head owner to amaliyat_log;
alter table log_entry owner to amaliyat_log;
alter table log_checkpoint owner to amaliyat_log;
alter table log_alarm owner to amaliyat_log;
alter function log_append(jsonb) owner to amaliyat_log;
alter function log_take(jsonb) owner to amaliyat_log;
alter function log_erase(timestamptz) owner to amaliyat_log;
alter function log_keep_checkpoint(bigint, timestamptz, bytea, text) owner to amaliyat_log;
alter function log_keep_alarm(timestamptz, bigint, text) owner to amaliyat_log;
revoke create on schema public from amaliyat_log;
