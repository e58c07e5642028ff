-- Recipients of a BOLO by all channels. This table replaces four: of screens, of units told by radio, of bodies outside, and of the texts of
-- child alerts handed over.

-- A notice of an alert is one of the BOLO of that alert.
alter table child_alert add constraint child_alert_of_bolo unique (alert_id, bolo_id);

create table bolo_notice (
  notice_id uuid primary key default gen_random_uuid(),
  bolo_id uuid not null references bolo,
  channel text not null check (channel in ('screen','radio','body','alert_text')),
  user_id uuid references users,
  unit_id uuid references unit,
  name text,
  alert_id uuid,
  -- Null: the person is to know, and has not seen it on a screen yet.
  told_at timestamptz,
  noted_at timestamptz,
  -- Null for screens: the program notes what they show.
  noted_by uuid references users,
  acknowledged_at timestamptz,
  foreign key (alert_id, bolo_id) references child_alert (alert_id, bolo_id),
  constraint bolo_notice_addressee check (
    num_nonnulls(user_id, unit_id, name) = 1
    and case channel
      when 'screen' then user_id is not null and alert_id is null
      when 'radio' then unit_id is not null and alert_id is null
      when 'body' then name is not null and alert_id is null
      when 'alert_text' then name is not null and alert_id is not null
      else false
    end
  ),
  constraint bolo_notice_noted check (
    case when user_id is null
      then told_at is not null and noted_at is not null and noted_by is not null and acknowledged_at is null
      else noted_at is null and noted_by is null
    end
  ),
  constraint bolo_notice_acknowledged check (acknowledged_at is null or told_at <= acknowledged_at)
);
create unique index bolo_notice_person on bolo_notice (bolo_id, channel, user_id) where user_id is not null;
create unique index bolo_notice_unit on bolo_notice (bolo_id, channel, unit_id) where unit_id is not null;
create index bolo_notice_outside on bolo_notice (bolo_id, told_at) where name is not null;

insert into bolo_notice (bolo_id, channel, user_id, told_at, acknowledged_at)
select bolo_id, 'screen', user_id, told_at, acknowledged_at from bolo_told;
insert into bolo_notice (bolo_id, channel, unit_id, told_at, noted_at, noted_by)
select bolo_id, 'radio', unit_id, at, at, by from bolo_radio;
insert into bolo_notice (bolo_id, channel, name, told_at, noted_at, noted_by)
select bolo_id, 'body', name, at, noted_at, by from bolo_body;
insert into bolo_notice (bolo_id, channel, name, alert_id, told_at, noted_at, noted_by)
select a.bolo_id, 'alert_text', h.body, h.alert_id, h.at, h.noted_at, h.by from alert_handed h join child_alert a using (alert_id);
drop table bolo_told, bolo_radio, bolo_body, alert_handed;

-- The rights are those of the four tables. A notice is visible only with its BOLO.
alter table bolo_notice enable row level security;
create policy bolo_notice_read on bolo_notice for select to amaliyat_app
  using (((select amaliyat_at_desk()) or user_id::text = (select amaliyat_user()))
    and exists (select from bolo b where b.bolo_id = bolo_notice.bolo_id));
-- A person's screen is noted by that person alone, or by the room at a publication. A desk notes units that it sees, in its own name, and
-- bodies and the texts of alerts of a BOLO that it sees.
create policy bolo_notice_insert on bolo_notice for insert to amaliyat_app with check (
  case when user_id is not null
    then (select amaliyat_role()) = 'system'
      or (user_id::text = (select amaliyat_user()) and exists (select from bolo b where b.bolo_id = bolo_notice.bolo_id))
    else (select amaliyat_at_desk()) and exists (select from bolo b where b.bolo_id = bolo_notice.bolo_id)
      and (unit_id is null
        or (noted_by::text = (select amaliyat_user()) and exists (select from unit u where u.unit_id = bolo_notice.unit_id)))
      and (alert_id is null or exists (select from child_alert a where a.alert_id = bolo_notice.alert_id))
  end);
-- A note of a person never changes.
create policy bolo_notice_update on bolo_notice for update to amaliyat_app
  using (user_id is not null and ((select amaliyat_role()) = 'system' or user_id::text = (select amaliyat_user())));
grant select, insert on bolo_notice to amaliyat_app;
grant update (told_at, acknowledged_at) on bolo_notice to amaliyat_app;

-- The notice that the act noted. The course of the BOLO shows its channel.
alter table bolo_event add column notice_id uuid references bolo_notice;
