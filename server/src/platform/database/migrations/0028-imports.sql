-- History that is imported: numbers of its own, the source's own number as its identity, and «closed, time unknown».

-- References of history are a series of their own: a file cannot use up the numbers of what is opened today.
create table history_number (
  year integer primary key,
  last integer not null
);
grant select, insert, update on history_number to amaliyat_app;

-- Null where a reference of the room is free; otherwise the greatest number of its year that an intervention has. It runs as the owner: the
-- intervention may lie in a sector that the caller does not see.
create function amaliyat_number_in_use(given text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select (select max(substring(reference from 6)::integer) from intervention where reference ~ ('^' || left(given, 4) || '-[0-9]{6,9}$'))
  where exists (select from intervention where reference = given)
$$;
revoke execute on function amaliyat_number_in_use(text) from public;
grant execute on function amaliyat_number_in_use(text) to amaliyat_app;

-- A file lies in pieces, so that neither writing nor reading it holds the room up.
create table import_part (
  import_id uuid not null references import_job,
  nth integer not null,
  bytes bytea not null,
  primary key (import_id, nth)
);
alter table import_part enable row level security;
create policy import_part_insert on import_part for insert to amaliyat_app
  with check ((select amaliyat_role()) in ('system', 'analyst'));
create policy import_part_read on import_part for select to amaliyat_app using ((select amaliyat_role()) = 'system');
create policy import_part_delete on import_part for delete to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, delete on import_part to amaliyat_app;
insert into import_part (import_id, nth, bytes) select import_id, 0, file from import_job where file is not null;

alter table import_job
  drop column file,
  -- The name of the source whose numbers identify the rows; null where a row is known by its content alone.
  add column source text,
  add column corrected integer not null default 0,
  add column closed integer not null default 0,
  add column unchanged integer not null default 0;

-- `import_key` is the source with its number, or all that was known at the beginning. Where it is the number, `import_beginning` is the
-- other one. `import_content` is a digest of what the source said last.
alter table intervention add column import_beginning text, add column import_content text;
alter table call add column import_beginning text, add column import_content text;
alter table report add column import_beginning text, add column import_content text;
create index intervention_import_beginning on intervention (import_beginning) where import_beginning is not null;
create index call_import_beginning on call (import_beginning) where import_beginning is not null;
create index report_import_beginning on report (import_beginning) where import_beginning is not null;

-- What was opened in this room is closed at a moment and with a disposition. History may be closed and nobody wrote down when.
alter table intervention drop constraint intervention_check;
alter table intervention add constraint intervention_closed check (
  case
    when kind <> 'closed' then closed_at is null and disposition is null
    when import_id is null then closed_at is not null and disposition is not null
    else closed_at is null or disposition is not null
  end);

-- History without a closing time stood as open work on the screens. What a person of this room reopened, or a unit works on, stays open.
update intervention i set kind = 'closed', outcome = coalesce(outcome, '')
where i.kind = 'open' and i.import_id is not null
  and not exists (select from intervention_event e where e.intervention_id = i.intervention_id and e.kind = 'reopened')
  and not exists (
    select from assignment a
    where a.intervention_id = i.intervention_id and a.kind in ('assigned', 'accepted', 'en_route', 'on_scene'));

-- The bulletin tells what was closed nobody knows when, and reads nothing but this.
drop index intervention_figures;
create index intervention_figures on intervention (opened_at) include (kind, origin, subcategory, sector_id, lat, closed_at);
