-- What was written in a call since its conversation was last written whole: one row for each batch, sealed. Writing the whole conversation with each
-- letter was 70 kB a time. They go when it is written whole again, and when it is erased.
create table call_text_part (
  call_id uuid not null references call_text,
  nth integer not null,
  words_sealed bytea not null,
  primary key (call_id, nth)
);
alter table call_text_part enable row level security;
create policy call_text_part_own on call_text_part to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from call c where c.call_id = call_text_part.call_id))
  with check ((select amaliyat_role()) = 'system');
grant select, insert, delete on call_text_part to amaliyat_app;
