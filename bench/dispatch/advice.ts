import { dispatch } from "@amaliyat/contract/dispatch";
import { join } from "node:path";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { pace } from "../harness/pace.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { makeForce, writeRoads } from "./make-force.ts";

const WARM_UP = 30;
const ROUND = 100;
/** One part of the units stands a little elsewhere. */
const MOVE = `update unit set lat = lat + (random() - 0.5) * 0.0005, lon = lon + (random() - 0.5) * 0.0005, position_at = now()
  where substr(code, 2)::int % $2::int = $1::int`;

/** Every unit of the wilaya weighed by road for one intervention after the other, each at a place that was not asked about before. */
export async function advice(quick: boolean): Promise<Row[]> {
  const [units, open] = quick ? [2_000, 150] : [10_000, 1_000];
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await writeRoads(join(folder.path, "map"));
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const force = await makeForce(database.client, { units, interventions: open, atWork: true });
  const dispatcher = await signInAs(room.url, "dispatcher");
  const taken: number[] = [];
  for (const [at, interventionId] of force.interventions.entries()) {
    if (interrupted.aborted) break;
    // Patrols report as they go: every unit once in a hundred pieces of advice, so that no position grows stale.
    await database.client.query(MOVE, [at % ROUND, ROUND]);
    const begun = performance.now();
    const told = await dispatcher.must(dispatch.advise, { params: { interventionId } });
    if (at >= WARM_UP) taken.push(performance.now() - begun);
    await pace(begun);
    if (told.basis !== "road") throw new Error("advice was not given by road");
    if (told.units.length + told.more !== units) throw new Error(`${told.units.length + told.more} of ${units} units were weighed`);
  }
  say(`${taken.length} times ${units} units weighed, load ${loadNow()}`);
  return rowsOf(`${units} units`, "amaliyat", [
    ["advice_p50_ms", percentile(taken, 0.5), "ms"],
    ["advice_p99_ms", percentile(taken, 0.99), "ms"],
  ]);
}
