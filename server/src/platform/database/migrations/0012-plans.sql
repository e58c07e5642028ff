-- Response plans with every version of them, the version that a person took for an intervention, and what is done of it.

create table plan (
  plan_id uuid primary key,
  -- A sub-category or a whole category; it never changes.
  target text not null check (target ~ '^[A-Z]{3}(\.[A-Z]{3})?$'),
  version integer not null check (version >= 1)
);
create index plan_target on plan (target);

create table plan_version (
  plan_id uuid not null references plan,
  version integer not null check (version >= 1),
  at timestamptz not null,
  -- Null for what the room brought along.
  by uuid references users,
  retired boolean not null,
  content jsonb not null,
  primary key (plan_id, version)
);

-- Only where a person took a newer plan: what an intervention began with follows from its events and the versions.
create table plan_taken (
  intervention_id uuid primary key references intervention,
  plan_id uuid not null,
  version integer not null,
  at timestamptz not null,
  by uuid not null references users,
  foreign key (plan_id, version) references plan_version
);

create table plan_step_mark (
  intervention_id uuid not null references intervention,
  step_id uuid not null,
  done boolean not null,
  at timestamptz not null,
  by uuid not null references users,
  primary key (intervention_id, step_id)
);

alter table plan enable row level security;
create policy plan_read on plan for select to amaliyat_app using (true);
create policy plan_insert on plan for insert to amaliyat_app with check ((select amaliyat_role()) in ('system', 'supervisor'));
create policy plan_update on plan for update to amaliyat_app using ((select amaliyat_role()) in ('system', 'supervisor'));

alter table plan_version enable row level security;
create policy plan_version_read on plan_version for select to amaliyat_app using (true);
create policy plan_version_insert on plan_version for insert to amaliyat_app
  with check ((select amaliyat_role()) in ('system', 'supervisor'));

alter table plan_taken enable row level security;
create policy plan_taken_workers on plan_taken to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor')
      and exists (select from intervention i where i.intervention_id = plan_taken.intervention_id))
  );

alter table plan_step_mark enable row level security;
create policy plan_step_mark_workers on plan_step_mark to amaliyat_app
  using (
    (select amaliyat_role()) = 'system'
    or ((select amaliyat_role()) in ('operator','call_taker','dispatcher','supervisor')
      and exists (select from intervention i where i.intervention_id = plan_step_mark.intervention_id))
  );

grant select, insert on plan, plan_version, plan_taken, plan_step_mark to amaliyat_app;
grant update (version) on plan to amaliyat_app;
grant update on plan_taken, plan_step_mark to amaliyat_app;
