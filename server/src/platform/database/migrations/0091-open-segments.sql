-- Segments without an end. A start of the room closes those that the last run left open, and must not read millions of rows to find them.
create index segment_open on segment (camera_id) where ended_at is null;
