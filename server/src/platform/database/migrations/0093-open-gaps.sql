-- The gaps of a camera that have no end yet. A new gap ends them: there is one at most, among thousands.
create index gap_open on gap (camera_id) where to_at is null;
