import { dispatch } from "@amaliyat/contract/dispatch";
import { buffer } from "node:stream/consumers";
import { Agent, get, type IncomingMessage } from "node:http";
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

type Replied = { readonly status: number; readonly body: Buffer };

/** Asks by a connection that stays, and gives the last byte of the answer at once: what a program does with an answer is not the room's time. */
async function askedPlainly(agent: Agent, address: URL, cookie: string): Promise<Replied> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(address, { agent, headers: { cookie } }, resolve).on("error", reject);
  const reply = await promise;
  return { status: reply.statusCode ?? 0, body: await buffer(reply) };
}

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
  const cookie = dispatcher.cookie();
  using stack = new DisposableStack();
  const agent = stack.adopt(new Agent({ keepAlive: true }), (each) => each.destroy());
  const taken: number[] = [];
  for (const [at, interventionId] of force.interventions.entries()) {
    if (interrupted.aborted) break;
    // Patrols report as they go: every unit once in a hundred pieces of advice, so that no position grows stale.
    await database.client.query(MOVE, [at % ROUND, ROUND]);
    const begun = performance.now();
    const { status, body } = await askedPlainly(
      agent,
      new URL(dispatch.advise.path.replace(":interventionId", interventionId), room.url),
      cookie,
    );
    if (at >= WARM_UP) taken.push(performance.now() - begun);
    await pace(begun);
    if (status !== 200) throw new Error(`advice was answered ${status}`);
    const told = dispatch.advise.reply.parse(JSON.parse(body.toString("utf8")));
    if (told.basis !== "road") throw new Error("advice was not given by road");
    if (told.units.length + told.more !== units) throw new Error(`${told.units.length + told.more} of ${units} units were weighed`);
  }
  say(`${taken.length} times ${units} units weighed, load ${loadNow()}`);
  return rowsOf(`${units} units`, "amaliyat", [
    ["advice_p50_ms", percentile(taken, 0.5), "ms"],
    ["advice_p99_ms", percentile(taken, 0.99), "ms"],
  ]);
}
