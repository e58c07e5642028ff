-- A shift whose chief is absent is started, signed and taken over by one relief, who says why.
alter table shift add column started_for text;
alter table shift add column relieved_for text;
do $$
declare held text;
begin
  select conname into held from pg_constraint
  where conrelid = 'shift'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%incoming_by <> outgoing_by%';
  execute format('alter table shift drop constraint %I', held);
end $$;
-- Two people sign, or one in the place of an absent chief, with the reason; never the chief for both.
alter table shift add constraint shift_two_people
  check (incoming_by <> chief and (incoming_by <> outgoing_by or (relieved_for is not null and in_place_of is not null)));
