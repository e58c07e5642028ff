-- Pictures of crews lie as two files, like those of BOLOs: the original as it arrived (`id.original`), which nobody is shown, and the
-- copy without what its camera wrote (`id`). Of one that came before this, the original lies under `id`; it is shown through the same
-- stripping, made anew at each look.
alter table photo add column shown_sha256 bytea check (octet_length(shown_sha256) = 32);
