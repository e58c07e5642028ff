-- The expiry that the screens were told of: no command makes it, so a watch tells it once.
alter table bolo add column expiry_told timestamptz;
update bolo set expiry_told = expires_at where expires_at <= now();
create index bolo_expiry_due on bolo (expires_at) where state = 'in_force' and expiry_told is distinct from expires_at;
