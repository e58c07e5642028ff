-- Tokens of a session that change, and when its person last proved a second factor.

-- The token before the last one, and until when it still counts: requests were under way with it.
alter table session add column earlier_token_hash bytea, add column earlier_until timestamptz;
create unique index session_earlier_token on session (earlier_token_hash) where earlier_token_hash is not null;

-- When the person last proved a second factor in this session; null: never.
alter table session add column proven_at timestamptz;
update session set proven_at = opened_at where factors = 2;

-- Set by a one-time code by a person who has a second factor, and not used together with it yet.
alter table user_password add column set_by_code boolean not null default false;
