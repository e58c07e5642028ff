-- All who ever answered that the words of a BOLO name nobody. A withdrawn answer leaves its author here: this person does not publish on the
-- answer of another. Of answers given before, the one that stands is known.
alter table bolo add column answered_by text[] not null default '{}';
update bolo set answered_by = array[names_nobody->>'by'] where names_nobody ? 'by';
