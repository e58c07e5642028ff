import { SKILLS, type Skill, type UnitKind } from "@amaliyat/domain/dispatch";
import { mkdir, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Client } from "pg";
import { pickFrom } from "../room/random.ts";
import { SECTORS } from "../town/furnish.ts";
import type { Edge } from "./best-set.ts";

/** A town of 4 by 8 km with a crossing each 110 m: its corner and size in degrees. */
const [SOUTH, WEST, HEIGHT, WIDTH] = [31.95, 5.3, 0.04, 0.08];
const [ROWS, COLUMNS] = [40, 80];
const NODES = ROWS * COLUMNS;
/** Metres per second on a main road, on another one, and on foot: the room's assumptions, repeated here. */
const [MAIN, SMALL, WALKING] = [14, 7, 1.4];
const EARTH_M = 6_371_008.8;

const pointOf = (node: number) => ({
  lat: SOUTH + (HEIGHT * Math.floor(node / COLUMNS)) / ROWS,
  lon: WEST + (WIDTH * (node % COLUMNS)) / COLUMNS,
});
const sectorOf = (node: number): string => SECTORS[Math.floor(((node % COLUMNS) * SECTORS.length) / COLUMNS)] ?? "";

function metresBetween(from: number, to: number): number {
  const [a, b] = [pointOf(from), pointOf(to)];
  const radians = Math.PI / 180;
  const square =
    Math.sin(((b.lat - a.lat) * radians) / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(((b.lon - a.lon) * radians) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(square));
}

type Street = { readonly isMain: boolean; readonly isOneway: boolean; readonly nodes: readonly number[] };

/** Every eighth street is a main road, every third has one direction. */
function streets(): Street[] {
  const street = (line: number, nodes: number[]): Street => ({
    isMain: line % 8 === 0,
    isOneway: line % 3 === 1,
    nodes: line % 2 === 0 ? nodes : nodes.toReversed(),
  });
  const along = Array.from({ length: ROWS }, (_, row) =>
    street(
      row,
      Array.from({ length: COLUMNS }, (_each, at) => row * COLUMNS + at),
    ),
  );
  const across = Array.from({ length: COLUMNS }, (_, column) =>
    street(
      column,
      Array.from({ length: ROWS }, (_each, at) => at * COLUMNS + column),
    ),
  );
  return [...along, ...across];
}

/** Writes the town as the room's map, and gives the same roads as pieces that lead into each node. */
export async function writeTown(folder: string): Promise<Edge[][]> {
  const nodes = Array.from({ length: NODES }, (_, node) => [pointOf(node).lat, pointOf(node).lon]).flat();
  const ways = streets().map(({ isMain, isOneway, nodes: over }) => ({
    class: isMain ? "primary" : "residential",
    name: null,
    oneway: isOneway,
    limitKmh: null,
    nodes: over,
  }));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "roads.json"), JSON.stringify({ nodes, ways }));
  const into = Array.from({ length: NODES }, (): Edge[] => []);
  for (const { isMain, isOneway, nodes: over } of streets())
    for (const [at, to] of over.entries()) {
      const from = over[at - 1];
      if (from === undefined) continue;
      const metres = metresBetween(from, to);
      const [vehicle, foot] = [metres / (isMain ? MAIN : SMALL), metres / WALKING];
      into[to]?.push({ from, to, vehicle, foot });
      into[from]?.push({ from: to, to: from, vehicle: isOneway ? Infinity : vehicle, foot });
    }
  return into;
}

/** A unit as the bench knows it. */
export type Crew = {
  readonly unitId: string;
  readonly kind: UnitKind;
  readonly skills: readonly Skill[];
  node: number;
  isFree: boolean;
  /** Time of its sighting there, in milliseconds of this process. */
  seenAt: number;
};
export type Case = { readonly interventionId: string; readonly node: number };

const KINDS: readonly UnitKind[] = ["car", "car", "car", "motorcycle", "traffic", "rapid_response", "foot", "judicial"];
const URGENT = ["ACC.INJ", "THF.ROB", "OTH.WPN", "OTH.DOM", "OTH.FIR", "OTH.ASL", "OTH.ABD", "OTH.SUI"] as const;
const LESSER = ["P1", "P2", "P3", "P3", "P4"] as const;

const INTERVENTIONS = `
with given as (select * from jsonb_to_recordset($1::jsonb) as x(id uuid, n int, lat float8, lon float8, sector text, code text, priority text)),
made as (insert into intervention (
  intervention_id, reference, version, kind, origin, channel, sector_id, lat, lon, place_text, subcategory, priority, priority_by_hand, opened_at)
  select id, 'R' || lpad(n::text, 9, '0'), 1, 'open', 'desk', 'WALKIN', sector, lat, lon, 'case ' || n, code, priority, false, now() from given)
insert into intervention_event (intervention_id, seq, at, by, kind, data)
select id, 1, now(), (select user_id from users limit 1), 'opened', jsonb_build_object('subcategory', code, 'priority', priority) from given`;

async function makeInterventions(
  client: Client,
  count: number,
  first: number,
  made: (nth: number) => object & { node: number },
): Promise<Case[]> {
  const all = Array.from({ length: count }, (_, nth) => {
    const { node, ...given } = made(nth);
    return { id: randomUUID(), n: first + nth, ...pointOf(node), sector: sectorOf(node), node, ...given };
  });
  await client.query(INTERVENTIONS, [JSON.stringify(all)]);
  return all.map(({ id, node }) => ({ interventionId: id, node }));
}

/** Makes crews with hours of work behind them, each bound to one lesser intervention now and then; and the cases to ask about. */
export async function makeBusyRoom(client: Client, asked: { units: number; cases: number; random: () => number }) {
  const { units, random } = asked;
  const anywhere = (): number => Math.floor(random() * NODES);
  const crews = Array.from({ length: units }, (_, nth): Crew & { readonly sector: string } => ({
    unitId: randomUUID(),
    kind: KINDS[nth % KINDS.length] ?? "car",
    skills: SKILLS.filter(() => random() < 0.3),
    sector: SECTORS[nth % SECTORS.length] ?? "",
    node: anywhere(),
    isFree: true,
    seenAt: 0,
  }));
  await client.query(
    `insert into unit (unit_id, code, kind, sector_id, skills, status_since) select id, 'R' || n, kind, sector, array(select jsonb_array_elements_text(skills)), now()
     from jsonb_to_recordset($1::jsonb) as x(id uuid, n int, kind text, sector text, skills jsonb)`,
    [JSON.stringify(crews.map(({ unitId, kind, sector, skills }, n) => ({ id: unitId, n, kind, sector, skills })))],
  );
  const lesser = await makeInterventions(client, units, 1, () => ({
    node: anywhere(),
    code: "OTH.NOI",
    priority: pickFrom(LESSER, random),
  }));
  await client.query(
    `insert into assignment (assignment_id, intervention_id, unit_id, kind, assigned_by, assigned_at, cleared_at)
     select gen_random_uuid(), i, u, 'cleared', (select user_id from users limit 1), now() - make_interval(secs => s + 60), now() - interval '60 seconds'
     from unnest($1::uuid[], $2::uuid[], $3::float8[]) as x(i, u, s)`,
    [lesser.map(({ interventionId }) => interventionId), crews.map(({ unitId }) => unitId), crews.map(() => random() * 6 * 3600)],
  );
  const cases = await makeInterventions(client, asked.cases, units + 1, (nth) => ({
    node: anywhere(),
    code: URGENT[nth % URGENT.length],
    priority: "P1",
  }));
  await client.query("vacuum (analyze) intervention, intervention_event, assignment, unit");
  return { crews: crews as Crew[], cases, anywhere };
}

const MOVE = `
with given as (select * from jsonb_to_recordset($1::jsonb) as x(id uuid, lat float8, lon float8, age float8, free boolean)),
bound as (update assignment a set kind = case when free then 'cleared' else 'accepted' end from given where a.unit_id = given.id)
update unit u set lat = given.lat, lon = given.lon, position_at = now() - make_interval(secs => age) from given where u.unit_id = given.id`;

/** Some crews are seen elsewhere; a bit more than half are at work, one in ten was not heard of for minutes. */
export async function moveCrews(
  client: Client,
  crews: readonly Crew[],
  { random, anywhere }: { random: () => number; anywhere: () => number },
) {
  const moved = crews.map((crew) => {
    const age = random() < 0.1 ? 180 + random() * 420 : random() * 30;
    crew.node = anywhere();
    crew.isFree = random() < 0.45;
    crew.seenAt = performance.now() - age * 1000;
    return { id: crew.unitId, ...pointOf(crew.node), age, free: crew.isFree };
  });
  await client.query(MOVE, [JSON.stringify(moved)]);
}
