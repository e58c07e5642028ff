-- Answer of an author that exactly these words name nobody, or are about no missing child: time, person and words. Null if nobody answered.
alter table bolo add column names_nobody jsonb;
alter table public_alert add column no_child jsonb;
