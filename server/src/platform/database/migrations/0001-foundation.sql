-- Extensions, the role of requests, what row-level security asks, and one spelling for search.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- Requests run under this role by SET LOCAL ROLE. It owns nothing, so row-level security holds for it, and it may do only
-- what a migration grants by name. Roles belong to the whole server: another database may have made it already.
do $$
begin
  create role amaliyat_app nologin;
exception when duplicate_object or unique_violation then
  null;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'amaliyat_app', 'set') then
    execute format('grant amaliyat_app to %I with inherit false, set true', current_user);
  end if;
end
$$;

revoke create on schema public from public;
grant usage on schema public to amaliyat_app;
alter default privileges revoke all on tables from public, amaliyat_app;
alter default privileges revoke all on sequences from public, amaliyat_app;

-- Who works, as transaction.ts has set it; null outside a transaction of the application.
create function amaliyat_user() returns text
language sql stable parallel safe return nullif(current_setting('amaliyat.user_id', true), '');

create function amaliyat_role() returns text
language sql stable parallel safe return nullif(current_setting('amaliyat.role', true), '');

create function amaliyat_sectors() returns text[]
language sql stable parallel safe return string_to_array(current_setting('amaliyat.sectors', true), ',');

-- True if the row of this sector may be seen. In a policy on a large table write the same as
--   using ((select amaliyat_role()) = 'system' or sector_id = any ((select amaliyat_sectors())::text[]))
-- whose sub-selects run once for a statement and not once for a row (count of 1,000,000 rows for ten sectors: 240 ms, with
-- the function 530 ms). A query that should use an index on the sector still names the sectors itself.
create function amaliyat_sees_sector(sector text) returns boolean
language sql stable parallel safe
return coalesce(amaliyat_role() = 'system' or sector = any (amaliyat_sectors()), false);

-- One spelling for what people write in many, the same as `fold` of domain/search: lower case, no accents, vowel marks,
-- tatweel or direction marks, one letter for each family of alef, waw, ya, kaf and ta marbuta, digits 0-9, and one space for all else.
-- NFKD parts hamza and accents from their letters, so they leave with the marks. The collation is named: the result
-- must not depend on the database's own, or an index over it would be wrong after a move.
create function amaliyat_fold(given text) returns text
language sql immutable strict parallel safe
return trim(regexp_replace(
  translate(
    replace(replace(replace(
      lower(regexp_replace(
        normalize(given, nfkd),
        U&'[\0300-\036f\0483-\0489\0591-\05c7\0610-\061a\061c\0640\064b-\065f\0670\06d6-\06ed\08d3-\08ff\00ad\1ab0-\1aff\1dc0-\1dff\200b-\200f\202a-\202e\2060-\206f\20d0-\20ff\fe00-\fe0f\fe20-\fe2f\feff]+',
        '', 'g'
      ) collate pg_c_utf8),
      'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
    U&'\0629\0649\0671\06cc\06a9\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669\06f0\06f1\06f2\06f3\06f4\06f5\06f6\06f7\06f8\06f9',
    U&'\0647\064a\0627\064a\0643' || '01234567890123456789'
  ) collate pg_c_utf8,
  '[^[:alnum:]]+', ' ', 'g'
));

-- Adds a job inside the caller's transaction. The queue's own tables stay closed to the application: it can ask for work
-- and neither read nor change what others asked for. The queue's schema is made by platform/jobs, after the migrations.
create function amaliyat_enqueue(name text, payload json, max_attempts integer, run_at timestamptz, job_key text, queue text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(
    name, payload, queue_name => queue, run_at => run_at, max_attempts => max_attempts, job_key => job_key);
end
$$;
revoke execute on function amaliyat_enqueue(text, json, integer, timestamptz, text, text) from public;
grant execute on function amaliyat_enqueue(text, json, integer, timestamptz, text, text) to amaliyat_app;
