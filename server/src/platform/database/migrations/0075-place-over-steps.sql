-- The place of a caller for help follows until this moment. It moves with a step of the room's clock, as the ends of walks do; `received_at`
-- stays as it was written. Without it a clock put forward ends each place at once, and one put back lets it follow for longer.
alter table report add column follows_until timestamptz;
update report set follows_until = received_at + interval '1 hour' where danger and state in ('waiting','taken','joined');
create index report_follows on report (follows_until) where follows_until is not null;
