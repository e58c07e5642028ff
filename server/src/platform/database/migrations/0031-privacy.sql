-- What people wrote is sealed by the application with a key that lies outside the database. The plain columns stay for one release: what was
-- there before is sealed at the next start, step by step (`server/src/reports/seal-old-store.ts`), and they are empty after that.

alter table report
  add column words_sealed bytea,
  add column contact_sealed bytea,
  add column place_text_sealed bytea,
  add column end_words_sealed bytea,
  -- Where it is, as it was said. `lat` and `lon` are the middle of its cell of 500 m from now on.
  add column place_sealed bytea;

alter table report_message
  -- Words and ready answers together.
  add column said_sealed bytea,
  alter column words drop not null;

-- Rows of before have no moment here until the start has sealed them.
alter table report add column sealed_at timestamptz;
create index report_unsealed on report (report_id) where state is not null and sealed_at is null;
create index report_message_unsealed on report_message (message_id) where words is not null;

-- A reply holds what its route shows: secrets that are shown once, and words of citizens. It is sealed; the request is known by a keyed hash.
-- A request of before this migration is known by its key alone, and its sender is told that it was done.
alter table request_once
  add column reply_sealed bytea,
  -- The thing that the request is about: its replies go when the thing does.
  add column about text;
update request_once set reply = null, hash = '';
create index request_once_about on request_once (about) where about is not null;

alter table bolo_picture
  add column thumbnail_sealed bytea,
  drop constraint bolo_picture_check,
  add check ((coalesce(thumbnail_sealed, thumbnail) is null) = (thumbnail_type is null)),
  add check (erased_at is null or thumbnail_sealed is null);

-- Which keys made what lies here: a room that lost one says so at its start and makes no other. Of each its id, from which no key follows.
create table room_key (
  use text primary key,
  key_id text not null,
  first_seen timestamptz not null
);

-- Words of people that belong to an entry of the log, sealed. The entry itself holds a salted commitment, so that these can be erased and the
-- tree still verifies.
create table log_words (
  index bigint not null,
  key text not null,
  at timestamptz not null,
  sealed bytea not null,
  primary key (index, key)
);
create index log_words_at on log_words (at);
alter table log_words enable row level security;
create policy log_words_read on log_words for select to amaliyat_app using ((select amaliyat_role()) in ('auditor', 'system'));
create policy log_words_add on log_words for insert to amaliyat_app with check (true);
create policy log_words_erase on log_words for delete to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, delete on log_words to amaliyat_app;

-- Words in the course of a report go: they stand in the report, sealed.
update report_event set data = data - 'text' - 'point' where data ?| array['text', 'point'];
-- Made of the words without a key, and never looked at.
update report set body_hash = null where body_hash is not null;
-- Screens were told places and words of places; those that were away read their lists again.
delete from live_event where topic = 'report';
