import { places } from "@amaliyat/contract/places";
import { join } from "node:path";
import type { Client } from "../../simulator/src/api/client.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { pace } from "../harness/pace.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { pickFrom, seededRandom } from "../room/random.ts";
import { furnish, placeIn, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { makeLandmarks, TYPED, writeLandmarks } from "./landmarks.ts";

const WARM_UP = 40;
const LOADED_WITHIN_MS = 120_000;

type Search = { readonly text: string; readonly lat: number; readonly lon: number };

/** Waits until the room has taken the landmarks, which it does in a job that nobody waits for. */
async function loaded(client: Client, last: Search): Promise<void> {
  const until = performance.now() + LOADED_WITHIN_MS;
  while (!(await client.must(places.search, { query: last })).some(({ names }) => names.ar === last.text)) {
    if (interrupted.aborted || performance.now() > until) throw new Error("the landmarks were not taken");
    await pause(500);
  }
}

/** Names as people type them, searched one after the other among the landmarks of a wilaya, through the API. */
export async function findPlaces(quick: boolean): Promise<Row[]> {
  const [count, searches] = quick ? [5_000, 200] : [50_000, 2_000];
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  const random = seededRandom(50_000);
  const landmarks = makeLandmarks(count, random);
  await writeLandmarks(join(folder.path, "map"), landmarks);
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  await furnish(room);
  const dispatcher = await signInAs(room.url, "dispatcher");
  const near = placeIn(3);
  await loaded(dispatcher, { text: landmarks.at(-1)?.name.ar ?? "", ...near });
  await database.client.query("vacuum (analyze) landmark");
  say(`${count} landmarks taken`);
  const taken: number[] = [];
  const found = new Map<string, number>();
  const ways = Object.entries(TYPED);
  for (let nth = 0; nth < WARM_UP + searches && !interrupted.aborted; nth++) {
    const { name } = pickFrom(landmarks, random);
    const [way, typed] = ways[nth % ways.length] ?? ["", ({ ar }) => ar];
    const text = typed(name, random);
    const begun = performance.now();
    const answer = await dispatcher.must(places.search, { query: { text, ...near } });
    const tookMs = performance.now() - begun;
    await pace(begun);
    if (nth < WARM_UP) continue;
    taken.push(tookMs);
    if (answer.some(({ names }) => names.ar === name.ar)) found.set(way, (found.get(way) ?? 0) + 1);
  }
  const ofEach = taken.length / ways.length;
  for (const [way] of ways) say(`found, ${way}: ${Math.round((100 * (found.get(way) ?? 0)) / ofEach)} %`);
  say(`${taken.length} searches, load ${loadNow()}`);
  return rowsOf(`${count} places`, "amaliyat", [
    ["search_p50_ms", percentile(taken, 0.5), "ms"],
    ["search_p95_ms", percentile(taken, 0.95), "ms"],
    ["found_share", [...found.values()].reduce((sum, each) => sum + each, 0) / taken.length, "of 1"],
  ]);
}
