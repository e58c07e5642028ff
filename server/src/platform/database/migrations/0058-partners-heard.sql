-- A partner's request has the time that its sender gave it, so that an older word never replaces a newer one. It says whether its sender still
-- asks. `place_unfetched` tells why a reference gave no place.
alter table partner_request
  add column stamp timestamptz,
  add column sender_status text not null default 'Active' check (sender_status in ('Active','Closed','Cancelled')),
  add column accuracy_m double precision,
  add column location_reference text,
  add column place_unfetched text check (place_unfetched in ('not_allowed','no_answer','refused','no_place')),
  drop constraint partner_request_kind_check,
  add constraint partner_request_kind_check check (kind in ('waiting','withdrawn','taken','declined')),
  drop constraint partner_request_check1,
  add constraint partner_request_check1 check ((kind in ('waiting','withdrawn')) = (decided_at is null));

-- Words of the sender that came after the room had decided. The card of the intervention shows them, with a mark until somebody says that they
-- were read. A column is null if nothing of it changed.
create table partner_request_update (
  request_id uuid not null references partner_request,
  seq integer not null,
  received_at timestamptz not null,
  stamp timestamptz not null,
  sender_status text check (sender_status in ('Active','Closed','Cancelled')),
  title text,
  lat double precision,
  lon double precision,
  accuracy_m double precision,
  place_text text,
  notes text[] not null,
  read_at timestamptz,
  read_by uuid references users,
  primary key (request_id, seq),
  check ((read_at is null) = (read_by is null)),
  check ((lat is null) = (lon is null))
);
create index partner_request_intervention on partner_request (intervention_id) where intervention_id is not null;

-- A request that was taken is read with its intervention, in whatever sector that is now.
drop policy partner_request_sector on partner_request;
create policy partner_request_sector on partner_request to amaliyat_app
  using ((select amaliyat_role()) = 'system' or sector_id is null or sector_id = any ((select amaliyat_sectors())::text[])
    or exists (select from intervention i where i.intervention_id = partner_request.intervention_id));
alter table partner_request_update enable row level security;
create policy partner_request_update_own on partner_request_update to amaliyat_app
  using ((select amaliyat_role()) = 'system' or exists (select from partner_request r where r.request_id = partner_request_update.request_id));
grant select, insert, update on partner_request_update to amaliyat_app;
