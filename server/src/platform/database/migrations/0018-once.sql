-- Requests that their sender may send again: a phone whose link broke before the answer came.

create table request_once (
  user_id uuid not null references users,
  key text not null,
  -- The try that carried it out.
  run uuid not null,
  route text not null,
  -- Of what was asked: the same key for something else is a mistake of the sender.
  hash bytea not null,
  at timestamptz not null default now(),
  -- What was answered; null if the room stopped between the effect and the answer.
  reply jsonb,
  primary key (user_id, key)
);
create index request_once_at on request_once (at);

-- A try keeps its key once, in the first of its transactions; another try under the same key breaks on the primary key.
create function once_keep(given_user uuid, given_key text, given_run uuid, given_route text, given_hash bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from request_once where user_id = given_user and key = given_key and run = given_run) then return; end if;
  insert into request_once (user_id, key, run, route, hash) values (given_user, given_key, given_run, given_route, given_hash);
end
$$;
revoke execute on function once_keep(uuid, text, uuid, text, bytea) from public;
grant execute on function once_keep(uuid, text, uuid, text, bytea) to amaliyat_app;

alter table request_once enable row level security;
create policy request_once_room on request_once to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, update, delete on request_once to amaliyat_app;
