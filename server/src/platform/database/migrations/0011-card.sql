-- The card of an intervention: what marks it, who is concerned, how it stands to others.

alter table intervention add column attributes text[] not null default '{}'
  check (attributes <@ array['weapon','injury','minor','attempt']);

create table intervention_person (
  person_id uuid primary key,
  intervention_id uuid not null references intervention,
  role text not null check (role in ('victim','witness','suspect','other')),
  certainty text not null check (certainty in ('fact','assessment')),
  name text,
  description text,
  noted_at timestamptz not null,
  noted_by uuid not null references users,
  withdrawn_at timestamptz,
  withdrawn_by uuid references users,
  withdrawn_reason text,
  check (name is not null or description is not null),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index intervention_person_of on intervention_person (intervention_id);

-- Personal data of those who called, saw, suffered or are suspected: for those who work on the intervention, in their sectors. An
-- analyst counts interventions, an auditor reads the log; neither needs a name.
alter table intervention_person enable row level security;
create policy intervention_person_workers on intervention_person to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor')
      and exists (select from intervention i where i.intervention_id = intervention_person.intervention_id))
  );

-- One line for two interventions: `one` is the parent of `other`, or they are related or kept apart, then `one` is the lesser id.
create table intervention_relation (
  relation_id uuid primary key,
  one_id uuid not null references intervention,
  other_id uuid not null references intervention,
  kind text not null check (kind in ('parent','related','apart')),
  made_at timestamptz not null,
  made_by uuid not null references users,
  undone_at timestamptz,
  undone_by uuid references users,
  check (one_id <> other_id),
  check (kind = 'parent' or one_id < other_id),
  check ((undone_at is null) = (undone_by is null))
);
-- Two people at once: one of them wins here, whatever their transactions saw.
create unique index intervention_relation_pair on intervention_relation (least(one_id, other_id), greatest(one_id, other_id))
  where undone_at is null;
create unique index intervention_relation_parent on intervention_relation (other_id) where undone_at is null and kind = 'parent';
create index intervention_relation_one on intervention_relation (one_id) where undone_at is null;
create index intervention_relation_other on intervention_relation (other_id) where undone_at is null;

-- Seen by whoever sees both ends.
alter table intervention_relation enable row level security;
create policy intervention_relation_ends on intervention_relation to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or (exists (select from intervention i where i.intervention_id = intervention_relation.one_id)
      and exists (select from intervention i where i.intervention_id = intervention_relation.other_id))
  );

-- The parent of an intervention, the parent's parent and so on. A cycle may lead through sectors that the caller does not see, so this
-- asks as the owner; it gives ids and nothing of what they name.
create function amaliyat_interventions_above(given uuid) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    with recursive above as (
      select one_id, 1 as depth from intervention_relation where other_id = given and kind = 'parent' and undone_at is null
      union all
      select r.one_id, depth + 1 from intervention_relation r join above on r.other_id = above.one_id
      where r.kind = 'parent' and r.undone_at is null and depth < 100
    ) select coalesce(array_agg(one_id order by depth), '{}') from above);
end
$$;
revoke execute on function amaliyat_interventions_above(uuid) from public;
grant execute on function amaliyat_interventions_above(uuid) to amaliyat_app;

grant select, insert on intervention_person, intervention_relation to amaliyat_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on intervention_person to amaliyat_app;
grant update (undone_at, undone_by) on intervention_relation to amaliyat_app;
