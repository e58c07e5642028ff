import { dispatch } from "@amaliyat/contract/dispatch";
import type { Client } from "../../simulator/src/api/client.ts";
import type { Client as Database } from "pg";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { furnish, signInMany } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { makeForce, type Force } from "./make-force.ts";

const DISPATCHERS = 16;
const UNITS = 20;
const INTERVENTIONS = 40;

type Count = { sent: number; refused: number; other: Map<string, number> };

/** One dispatcher sends any unit to any intervention. Half of the assignments are withdrawn, so that the race goes on. */
async function raceOne(client: Client, force: Force, random: () => number, count: Count): Promise<void> {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? "";
  const sent = await client.ask(dispatch.assign, {
    params: { interventionId: pick(force.interventions) },
    body: { unitId: pick(force.units) },
  });
  if (!sent.ok) {
    const { code } = sent.error;
    if (code === "unit.already_assigned" || code === "unit.already_here") count.refused++;
    else count.other.set(code, (count.other.get(code) ?? 0) + 1);
    return;
  }
  count.sent++;
  await client.must(dispatch.withdraw, { params: { assignmentId: sent.value.assignmentId }, body: { reason: "bench" } });
}

/** By the order of the log, which is the order of commits: how often a unit was sent while it was already bound. */
async function doubles(database: Database): Promise<number> {
  const { rows } = await database.query<{ double: string }>(`
    select count(*) as double from (
      select type, lag(type) over (partition by detail ->> 'unit' order by index) as before from log_entry
      where type in ('intervention.assigned', 'assignment.withdrawn') and outcome = 'done') said
    where type = 'intervention.assigned' and before = 'intervention.assigned'`);
  return Number(rows[0]?.double);
}

/** Sixteen dispatchers send the same few units at once, again and again. */
export async function racing(quick: boolean): Promise<Row[]> {
  const attempts = quick ? 2_000 : 100_000;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const force = await makeForce(database.client, { units: UNITS, interventions: INTERVENTIONS, atWork: false });
  const clients = await signInMany(room.url, "dispatcher", DISPATCHERS);
  const count: Count = { sent: 0, refused: 0, other: new Map() };
  let left = attempts;
  const begun = performance.now();
  await Promise.all(
    clients.map(async (client, at) => {
      const random = seededRandom(1_000 + at);
      for (; left > 0 && !interrupted.aborted;) {
        left--;
        await raceOne(client, force, random, count);
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  const { rows } = await database.client.query<{ bound: string }>(`
    select count(*) as bound from (select unit_id from assignment where kind in ('assigned','accepted','en_route','on_scene')
      group by unit_id having count(*) > 1) twice`);
  const other = [...count.other].map(([code, times]) => `${code} ${times}`).join(", ");
  say(`${count.sent} sent, ${count.refused} refused${other === "" ? "" : `, ${other}`} in ${seconds.toFixed(0)} s, load ${loadNow()}`);
  return rowsOf("racing", "amaliyat", [
    ["attempts", attempts - left, "attempts"],
    ["double_assignments", (await doubles(database.client)) + Number(rows[0]?.bound), "assignments"],
    ["unexpected_answers", [...count.other.values()].reduce((a, b) => a + b, 0), "answers"],
    ["attempts_per_s", (attempts - left) / seconds, "1/s"],
  ]);
}
