-- History that is brought in: files, their progress, and the rows that were refused.

create table import_job (
  import_id uuid primary key,
  kind text not null check (kind in ('interventions','calls','reports')),
  file_name text not null,
  state text not null check (state in ('waiting','running','done','cancelled','failed')),
  rows integer not null default 0,
  read integer not null default 0,
  taken integer not null default 0,
  refused integer not null default 0,
  started_by uuid not null references users,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- Why the whole file was refused.
  code text,
  -- Kept until the import ends.
  file bytea
);
create index import_job_started on import_job (started_at desc);

create table import_error (
  import_id uuid not null references import_job,
  line integer not null,
  nth integer not null,
  column_name text,
  code text not null,
  params jsonb not null,
  -- The row as it came.
  raw text not null,
  primary key (import_id, line, nth)
);

alter table import_job enable row level security;
create policy import_job_readers on import_job to amaliyat_app
  using ((select amaliyat_role()) in ('system', 'analyst', 'supervisor'))
  with check ((select amaliyat_role()) in ('system', 'analyst'));
-- The rows as they came may name people: whoever handed the file in, and nobody else.
alter table import_error enable row level security;
create policy import_error_author on import_error to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or import_id in (select j.import_id from import_job j where j.started_by::text = (select amaliyat_user()))
  )
  with check ((select amaliyat_role()) = 'system');

grant select, insert, update on import_job to amaliyat_app;
grant select, insert on import_error to amaliyat_app;
