-- The newest stamp that a partner gave its reports on a forward. An EIDO with an earlier one is old and acts no more. Without this column the
-- order of arrival decides, and a delayed «Cancelled» undoes what was said after it.
alter table forward add column reported_stamp timestamptz;
