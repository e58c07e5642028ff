import { writeFile } from "node:fs/promises";
import { pause } from "../harness/ending.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startWorker } from "../harness/child.ts";
import { startStaffed } from "./staffed.ts";
import { makeReady } from "./takers.ts";
import type { PhaseTold } from "./waiting-callers.ts";

const TAKERS = [5, 50, 200];
const WAITING = [10, 100, 500];
const RATES = [5, 10, 20, 40];
const QUICK = { takers: [5], waiting: [10], rates: [10] };
const IDLE_MS = 3_000;
const FILLED_WITHIN_MS = 120_000;

/** All call-takers talk and callers wait; more come at a rate, and talks end at the same, so that those who waited longest are offered. */
export async function runWaiting({ quick }: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const takers of quick ? QUICK.takers : TAKERS) rows.push(...(await runWith(takers, quick)));
  return rows;
}

async function runWith(count: number, quick: boolean): Promise<Row[]> {
  await using staffed = await startStaffed(count);
  const { database, takers, file, asked } = staffed;
  await writeFile(file, JSON.stringify(asked), { mode: 0o600 });
  await using callers = startWorker(new URL("./waiting-callers-main.ts", import.meta.url), [file]);
  await callers.receive("ready", FILLED_WITHIN_MS);
  await makeReady(takers);
  const idleFrom = await database.statements();
  await pause(IDLE_MS);
  const idle = ((await database.statements()) - idleFrom) / IDLE_MS;
  const rows: Row[] = [];
  for (const waiting of quick ? QUICK.waiting : WAITING) {
    for (const perSecond of quick ? QUICK.rates : RATES) {
      callers.send({ kind: `fill ${waiting}` });
      await callers.receive("filled", FILLED_WITHIN_MS);
      await pause(1_000);
      const [before, from] = [await database.statements(), performance.now()];
      callers.send({ kind: `phase ${perSecond}` });
      const told = await callers.receive<PhaseTold>("phase", FILLED_WITHIN_MS);
      const statements = (await database.statements()) - before - idle * (performance.now() - from);
      const { rows: offers } = await database.client.query<{ leg_id: string; at: Date }>(
        "select leg_id, at from call_leg where leg_id = any($1::uuid[])",
        [told.rings.map(({ legId }) => legId)],
      );
      const offeredAt = new Map(offers.map(({ leg_id: legId, at }) => [legId, at.getTime()]));
      const offerToRing = told.rings.flatMap(({ legId, rangAt }) => rangAt - (offeredAt.get(legId) ?? Number.NaN)).filter(Number.isFinite);
      say(`${count} call-takers, ${waiting} wait, ${perSecond} calls/s: ${told.rings.length} offered, load ${loadNow()}`);
      rows.push(
        ...rowsOf(`${count} takers, ${waiting} waiting, ${perSecond} calls/s`, "amaliyat", [
          ["failed_calls", told.words.filter((word) => word === null).length, "calls"],
          [
            "invite_to_word_p95_ms",
            percentile(
              told.words.flatMap((word) => word ?? []),
              0.95,
            ),
            "ms",
          ],
          ["offered", told.rings.length, "callers who had waited"],
          ["offer_to_ring_p95_ms", percentile(offerToRing, 0.95), "ms"],
          ["statements_per_call", statements / Math.max(1, told.words.length), "with the talks that end"],
        ]),
      );
    }
  }
  return rows;
}
