import { interventions } from "@amaliyat/contract/interventions";
import type { Client as Database } from "pg";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { furnish, placeIn, signInAs, signInMany } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startConsoles } from "./consoles.ts";
import { startBenchDatabase } from "./database.ts";
import { tally } from "./tally.ts";

const EVERY_MS = 200;
/** Commands before the measured part, so that the server's code is compiled as it is in a room that runs. */
const WARM_UP_S = 4;
/** Time for events still under way after the last command was answered. */
const SETTLE_MS = 3_000;

/** Opens an intervention and, a second later, closes it: what two people of the room do, five times a second. */
async function openAndClose(operator: Client, dispatcher: Client, at: number): Promise<void> {
  const { interventionId, version } = await operator.must(interventions.open, {
    body: { origin: "patrol", place: placeIn(at), subcategory: "TRF.OBS", note: `bench ${at}` },
  });
  await pause(1_000);
  await dispatcher.must(interventions.close, {
    params: { interventionId },
    body: { version, disposition: "03", outcome: "bench" },
  });
}

/** Begins one every 200 ms, however long each takes. */
async function drive(operator: Client, dispatcher: Client, seconds: number): Promise<void> {
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let at = 0; at < (seconds * 1000) / EVERY_MS; at++) {
    await pause(begun + at * EVERY_MS - performance.now());
    const one = openAndClose(operator, dispatcher, at);
    // Told by Promise.all below; until then nobody waits for it.
    one.catch(() => undefined);
    running.push(one);
  }
  await Promise.all(running);
}

/** Reads the commit time of each event after `since`, by the database's own record. */
export async function commitsAfter(database: Database, since: number): Promise<Map<number, number>> {
  const { rows } = await database.query<{ seq: string; at: string }>(
    `select seq::text, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::text as at from live_event where seq > $1`,
    [since],
  );
  return new Map(rows.map(({ seq, at }) => [Number(seq), Number(at)]));
}

/** Connected consoles and five interventions a second: from commit to each console's socket, nothing lost, nothing twice. */
export async function events(quick: boolean): Promise<Row[]> {
  const [count, seconds] = quick ? [50, 8] : [200, 45];
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  await furnish(room);
  const operator = await signInAs(room.url, "operator");
  const dispatcher = await signInAs(room.url, "dispatcher");
  say(`signing ${count} consoles in`);
  const cookies = (await signInMany(room.url, "dispatcher", count)).map((client) => client.cookie());
  await using consoles = await startConsoles(room.url, cookies);
  await drive(operator, dispatcher, WARM_UP_S);
  const { rows } = await database.client.query<{ seq: string }>("select seq::text from live_head");
  say(`${count} consoles, five interventions a second for ${seconds} s`);
  await drive(operator, dispatcher, seconds);
  await pause(SETTLE_MS);
  const committed = await commitsAfter(database.client, Number(rows[0]?.seq ?? 0));
  const heard = await consoles.heard();
  const cut = heard.filter(({ closed }) => closed !== null);
  if (cut[0]) say(`${cut.length} consoles were cut off: ${cut[0].closed}`);
  const { delaysMs, lost, double } = tally(heard, committed);
  say(`${committed.size} events to ${heard.length} consoles, load ${loadNow()}`);
  return rowsOf(`${count} consoles, 5 interventions a second`, "amaliyat", [
    ["event_p50_ms", percentile(delaysMs, 0.5), "ms"],
    ["event_p99_ms", percentile(delaysMs, 0.99), "ms"],
    ["events_lost", lost, "events"],
    ["events_double", double, "events"],
  ]);
}
