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
  password_hash text not null,
  designated_from timestamptz not null,
  designated_until timestamptz,
  ended boolean not null default false,
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

grant select on sector, users, user_sector, session to amaliyat_app;
grant insert, update on sector, users, session to amaliyat_app;
grant insert, delete on user_sector to amaliyat_app;
