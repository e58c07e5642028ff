-- The most urgent priority that merged interventions brought.
alter table intervention add column joined_priority text check (joined_priority in ('P1','P2','P3','P4'));

-- The last event of danger of which the crew was told, by its number in the log of the intervention, and the last one that the crew said it read.
-- `moved_from` is the intervention to which the unit was sent first, where a merge took it along.
alter table assignment add column told_seq integer not null default 0,
  add column told_at timestamptz,
  add column read_seq integer not null default 0,
  add column read_at timestamptz,
  add column moved_from uuid references intervention;

-- A unit is on scene at one place: of several the last arrival is true, and the others wait for it.
update assignment a set kind = 'accepted', stacked = true
  where a.kind = 'on_scene' and exists (
    select from assignment b where b.unit_id = a.unit_id and b.kind = 'on_scene'
      and (coalesce(b.on_scene_at, b.assigned_at), b.assignment_id) > (coalesce(a.on_scene_at, a.assigned_at), a.assignment_id));
create unique index assignment_unit_on_scene on assignment (unit_id) where kind = 'on_scene';

-- An intervention and all that was merged into it, and into those: one event, whose words, people, calls and pictures are shown together. Whoever
-- sees the one that stays sees what was merged into it, its sector or not.
create function amaliyat_one_event(given uuid) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    with recursive one (intervention_id) as (
      select given union select i.intervention_id from intervention i join one on i.merged_into = one.intervention_id
    ) select array_agg(intervention_id) from one);
end
$$;
revoke execute on function amaliyat_one_event(uuid) from public;
grant execute on function amaliyat_one_event(uuid) to amaliyat_app;
