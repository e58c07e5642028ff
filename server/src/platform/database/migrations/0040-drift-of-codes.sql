-- By how many time steps an authenticator runs ahead of the room; negative: behind. Learned from its codes (RFC 6238, 6).
alter table user_totp add column drift smallint not null default 0;
