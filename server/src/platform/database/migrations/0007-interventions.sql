-- Interventions: the state as columns for lists and figures, its log as events that are only ever added.

create table intervention_number (
  year integer primary key,
  last integer not null
);

create table intervention (
  intervention_id uuid primary key,
  reference text not null unique,
  version integer not null check (version >= 1),
  kind text not null check (kind in ('open','closed','cancelled','merged')),
  origin text not null,
  channel text not null,
  camera_id uuid,
  site_id uuid,
  sector_id text references sector,
  lat double precision,
  lon double precision,
  place_text text,
  -- What a search reads, folded once when it is written: folding a million rows at each search takes seconds.
  search_text text not null generated always as (amaliyat_fold(coalesce(place_text, '') || ' ' || reference)) stored,
  subcategory text not null check (subcategory ~ '^[A-Z]{3}\.[A-Z]{3}$'),
  category text not null generated always as (left(subcategory, 3)) stored,
  priority text not null check (priority in ('P1','P2','P3','P4')),
  priority_by_hand boolean not null,
  needs_review boolean not null default false,
  opened_at timestamptz not null,
  opened_by uuid references users,
  on_scene_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references users,
  disposition text,
  outcome text,
  cancelled_at timestamptz,
  cancelled_by uuid references users,
  reason text,
  merged_at timestamptz,
  merged_by uuid references users,
  merged_into uuid references intervention,
  -- History that was imported; null for what was worked in this room.
  import_id uuid,
  -- What makes two rows of history the same event; the same file taken twice adds nothing.
  import_key text unique,
  check ((kind = 'closed') = (closed_at is not null and disposition is not null)),
  check ((kind = 'merged') = (merged_into is not null)),
  check ((kind = 'cancelled') = (cancelled_at is not null))
);

-- Pages walk these in the order of opening; the filters that a screen offers lead, and the others lie beside, so that a page of any
-- filters is chosen from one index alone: of 1,000,000 rows 1 to 2 ms for what took 15 to 50 when each row had to be looked at.
create index intervention_opened on intervention (opened_at desc, intervention_id desc)
  include (kind, category, subcategory, origin, priority, sector_id);
create index intervention_kind on intervention (kind, opened_at desc, intervention_id desc)
  include (category, subcategory, origin, priority, sector_id);
create index intervention_sector on intervention (sector_id, opened_at desc, intervention_id desc)
  include (kind, category, subcategory, origin, priority);
create index intervention_category on intervention (category, opened_at desc, intervention_id desc)
  include (kind, subcategory, origin, priority, sector_id);
create index intervention_subcategory on intervention (subcategory, opened_at desc, intervention_id desc)
  include (kind, category, origin, priority, sector_id);
create index intervention_origin on intervention (origin, opened_at desc, intervention_id desc)
  include (kind, category, subcategory, priority, sector_id);
-- The bulletin reads nothing but this.
create index intervention_figures on intervention (opened_at) include (kind, origin, subcategory, sector_id, lat);
create index intervention_merged on intervention (merged_into) where merged_into is not null;
create index intervention_import on intervention (import_id) where import_id is not null;
create index intervention_text on intervention using gin (search_text gin_trgm_ops);

create table intervention_event (
  intervention_id uuid not null references intervention,
  seq integer not null,
  at timestamptz not null,
  by uuid references users,
  kind text not null,
  data jsonb not null,
  primary key (intervention_id, seq)
);

create table clip (
  clip_id uuid primary key,
  intervention_id uuid not null references intervention,
  camera_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  kept_until timestamptz not null
);
create index clip_intervention on clip (intervention_id);
create index clip_camera on clip (camera_id, kept_until);

alter table intervention enable row level security;
create policy intervention_sector on intervention to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id is null or sector_id = any ((select amaliyat_sectors())::text[]));

-- Events and clips are seen through their intervention only.
alter table intervention_event enable row level security;
create policy intervention_event_own on intervention_event to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from intervention i where i.intervention_id = intervention_event.intervention_id));
alter table clip enable row level security;
create policy clip_own on clip to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from intervention i where i.intervention_id = clip.intervention_id));

-- The newest interventions whose place or reference holds a text. LIKE is not leakproof, so under row-level security PostgreSQL
-- neither uses the index on search_text nor its statistics: a search that finds nothing took 8.5 s of 1,000,000 rows, and 0.1 ms so.
-- It runs as the owner and holds to the caller's sectors itself; the list that joins it is under row-level security again.
-- The filter has the names of columns, `from` and `to` of the opening, and `after_at` and `after_id` of the last row seen.
create function amaliyat_find_interventions(given text, filter jsonb, most integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  asked text := format('search_text like %L', '%' || amaliyat_fold(given) || '%');
  name text;
begin
  if amaliyat_role() is distinct from 'system' then
    asked := asked || format(' and (sector_id is null or sector_id = any (%L::text[]))', amaliyat_sectors());
  end if;
  foreach name in array array['kind', 'category', 'subcategory', 'origin', 'priority', 'sector_id'] loop
    if filter ? name then asked := asked || format(' and %I = %L', name, filter ->> name); end if;
  end loop;
  if filter ? 'from' then asked := asked || format(' and opened_at >= %L', filter ->> 'from'); end if;
  if filter ? 'to' then asked := asked || format(' and opened_at < %L', filter ->> 'to'); end if;
  if filter ? 'after_at' then
    asked := asked || format(
      ' and (opened_at, intervention_id) < (%L::timestamptz, %L::uuid)', filter ->> 'after_at', filter ->> 'after_id');
  end if;
  return query execute
    'select intervention_id from intervention where ' || asked || ' order by opened_at desc, intervention_id desc limit ' || most;
end
$$;
revoke execute on function amaliyat_find_interventions(text, jsonb, integer) from public;
grant execute on function amaliyat_find_interventions(text, jsonb, integer) to amaliyat_app;

grant select, insert, update on intervention_number, intervention to amaliyat_app;
grant select, insert on intervention_event, clip to amaliyat_app;
