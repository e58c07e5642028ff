import { cameras } from "@amaliyat/contract/cameras";
import { identity } from "@amaliyat/contract/identity";
import { places } from "@amaliyat/contract/places";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "../../simulator/src/api/client.ts";
import { isRight, readPhrases, type Phrase, type Wanted } from "../../simulator/src/phrases/read-phrases.ts";
import { TOWN_PLACES } from "../../simulator/src/phrases/town-places.ts";
import { confirm } from "../../simulator/src/seed/designate.ts";
import { CAMERAS, SECTORS, SITES } from "../../simulator/src/town/index.ts";
import { MIDDLE } from "../../simulator/src/town/projection.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { ROOT, temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { pace } from "../harness/pace.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { furnish, officeOf, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

const LOADED_WITHIN_MS = 60_000;
const FIRST = 3;

/** Sectors, sites, cameras and the desk's own places of the demonstration town. */
async function layOut(url: string): Promise<void> {
  const { administrator, confirmer } = await officeOf(url);
  for (const { code, parent, names, boundary } of SECTORS) {
    const body = { parentId: parent, names, boundary: boundary.map(([lon, lat]): [number, number] => [lon, lat]) };
    const put = await administrator.must(identity.putSector, { params: { sectorId: code }, body });
    if (put.kind === "waits") await confirm(confirmer, put.approvalId);
  }
  const technician = await signInAs(url, "technician");
  const siteIds = new Map<string, string>();
  for (const { code, names, place } of SITES)
    siteIds.set(code, (await technician.must(cameras.createSite, { body: { code, names, place } })).siteId);
  for (const { code, names, site, directionDeg, purposes } of CAMERAS) {
    const about = { code, names, directionDeg, purposes: [...purposes], dpiaReference: "DPIA-1", address: null };
    await technician.must(cameras.create, { body: { ...about, siteId: siteIds.get(site) ?? "" } });
  }
  const supervisor = await signInAs(url, "supervisor");
  for (const { names, aliases, kind, point } of TOWN_PLACES)
    await supervisor.must(places.create, { body: { names, aliases: [...aliases], kind, point } });
}

const search = (client: Client, text: string) => client.must(places.search, { query: { text, ...MIDDLE } });

/** Waits until the room has taken the map, which it does in a job that nobody waits for. */
async function loaded(client: Client): Promise<void> {
  const until = performance.now() + LOADED_WITHIN_MS;
  while (!(await search(client, "مسجد النور")).some(({ source }) => source === "landmark")) {
    if (interrupted.aborted || performance.now() > until) throw new Error("the landmarks were not taken");
    await pause(250);
  }
}

/** The place that a phrase should find, from the town itself and not from an answer of the room. */
async function wantedOf(client: Client, { right }: Phrase): Promise<Wanted> {
  const [source = "", ...rest] = right.split(" ");
  const key = rest.join(" ");
  if (source === "point") {
    const [lat = 0, lon = 0] = key.split(",").map(Number);
    return { source, names: {}, point: { lat, lon } };
  }
  if (source === "place") {
    const own = TOWN_PLACES.find((one) => one.key === key);
    if (own !== undefined) return { source, names: own.names, point: own.point };
  }
  const coded = source === "site" ? SITES : source === "camera" ? CAMERAS : [];
  const code = coded.find((one) => one.code === key);
  const name = code?.names.ar ?? SECTORS.find((one) => one.code === key)?.names.ar ?? key;
  const found = (await search(client, name)).find((one) => one.source === source && one.names.ar === name);
  if (found === undefined) return { source, names: { ar: name }, point: { lat: 0, lon: 0 } };
  return found;
}

/** Phrases of callers, searched through the API in the demonstration town. */
export async function findPhrases(): Promise<Row[]> {
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await cp(join(ROOT, "simulator", "town-map"), join(folder.path, "map"), { recursive: true });
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  await furnish(room);
  await layOut(room.url);
  const dispatcher = await signInAs(room.url, "dispatcher");
  await loaded(dispatcher);
  const taken: number[] = [];
  const shares: number[] = [];
  let all = 0;
  for (const set of ["callers", "callers-held-back"] as const) {
    const phrases = readPhrases(set);
    let right = 0;
    for (const phrase of phrases) {
      if (interrupted.aborted) break;
      const wanted = await wantedOf(dispatcher, phrase);
      const begun = performance.now();
      const answers = await search(dispatcher, phrase.text);
      taken.push(performance.now() - begun);
      await pace(begun);
      if (answers.slice(0, FIRST).some((answer) => isRight(answer, wanted))) right += 1;
      else if (set === "callers") say(`not among the first: ${phrase.text} (${phrase.right})`);
    }
    shares.push((100 * right) / phrases.length);
    all += right;
    say(`${set}: ${right} of ${phrases.length} among the first ${FIRST}`);
  }
  say(`${taken.length} searches, load ${loadNow()}`);
  return rowsOf(`${taken.length} phrases`, "amaliyat", [
    ["places_in_three_percent", (100 * all) / taken.length, "%"],
    ["places_in_three_held_back_percent", shares[1] ?? Number.NaN, "%"],
    ["places_p95_ms", percentile(taken, 0.95), "ms"],
  ]);
}
