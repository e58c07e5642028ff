-- Whether the caller of a call can write (RFC 4103), beside sound or alone; null for a caller who only speaks.
alter table call add column text_kind text check (text_kind in ('beside', 'alone'));

-- What was written in a call, by both sides: sealed, and erased at the end of its time.
create table call_text (
  call_id uuid primary key references call,
  -- The conversation with what is needed to go on with it: the last packet that was taken, and how far each person has written. Null once erased.
  words_sealed bytea,
  changed_at timestamptz not null,
  erased_at timestamptz,
  check ((words_sealed is null) = (erased_at is not null))
);
create index call_text_of_age on call_text (changed_at) where erased_at is null;
alter table call_text enable row level security;
create policy call_text_own on call_text to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_text.call_id))
  with check ((select amaliyat_role()) = 'system');
grant select, insert, update on call_text to amaliyat_app;
