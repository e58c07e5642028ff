-- How the other room stands to a caller in danger who waits: it rings beside the desks.
alter table call_queue add column other_room jsonb;
