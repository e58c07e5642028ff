-- The switchboard keeps its turns in the journal of the lines and writes them into rows afterwards. The mark says which of them the rows contain:
-- it is set in the same transaction. Dialogs of calls lie in that journal too: a call that goes on while a room is upgraded past this file is over for the room.
create table lines_mark (
  only_one boolean primary key default true check (only_one),
  journal_id uuid not null,
  place bigint not null check (place >= 0)
);
alter table lines_mark enable row level security;
create policy lines_mark_room on lines_mark to amaliyat_app using ((select amaliyat_role()) = 'system') with check ((select amaliyat_role()) = 'system');
grant select, insert, update on lines_mark to amaliyat_app;

drop table exchange_dialog;
