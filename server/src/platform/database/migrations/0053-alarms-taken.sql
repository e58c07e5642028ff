-- The call that sent a unit by itself: pressed again while the unit is bound, it sends no second one.
alter table assignment add column asked_by_call uuid;
create index assignment_asked_by_call on assignment (asked_by_call) where asked_by_call is not null;
