-- What a city's system says of a request beside its words (where its pictures lie, its own number of the place), sealed as the words are.
alter table report add column outside_sealed bytea;
