-- Second factors of a person, and the browsers at which a person signed in.

-- Passkeys (WebAuthn). A public key opens nothing by itself.
create table passkey (
  passkey_id uuid primary key,
  credential_id bytea not null unique,
  user_id uuid not null references users,
  -- The name of the room under which it was made: a browser offers it there and nowhere else.
  rp_id text not null,
  name text not null,
  public_key bytea not null,
  -- Highest counter that the authenticator has shown; 0 where it counts nothing.
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_user on passkey (user_id);

-- Codes that change by time (RFC 6238). The secret is sealed by the vault.
create table user_totp (
  user_id uuid primary key references users,
  sealed bytea not null,
  created_at timestamptz not null,
  -- Null until its person has given a first code.
  confirmed_at timestamptz,
  -- Last time step of which a code was taken: each is taken once.
  last_step bigint not null default 0,
  -- Wrong codes in a row after a right password, and until when no code is taken.
  wrong integer not null default 0,
  locked_until timestamptz
);

create table user_recovery_code (
  user_id uuid not null references users,
  code_mac bytea not null,
  used_at timestamptz,
  primary key (user_id, code_mac)
);

-- A browser that a person signed in at fully. The token is one of the browser; the row binds it to the person.
create table user_device (
  device_id uuid primary key,
  user_id uuid not null references users,
  token_hash bytea not null,
  agent text not null,
  address text not null,
  known_since timestamptz not null,
  used_at timestamptz not null,
  unique (user_id, token_hash)
);

-- Challenges that were answered, until they would be over anyway: each is taken once.
create table challenge_used (
  challenge bytea primary key,
  expires_at timestamptz not null
);

-- 1: password alone. 2: with a second factor, or by a passkey.
alter table session add column factors smallint not null default 1 check (factors in (1, 2));

-- Wrong passwords lock no account any more; they are counted in memory, by device, address, network and account.
alter table user_password drop column failures, drop column locked_until;

alter table passkey enable row level security;
create policy passkey_room on passkey to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table user_totp enable row level security;
create policy user_totp_room on user_totp to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table user_recovery_code enable row level security;
create policy user_recovery_code_room on user_recovery_code to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table user_device enable row level security;
create policy user_device_room on user_device to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table challenge_used enable row level security;
create policy challenge_used_room on challenge_used to amaliyat_app using ((select amaliyat_role()) = 'system');

grant select, insert, update, delete on passkey, user_totp, user_device, user_recovery_code, challenge_used to amaliyat_app;
