-- A relief who led for an absent chief may take over too. The chief may take over if a colleague signed out.
alter table shift drop constraint shift_two_people;
alter table shift add constraint shift_two_people
  check (incoming_by <> outgoing_by or (relieved_for is not null and in_place_of is not null and outgoing_by <> chief));
