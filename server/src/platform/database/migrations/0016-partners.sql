-- Bodies outside the room, what was forwarded to them, and what they ask.

create table partner (
  partner_id uuid primary key,
  code text not null unique,
  names jsonb not null,
  kind text not null check (kind in ('civil_protection','gendarmerie','forests','municipality','health','other')),
  transport text not null check (transport in ('eido_ws','eido_http','cap','webhook','screen')),
  address text,
  authorisation_number text,
  authorisation_expires_at timestamptz,
  active boolean not null,
  check ((authorisation_number is null) = (authorisation_expires_at is null))
);

-- Apart from the partner, whom every screen names: only the room's own work opens it.
create table partner_secret (
  partner_id uuid primary key references partner,
  sealed bytea not null
);

create table partner_token (
  token_id uuid primary key,
  partner_id uuid not null references partner,
  -- `session` is what a desk token opens for a few hours.
  use text not null check (use in ('system','desk','session')),
  -- The desk token that opened a session: revoked with it.
  opened_by uuid references partner_token,
  -- SHA-256 of the token: a copy of this table opens nothing.
  token_hash bytea not null unique,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((use = 'session') = (opened_by is not null))
);
create index partner_token_partner on partner_token (partner_id) where revoked_at is null;
create index partner_token_opened on partner_token (opened_by) where opened_by is not null;

create table forward (
  forward_id uuid primary key,
  intervention_id uuid not null references intervention,
  partner_id uuid not null references partner,
  version integer not null,
  kind text not null check (kind in ('queued','sent','received','acknowledged','in_progress','done','refused','failed','cancelled')),
  since timestamptz not null,
  queued_at timestamptz not null,
  queued_by uuid not null references users,
  attempts integer not null,
  reached boolean not null,
  next_try_at timestamptz,
  cause text,
  reason text,
  notice text not null check (notice in ('none','due','told')),
  partner_reference text,
  -- What was chosen, and what was handed over: each try sends the same.
  choice jsonb not null,
  handover jsonb not null,
  check ((kind = 'queued') = (next_try_at is not null))
);
create index forward_intervention on forward (intervention_id);
create index forward_partner on forward (partner_id, queued_at desc);
create index forward_waiting on forward (next_try_at) where kind = 'queued' or notice = 'due';
-- Two dispatchers at once: one of them wins here, and the partner has one incident.
create unique index forward_open on forward (intervention_id, partner_id)
  where kind in ('queued','sent','received','acknowledged','in_progress');

create table forward_event (
  forward_id uuid not null references forward,
  seq integer not null,
  at timestamptz not null,
  author text not null check (author in ('person','partner','room')),
  by uuid references users,
  kind text not null,
  text text,
  primary key (forward_id, seq),
  check ((author = 'person') = (by is not null))
);

create table partner_request (
  request_id uuid primary key,
  partner_id uuid not null references partner,
  -- The partner's own name for it: said again, it changes what waits and makes no second one.
  incident_id text not null,
  kind text not null check (kind in ('waiting','taken','declined')),
  received_at timestamptz not null,
  title text not null,
  lat double precision,
  lon double precision,
  place_text text,
  sector_id text references sector,
  notes text[] not null,
  intervention_id uuid references intervention,
  reason text,
  decided_at timestamptz,
  decided_by uuid references users,
  unique (partner_id, incident_id),
  check ((kind = 'taken') = (intervention_id is not null)),
  check ((kind = 'waiting') = (decided_at is null))
);
create index partner_request_waiting on partner_request (received_at desc) where kind = 'waiting';

create function amaliyat_keeps_partners() returns boolean
language sql stable parallel safe return coalesce(amaliyat_role() in ('system', 'administrator', 'supervisor'), false);

alter table partner enable row level security;
create policy partner_read on partner for select to amaliyat_app using (true);
create policy partner_insert on partner for insert to amaliyat_app with check ((select amaliyat_keeps_partners()));
create policy partner_update on partner for update to amaliyat_app using ((select amaliyat_keeps_partners()));
alter table partner_secret enable row level security;
create policy partner_secret_room on partner_secret to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table partner_token enable row level security;
create policy partner_token_room on partner_token to amaliyat_app using ((select amaliyat_role()) = 'system');

-- A forward is seen through its intervention only, and what was said of it through the forward.
alter table forward enable row level security;
create policy forward_own on forward to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from intervention i where i.intervention_id = forward.intervention_id));
alter table forward_event enable row level security;
create policy forward_event_own on forward_event to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from forward f where f.forward_id = forward_event.forward_id));
alter table partner_request enable row level security;
create policy partner_request_sector on partner_request to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id is null or sector_id = any ((select amaliyat_sectors())::text[]));

grant select, insert, update on partner, partner_secret, partner_token, forward, partner_request to amaliyat_app;
grant delete on partner_secret to amaliyat_app;
grant select, insert on forward_event to amaliyat_app;
