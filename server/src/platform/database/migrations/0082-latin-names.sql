-- Name of a person in Latin letters, typed by a person and never guessed; null while nobody typed it.
alter table users add column name_latin text;
