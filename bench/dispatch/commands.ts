import { dispatch } from "@amaliyat/contract/dispatch";
import type { Client } from "../../simulator/src/api/client.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startConsoles } from "../room/consoles.ts";
import { startBenchDatabase } from "../room/database.ts";
import { commitsAfter } from "../room/events.ts";
import { tally } from "../room/tally.ts";
import { furnish, signInMany } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { makeForce, type Force } from "./make-force.ts";

const PER_SECOND = 50;
const WARM_UP_S = 4;
const SETTLE_MS = 3_000;

/** The life of an assignment by radio: sent, accepted, on its way, there, done; each a command. */
async function workOne(client: Client, interventionId: string, unitId: string, turn: () => Promise<void>): Promise<void> {
  await turn();
  const sent = await client.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
  for (const status of ["accepted", "en_route", "on_scene", "cleared"] as const) {
    await turn();
    await client.must(dispatch.stamp, { params: { assignmentId: sent.assignmentId }, body: { status } });
  }
}

/** Commands at a fixed rate, however long each takes, by as many units as that needs. */
async function drive(clients: readonly Client[], force: Force, seconds: number): Promise<void> {
  const begun = performance.now();
  const limit = seconds * PER_SECOND;
  let given = 0;
  const turn = async (): Promise<void> => {
    await pause(begun + (given++ * 1000) / PER_SECOND - performance.now());
  };
  await Promise.all(
    force.units.map(async (unitId, at) => {
      const client = clients[at % clients.length];
      const interventionId = force.interventions[at % force.interventions.length];
      if (client === undefined || interventionId === undefined) return;
      while (given < limit && !interrupted.aborted) await workOne(client, interventionId, unitId, turn);
    }),
  );
}

/** Fifty commands a second: from the commit of each to the socket of every screen. */
export async function commands(quick: boolean): Promise<Row[]> {
  const [screens, seconds] = quick ? [20, 8] : [50, 45];
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  await furnish(room);
  const force = await makeForce(database.client, { units: 100, interventions: 100, atWork: false });
  const clients = await signInMany(room.url, "dispatcher", 4);
  const watchers = await signInMany(room.url, "dispatcher", screens);
  await using consoles = await startConsoles(
    room.url,
    watchers.map((client) => client.cookie()),
  );
  await drive(clients, force, WARM_UP_S);
  const { rows } = await database.client.query<{ seq: string }>("select seq::text from live_head");
  say(`${screens} screens, ${PER_SECOND} commands a second for ${seconds} s`);
  await drive(clients, force, seconds);
  await pause(SETTLE_MS);
  const committed = await commitsAfter(database.client, Number(rows[0]?.seq ?? 0));
  const { delaysMs, lost, double } = tally(await consoles.heard(), committed);
  say(`${committed.size} events to ${screens} screens, load ${loadNow()}`);
  return rowsOf(`${screens} screens, ${PER_SECOND} commands a second`, "amaliyat", [
    ["event_p50_ms", percentile(delaysMs, 0.5), "ms"],
    ["event_p99_ms", percentile(delaysMs, 0.99), "ms"],
    ["events_lost", lost, "events"],
    ["events_double", double, "events"],
  ]);
}
