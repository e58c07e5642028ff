-- Who works in the room, for which sectors, and who is signed in.

create table sector (
  sector_id text primary key,
  parent_id text references sector deferrable initially deferred,
  names jsonb not null,
  boundary jsonb,
  check (sector_id <> parent_id)
);

create table users (
  user_id uuid primary key,
  username text not null unique,
  name text not null,
  badge text not null,
  role text not null check (role in ('operator','call_taker','dispatcher','supervisor','evidence_officer','analyst','technician','auditor','administrator','patrol')),
  language text not null check (language in ('ar','fr','en')),
  designated_from timestamptz not null,
  designated_until timestamptz,
  ended boolean not null default false
);

-- Apart from the person, whom every screen names: only the room's own work reads what opens an account.
create table user_password (
  user_id uuid primary key references users,
  password_hash text not null,
  -- Wrong passwords in a row, and until when no password is taken.
  failures integer not null default 0,
  locked_until timestamptz
);

create table user_sector (
  user_id uuid not null references users,
  sector_id text not null references sector,
  primary key (user_id, sector_id)
);

create table session (
  session_id uuid primary key,
  user_id uuid not null references users,
  -- SHA-256 of the token: a copy of this table opens no session.
  token_hash bytea not null unique,
  address text not null,
  agent text not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_open on session (user_id) where ended_at is null;
-- Whether a person signed in lately from an address.
create index session_address on session (user_id, address, opened_at);

-- Names of sectors and of people stand on every screen. Rights are changed by administrators, sessions are of their person.
create function amaliyat_designates() returns boolean
language sql stable parallel safe return coalesce(amaliyat_role() in ('system', 'administrator'), false);

alter table sector enable row level security;
create policy sector_read on sector for select to amaliyat_app using (true);
create policy sector_insert on sector for insert to amaliyat_app with check ((select amaliyat_designates()));
create policy sector_update on sector for update to amaliyat_app using ((select amaliyat_designates()));
alter table users enable row level security;
create policy users_read on users for select to amaliyat_app using (true);
create policy users_insert on users for insert to amaliyat_app with check ((select amaliyat_designates()));
create policy users_update on users for update to amaliyat_app using ((select amaliyat_designates()));
alter table user_sector enable row level security;
create policy user_sector_read on user_sector for select to amaliyat_app using (true);
create policy user_sector_insert on user_sector for insert to amaliyat_app with check ((select amaliyat_designates()));
create policy user_sector_delete on user_sector for delete to amaliyat_app using ((select amaliyat_designates()));
alter table user_password enable row level security;
create policy user_password_room on user_password to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table session enable row level security;
create policy session_own on session to amaliyat_app
  using ((select amaliyat_designates()) or user_id = (select amaliyat_user())::uuid);

grant select on sector, users, user_sector, user_password, session to amaliyat_app;
grant insert, update on sector, users, user_password, session to amaliyat_app;
grant insert, delete on user_sector to amaliyat_app;
