-- A BOLO on a person rests on a case and on documents, whose pages lie as pictures do.
alter table bolo add column case_reference text;
alter table bolo_picture add column is_document boolean not null default false;

-- Of each word of a public alert who wrote it; and what one person proposes in the place of what was published.
alter table public_alert add column authors jsonb;
alter table public_alert add column correction jsonb;
alter table public_alert add column corrected_at timestamptz;
alter table public_alert add column corrected_by uuid references users;
alter table public_alert add constraint public_alert_corrected check ((corrected_at is null) = (corrected_by is null));

-- Messages of the feed of alerts, each with its time. A message never changes.
create table public_alert_message (
  alert_id uuid not null references public_alert,
  seq integer not null check (seq >= 1),
  act text not null check (act in ('Alert','Update','Cancel')),
  at timestamptz not null,
  said jsonb not null,
  primary key (alert_id, seq),
  check ((act = 'Alert') = (seq = 1))
);
create index public_alert_message_at on public_alert_message (at desc);
alter table public_alert_message enable row level security;
create policy public_alert_message_desk on public_alert_message to amaliyat_app
  using ((select amaliyat_role()) in ('system','dispatcher','supervisor'));
grant select, insert on public_alert_message to amaliyat_app;

-- The feed begins with the alerts that are in force now.
insert into public_alert_message (alert_id, seq, act, at, said)
select alert_id, 1, 'Alert', published_at, jsonb_build_object(
  'kind', kind, 'texts', texts,
  'reach', case when lat is null then null else jsonb_build_object('point', jsonb_build_object('lat', lat, 'lon', lon), 'radiusM', radius_m) end,
  'from', floor(extract(epoch from from_at) * 1000), 'until', floor(extract(epoch from until_at) * 1000), 'childAlertId', child_alert_id)
from public_alert where state = 'published';
