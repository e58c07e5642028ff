-- The batch of turns that was written last. A batch of which nobody heard whether it was committed is known by it, also where the disk did not take
-- its turns, so that they have no place.
alter table lines_mark add column batch uuid;

-- The moment at which a message to a contact was about to be handed over: what follows it without a word of the gateway is in doubt, and is not
-- sent again. `in_doubt` says that the card of its report says so.
alter table contact_told add column tried_at timestamptz,
  add column in_doubt boolean not null default false;
