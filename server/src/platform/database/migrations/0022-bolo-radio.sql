-- Units that somebody at a desk told of a BOLO by radio: those without an account are reached in no other way.

create table bolo_radio (
  bolo_id uuid not null references bolo,
  unit_id uuid not null references unit,
  at timestamptz not null,
  by uuid not null references users,
  primary key (bolo_id, unit_id)
);

-- Seen through the BOLO, and written by whoever sees the unit too and says so of himself.
alter table bolo_radio enable row level security;
create policy bolo_radio_read on bolo_radio for select to amaliyat_app
  using ((select amaliyat_at_desk()) and exists (select from bolo b where b.bolo_id = bolo_radio.bolo_id));
create policy bolo_radio_insert on bolo_radio for insert to amaliyat_app
  with check ((select amaliyat_at_desk()) and by::text = (select amaliyat_user())
    and exists (select from bolo b where b.bolo_id = bolo_radio.bolo_id) and exists (select from unit u where u.unit_id = bolo_radio.unit_id));
grant select, insert on bolo_radio to amaliyat_app;
