import { ROAD_CLASSES } from "@amaliyat/domain/dispatch";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import { SECTORS } from "../town/furnish.ts";

/** A town of the bench's size, in degrees: as wide as its sectors in a row. */
const [SOUTH, WEST, HEIGHT, WIDTH] = [31.95, 5.3, 0.01, 0.08];
const [ROWS, COLUMNS] = [60, 240];

/** Streets at right angles over the whole town, about 14,000 crossings; every eighth is a main road, every third has one direction. */
export async function writeRoads(folder: string): Promise<void> {
  const node = (row: number, column: number): number => row * COLUMNS + column;
  const nodes = Array.from({ length: ROWS * COLUMNS }, (_, at) => [
    SOUTH + (HEIGHT * Math.floor(at / COLUMNS)) / ROWS,
    WEST + (WIDTH * (at % COLUMNS)) / COLUMNS,
  ]).flat();
  const kind = (line: number): (typeof ROAD_CLASSES)[number] => (line % 8 === 0 ? "primary" : "residential");
  const street = (line: number, over: number[]) => ({
    class: kind(line),
    name: { ar: `شارع ${line}` },
    oneway: line % 3 === 1,
    limitKmh: null,
    nodes: line % 2 === 0 ? over : over.toReversed(),
  });
  const along = Array.from({ length: ROWS }, (_, row) =>
    street(
      row,
      Array.from({ length: COLUMNS }, (_each, at) => node(row, at)),
    ),
  );
  const across = Array.from({ length: COLUMNS }, (_, column) =>
    street(
      column,
      Array.from({ length: ROWS }, (_each, at) => node(at, column)),
    ),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "roads.json"), JSON.stringify({ nodes, ways: [...along, ...across] }));
}

const UNITS = `
insert into unit (unit_id, code, kind, sector_id, skills, status_since, lat, lon, heading_deg, position_at)
select gen_random_uuid(), 'F' || n, ($1::text[])[1 + n % array_length($1::text[], 1)], ($2::text[])[1 + n % array_length($2::text[], 1)],
  case when n % 5 = 0 then array['first_aid'] else '{}' end, now(), ${SOUTH} + random() * ${HEIGHT}, ${WEST} + random() * ${WIDTH}, 0,
  now() - random() * interval '90 seconds'
from generate_series(1, $3::int) n`;

const OPEN = `
insert into intervention (
  intervention_id, reference, version, kind, origin, channel, sector_id, lat, lon, place_text, subcategory, priority, priority_by_hand, opened_at)
select gen_random_uuid(), 'D' || lpad(n::text, 9, '0'), 1, 'open', 'desk', 'WALKIN', ($1::text[])[1 + n % array_length($1::text[], 1)],
  ${SOUTH} + random() * ${HEIGHT}, ${WEST} + random() * ${WIDTH}, 'bench ' || n, 'TRF.OBS', 'P2', false, now() - random() * interval '1 hour'
from generate_series(1, $2::int) n`;

/** A third of the units is at work, as in a busy room. */
const AT_WORK = `
insert into assignment (assignment_id, intervention_id, unit_id, kind, assigned_by, assigned_at, accepted_at)
select gen_random_uuid(), i.intervention_id, u.unit_id, 'accepted', w.user_id, now() - interval '5 minutes', now() - interval '4 minutes'
from (select unit_id, row_number() over (order by code) as nth from unit) u
join (select intervention_id, row_number() over (order by reference) as nth, count(*) over () as many from intervention) i
  on i.nth = 1 + u.nth % i.many
cross join (select user_id from users limit 1) w where u.nth % 3 = 0`;

export type Force = { readonly units: string[]; readonly interventions: string[] };

/** Units with positions all over the town and open interventions, a third of the units bound; `atWork` false leaves all free. */
export async function makeForce(client: Client, asked: { units: number; interventions: number; atWork: boolean }): Promise<Force> {
  const kinds = ["car", "car", "car", "motorcycle", "traffic", "rapid_response", "foot"];
  await client.query("select setseed(0.25)");
  await client.query(UNITS, [kinds, SECTORS, asked.units]);
  await client.query(OPEN, [SECTORS, asked.interventions]);
  if (asked.atWork) await client.query(AT_WORK);
  await client.query("vacuum (analyze) intervention, assignment, unit");
  const ids = async (table: string): Promise<string[]> =>
    (await client.query<{ id: string }>(`select ${table}_id as id from ${table} order by 1`)).rows.map(({ id }) => id);
  return { units: await ids("unit"), interventions: await ids("intervention") };
}
