-- The ladder of alarms of a line, and the telephone outside the room that rings for a caller in danger.
alter table line
  add column ladder jsonb not null default '{"desksMs":5000,"soundMs":10000,"chiefMs":20000,"telephone":null}';
alter table call_queue add column outside jsonb;
alter table call_leg
  drop constraint call_leg_kind_check,
  add constraint call_leg_kind_check check (kind in ('offer','called_out','transfer','overflow','listen','telephone'));
