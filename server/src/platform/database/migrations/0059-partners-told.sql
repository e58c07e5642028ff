-- Whether a partner's system answers. What waits for one that does not is not tried each by itself: one try asks for all, and once it is taken
-- the rest follows in order.
create table partner_reach (
  partner_id uuid primary key references partner,
  failures integer not null,
  -- Null where its system answers, be it that it takes something not.
  away_since timestamptz,
  next_try_at timestamptz not null
);
alter table partner_reach enable row level security;
create policy partner_reach_read on partner_reach for select to amaliyat_app using (true);
create policy partner_reach_room on partner_reach to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update, delete on partner_reach to amaliyat_app;

alter table forward
  -- When it was tried last: what was rejected is tried again in turn.
  add column tried_at timestamptz,
  -- When somebody must have acknowledged it at the latest, by its priority, and when the room was told that nobody has.
  add column answer_due_at timestamptz,
  add column unanswered_at timestamptz;
create index forward_failed on forward (partner_id, queued_at) where kind = 'failed';
create index forward_taken on forward (partner_id) where update_waits;
