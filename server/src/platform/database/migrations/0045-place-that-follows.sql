-- The place of who called for help follows for an hour. When the phone was there, and how many such places the room took.
alter table report
  add column place_at timestamptz,
  add column places_said smallint not null default 0;
