-- Pictures that crews take on scene. The bytes lie in the data folder under the same id; this is what is known of them.

create table photo (
  photo_id uuid primary key,
  intervention_id uuid not null references intervention,
  unit_code text not null,
  -- By the phone's clock; never after it arrived.
  taken_at timestamptz not null,
  arrived_at timestamptz not null,
  by uuid not null references users,
  type text not null check (type in ('image/jpeg','image/png','image/webp')),
  width integer not null check (width between 16 and 8192),
  height integer not null check (height between 16 and 8192),
  bytes integer not null check (bytes between 1 and 2097152),
  -- Of the bytes as they arrived: a picture that is not the one that was taken is not shown.
  sha256 bytea not null check (octet_length(sha256) = 32),
  check (taken_at <= arrived_at)
);
create index photo_of on photo (intervention_id, taken_at);

-- For those who work on the intervention, in their sectors. A crew hands pictures in and looks at none: a phone that is lost shows nothing.
alter table photo enable row level security;
create policy photo_workers on photo to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor')
      and exists (select from intervention i where i.intervention_id = photo.intervention_id))
  );
grant select, insert on photo to amaliyat_app;
