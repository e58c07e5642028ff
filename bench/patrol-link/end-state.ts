import type { Client } from "pg";
import type { Pressed } from "./notebook.ts";

/**
 * Final state of a room. `effects`: each act in its log and tables, as often as it was carried out. `things`: every intervention and unit
 * as one line of JSON, without values that differ between runs (keys, references, times). `steps` holds the times.
 */
export type EndState = {
  readonly effects: readonly string[];
  readonly things: readonly string[];
  /** Stamp of each step, ms since the epoch, keyed like `A-01 accepted`; and of the call for help. */
  readonly steps: ReadonlyMap<string, number>;
  /** Latitudes of each unit's positions in the order of their stamps, which go north. */
  readonly ways: readonly (readonly number[])[];
};

/** Interventions by the names of the script: the place in words, or the first note of a crew that met it. */
const NAMED = `
with named as (
  select i.*, coalesce(i.place_text, (
    select e.data ->> 'text' from intervention_event e where e.intervention_id = i.intervention_id and e.kind = 'noted' order by e.seq limit 1)) as name
  from intervention i)`;

const INTERVENTIONS = `${NAMED}
select n.name, n.kind, n.origin, n.subcategory, n.priority, n.sector_id, n.lat, n.lon, n.disposition, n.outcome,
  (select coalesce(json_agg(e.data ->> 'text' order by e.seq), '[]') from intervention_event e
    where e.intervention_id = n.intervention_id and e.kind = 'noted') as notes,
  (select coalesce(json_agg(p.unit_code || ' ' || encode(p.sha256, 'hex') order by p.taken_at), '[]') from photo p
    where p.intervention_id = n.intervention_id) as photos,
  (select coalesce(json_agg(json_build_object('unit', u.code, 'kind', a.kind, 'reason', a.reason, 'steps',
    array_remove(array[case when a.accepted_at is not null then 'accepted' end, case when a.en_route_at is not null then 'en_route' end,
      case when a.on_scene_at is not null then 'on_scene' end, case when a.cleared_at is not null then 'cleared' end], null)) order by u.code), '[]')
    from assignment a join unit u using (unit_id) where a.intervention_id = n.intervention_id) as assignments
from named n order by n.name`;

/** `at_work` decides a unit's status. */
const UNITS = `
select code, kind, sector_id, vehicle, crew, in_service, activity, lat, lon, distress_lat, distress_lon, distress_at is not null as in_distress,
  (select count(*)::int from assignment a where a.unit_id = u.unit_id and a.kind in ('assigned','accepted','en_route','on_scene')) as at_work,
  position_at = (select max(at) from unit_position p where p.unit_id = u.unit_id) as newest_is_shown
from unit u order by code`;

/** From the log, with one entry for each command carried out. Notes, pictures and outcomes come from their tables. */
const EFFECTS = `${NAMED}
select 'step ' || n.name || ' ' || (l.detail ->> 'state') as effect from log_entry l
  join assignment a on a.assignment_id::text = l.subject_id join named n using (intervention_id)
  where l.type = 'assignment.stamped' and l.outcome = 'done'
union all select 'refuse ' || n.name from log_entry l
  join assignment a on a.assignment_id::text = l.subject_id join named n using (intervention_id)
  where l.type = 'assignment.refused' and l.outcome = 'done'
union all select 'taken ' || n.name from log_entry l join named n on n.intervention_id::text = l.subject_id
  where l.type = 'intervention.assigned' and l.outcome = 'done' and (l.detail ->> 'own')::boolean and n.origin <> 'patrol'
union all select 'met ' || n.name from named n where n.origin = 'patrol'
union all select 'note ' || (e.data ->> 'text') from intervention_event e join named n using (intervention_id)
  where e.kind = 'noted' and (e.data ->> 'text') <> n.name
union all select 'photo ' || n.name from photo p join named n using (intervention_id)
union all select 'outcome ' || n.name from intervention_event e join named n using (intervention_id) where e.kind = 'closed'
union all select case l.type when 'unit.distress_called' then 'help' when 'unit.heard' then 'well ' || u.code else 'crew ' || u.code end
  from log_entry l join unit u on u.unit_id::text = l.subject_id
  where l.outcome = 'done' and l.actor_role = 'patrol' and l.type in ('unit.distress_called', 'unit.heard', 'unit.changed')`;

const STEPS = `${NAMED}
select n.name || ' ' || s.step as step, s.at from named n join assignment a using (intervention_id)
cross join lateral (values ('accepted', a.accepted_at), ('en_route', a.en_route_at), ('on_scene', a.on_scene_at), ('cleared', a.cleared_at)) s (step, at)
where s.at is not null
union all select 'help', distress_at from unit where distress_at is not null`;

const WAYS = `select array_agg(lat order by at) as way from unit_position group by unit_id`;

/** Reads the content of a room, as the owner of its tables. */
export async function readEndState(database: Client): Promise<EndState> {
  const effects = await database.query<{ effect: string }>(EFFECTS);
  const interventions = await database.query(INTERVENTIONS);
  const units = await database.query(UNITS);
  const steps = await database.query<{ step: string; at: Date }>(STEPS);
  const ways = await database.query<{ way: number[] }>(WAYS);
  return {
    effects: effects.rows.map(({ effect }) => effect),
    things: [...interventions.rows, ...units.rows].map((row) => JSON.stringify(row)),
    steps: new Map(steps.rows.map(({ step, at }) => [step, at.getTime()])),
    ways: ways.rows.map(({ way }) => way),
  };
}

/** Two clocks are one machine's here. A press and its stamp differ by the time the page takes to hear it. */
const HEARD_WITHIN_MS = 50;

/** Steps that do not stand stamped with the phone's own time, and places that stand in another order than they were driven. */
export function outOfOrder({ steps, ways }: Pick<EndState, "steps" | "ways">, pressed: ReadonlyMap<string, Pressed>): string[] {
  const stamps = [...pressed].flatMap(([step, { from, to }]) => {
    const at = steps.get(step);
    if (at === undefined || (at >= from - HEARD_WITHIN_MS && at <= to + HEARD_WITHIN_MS)) return [];
    return [`${step} stands ${((at - from) / 1000).toFixed(1)} s after it was pressed`];
  });
  const places = ways.flatMap((way) => way.filter((lat, at) => lat < (way[at - 1] ?? lat)).map((lat) => `place ${lat}`));
  return [...stamps, ...places];
}
