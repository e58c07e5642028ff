-- Pictures of crews are sealed on the disk, kept for a time after their intervention is over, held for a case, and erased; those of BOLOs
-- are sealed, kept for a time after their BOLO is over, and erased.
-- Both files lie sealed below `sealed`; what lay unsealed is sealed at the next start, which makes the copy where there was none yet.

alter table photo
  add column held_until timestamptz,
  add column hold_reason text,
  add column held_by uuid references users,
  -- The bytes are gone, past their retention; that there was a picture, and the hash of it, stay.
  add column erased_at timestamptz,
  add check ((held_until is null) = (hold_reason is null)),
  add check (erased_at is null or shown_sha256 is null);
create index photo_kept on photo (arrived_at) where erased_at is null;

-- When an intervention was over: closed or cancelled, or that into which it was merged. Null while it goes on. It runs as the owner, for the
-- other one may lie in a sector that the caller does not see.
create function amaliyat_over_at(given uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive chain as (
    select intervention_id, merged_into, coalesce(closed_at, cancelled_at) as over_at, kind from intervention where intervention_id = given
    union
    select i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at), i.kind
    from chain c join intervention i on i.intervention_id = c.merged_into
  )
  select over_at from chain where kind in ('closed', 'cancelled')
$$;
revoke execute on function amaliyat_over_at(uuid) from public;
grant execute on function amaliyat_over_at(uuid) to amaliyat_app;

-- Officers of evidence hold pictures and are given originals; the room alone writes.
drop policy photo_workers on photo;
create policy photo_read on photo for select to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor','evidence_officer')
      and exists (select from intervention i where i.intervention_id = photo.intervention_id))
  );
create policy photo_insert on photo for insert to amaliyat_app with check ((select amaliyat_role()) = 'system');
create policy photo_update on photo for update to amaliyat_app using ((select amaliyat_role()) = 'system');
grant update on photo to amaliyat_app;

-- The small copy that phones show is bytes of the picture too, and goes with it.
alter table bolo_picture
  add column erased_at timestamptz,
  alter column shown_sha256 drop not null,
  add check ((erased_at is null) = (shown_sha256 is not null)),
  add check (erased_at is null or thumbnail is null);
create index bolo_picture_kept on bolo_picture (added_at) where erased_at is null;

-- The room itself locks a BOLO while it erases what hangs on it, whatever sectors it is for.
drop policy bolo_update on bolo;
create policy bolo_update on bolo for update to amaliyat_app using (
  (select amaliyat_role()) = 'system'
  or ((select amaliyat_at_desk())
    and (cardinality(sectors) = 0 or reaches && (select amaliyat_sectors())::text[] or written_by::text = (select amaliyat_user()))));
