-- What one person asked for and another must confirm, and one-time codes by which people set their own password.

create table approval (
  approval_id uuid primary key,
  kind text not null,
  -- One thing is asked for once at a time: an account, a sector, a person who has no account yet.
  subject text not null,
  -- What was asked, as it is shown to whoever decides.
  asked jsonb not null,
  -- What is kept for the moment of the decision and shown to nobody: the hash of half a code.
  held jsonb,
  asked_by uuid not null references users,
  asked_by_name text not null,
  asked_by_badge text not null,
  asked_by_role text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  concerns_user uuid references users,
  concerns_badge text,
  approver_roles text[] not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'declined', 'withdrawn', 'expired')),
  decided_by uuid references users,
  decided_by_name text,
  decided_by_role text,
  decided_at timestamptz,
  reason text,
  check ((state = 'asked') = (decided_at is null)),
  check (state not in ('approved', 'declined') or (
    decided_by is not null and decided_by <> asked_by and decided_by_role <> asked_by_role
    and decided_by is distinct from concerns_user and decided_by_role = any (approver_roles)))
);
create unique index approval_open on approval (kind, subject) where state = 'asked';
create index approval_at on approval (asked_at desc);

-- Who may read and decide a request is judged by its kind (server/src/approvals); nobody else reads it.
alter table approval enable row level security;
create policy approval_room on approval to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update on approval to amaliyat_app;

-- The two halves are hashed apart: no row and no person but the one who signs in knows both.
create table sign_in_code (
  code_id uuid primary key,
  user_id uuid not null references users,
  first_hash text not null,
  second_hash text not null,
  -- A new account has no seat to tell; a recovery was made at the machine.
  way text not null check (way in ('designation', 'reset', 'recovery')),
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  issued_by uuid references users,
  issued_by_name text,
  confirmed_by_name text,
  wrong integer not null default 0,
  used_at timestamptz,
  ended_at timestamptz
);
-- A new code takes the place of the one before.
create unique index sign_in_code_open on sign_in_code (user_id) where ended_at is null;

-- Who is told that a code was given, until they say that they have read it.
create table sign_in_notice (
  code_id uuid not null references sign_in_code,
  user_id uuid not null references users,
  seen_at timestamptz,
  primary key (user_id, code_id)
);
create index sign_in_notice_unseen on sign_in_notice (user_id) where seen_at is null;

alter table sign_in_code enable row level security;
create policy sign_in_code_room on sign_in_code to amaliyat_app using ((select amaliyat_role()) = 'system');
alter table sign_in_notice enable row level security;
create policy sign_in_notice_room on sign_in_notice to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update on sign_in_code, sign_in_notice to amaliyat_app;

-- A session that a code opened shows nothing but the page where its person sets a password.
alter table session add column code_id uuid references sign_in_code;
