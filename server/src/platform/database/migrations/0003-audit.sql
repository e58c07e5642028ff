-- The log: who did what, when, on what, by which right. One row per entry, numbered without holes in the order of commits;
-- each row is a leaf of a Merkle tree (RFC 6962) that is signed and published outside the database.

-- One row. Taking its lock to draw a number makes commits follow one another in the order of numbers, and a rollback gives
-- its number back. The page is left nearly empty so that the new versions of the row stay on it (HOT) and are pruned there.
create table log_head (
  one boolean primary key default true check (one),
  size bigint not null check (size >= 0)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
insert into log_head (size) values (0);

-- Plain, not partitioned: the index must be unique over all months, and nothing is ever dropped, only erased in place.
create table log_entry (
  index bigint primary key,
  -- Milliseconds, as in the commitment: a finer time could be changed unseen.
  at timestamptz(3) not null,
  type text not null,
  actor_id text,
  actor_name text,
  actor_role text not null,
  session_id text,
  subject_kind text,
  subject_id text,
  sector_id text,
  purpose text,
  work_item text,
  outcome text not null check (outcome in ('done', 'refused')),
  refusal_code text,
  detail jsonb,
  -- Null once the entry was erased: without it the commitment can be matched with no guess at what it covered.
  salt bytea check (octet_length(salt) = 32),
  commitment bytea not null check (octet_length(commitment) = 32),
  leaf_hash bytea not null generated always as (sha256('\x00'::bytea || commitment)) stored,
  check ((outcome = 'refused') = (refusal_code is not null))
);
create index log_entry_at on log_entry (at);
create index log_entry_type on log_entry (type, index);
create index log_entry_refused on log_entry (index) where outcome = 'refused';
create index log_entry_actor on log_entry (actor_id, index) where actor_id is not null;
create index log_entry_subject on log_entry (subject_kind, subject_id, index) where subject_id is not null;

-- Every tree head that was signed.
create table log_checkpoint (
  size bigint primary key check (size >= 0),
  at timestamptz(3) not null,
  root bytea not null check (octet_length(root) = 32),
  note text not null
);

-- The alarm that stands: something was found that contradicts what was signed. In the log's folder too, as the file ALARM.
create table log_alarm (
  one boolean primary key default true check (one),
  at timestamptz(3) not null,
  index bigint,
  reason text not null
);

alter table log_entry enable row level security;
create policy log_entry_read on log_entry for select to amaliyat_app
  using ((select amaliyat_role()) in ('auditor', 'system'));

grant select on log_head, log_checkpoint, log_alarm, log_entry to amaliyat_app;

-- Appends entries in the order of the list and returns the index of the first. The only way in for the application.
-- plpgsql keeps its plans; as a function in SQL, planned at each call by PostgreSQL 17, one append took 0.25 ms more.
create function log_append(entries jsonb) returns bigint
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
    outcome, refusal_code, detail, salt, commitment
  )
  select
    first + place - 1, (e->>'at')::timestamptz, e->>'type', e->>'actorId', e->>'actorName', e->>'actorRole', e->>'sessionId',
    e->>'subjectKind', e->>'subjectId', e->>'sectorId', e->>'purpose', e->>'workItem', e->>'outcome', e->>'refusalCode',
    nullif(e->'detail', 'null'), decode(e->>'salt', 'hex'), decode(e->>'commitment', 'hex')
  from jsonb_array_elements(entries) with ordinality as given (e, place);
  return first;
end
$$;

-- Erases who and what from entries older than `before` that are already part of a signed tree. Entries that record an
-- erasure stay whole, so that each erased entry can be traced to one. Only the room itself may.
create function log_erase(before timestamptz) returns table (first bigint, last bigint, entries bigint)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if amaliyat_role() is distinct from 'system' then
    raise insufficient_privilege using message = 'only the room itself erases from its log';
  end if;
  return query
    with erased as (
      update log_entry set actor_id = null, actor_name = null, session_id = null, detail = null, salt = null
      where at < before and salt is not null and type <> 'log.erased'
        and index < (select coalesce(max(size), 0) from log_checkpoint)
      returning index
    )
    select min(index), max(index), count(*) from erased;
end
$$;

-- Keeps a signed tree head. Only the room itself may.
create function log_keep_checkpoint(new_size bigint, new_at timestamptz, new_root bytea, new_note text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if amaliyat_role() is distinct from 'system' then
    raise insufficient_privilege using message = 'only the room itself signs its log';
  end if;
  insert into log_checkpoint (size, at, root, note) values (new_size, new_at, new_root, new_note) on conflict (size) do nothing;
end
$$;

-- Keeps the first alarm. Only the room itself may; the owner alone takes it away, after a person has looked.
create function log_keep_alarm(new_at timestamptz, new_index bigint, new_reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if amaliyat_role() is distinct from 'system' then
    raise insufficient_privilege using message = 'only the room itself raises an alarm of its log';
  end if;
  insert into log_alarm (at, index, reason) values (new_at, new_index, new_reason) on conflict do nothing;
end
$$;

revoke execute on function log_append(jsonb), log_erase(timestamptz), log_keep_checkpoint(bigint, timestamptz, bytea, text),
  log_keep_alarm(timestamptz, bigint, text) from public;
grant execute on function log_append(jsonb), log_erase(timestamptz), log_keep_checkpoint(bigint, timestamptz, bytea, text),
  log_keep_alarm(timestamptz, bigint, text) to amaliyat_app;
