-- A recording begins with the room's answer: its sound is placed in time by the moment of its first packet.
alter table call_recording add column began_at timestamptz;
