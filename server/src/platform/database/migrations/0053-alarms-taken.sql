-- The call that sent a unit by itself: pressed again while the unit is bound, it sends no second one.
alter table assignment add column asked_by_call uuid;
create index assignment_asked_by_call on assignment (asked_by_call) where asked_by_call is not null;

-- The moment that the phone gave its newest call for help, as it said it: one that is sent again is told from a new press by it.
-- Pressed again after somebody had taken the call up, the crew calls anew since `distress_again_at`.
-- A call that its phone could not send for hours stands under its true moment; `distress_heard_at` is when the room heard it.
alter table unit add column distress_said_at timestamptz, add column distress_again_at timestamptz, add column distress_heard_at timestamptz;

-- The dispatcher who has taken the alarm of an immediate intervention, on every desk and across reloads. It counts for the wait in which it
-- was taken: one that is reopened, or becomes immediate, is taken anew.
alter table intervention add column taken_up_by uuid references users, add column taken_up_at timestamptz;

-- The person who has taken the alarm of a camera that is lost on an open case. It counts for the loss during which it was taken.
alter table camera_connection add column lost_taken_by uuid references users, add column lost_taken_at timestamptz;
