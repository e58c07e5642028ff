import { join } from "node:path";
import { z } from "zod";
import { settle } from "../../audit/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import type { Log } from "../../platform/log.ts";
import { upsertMapFile, lockMapFile, replaceMapPlaces, type MapSource } from "./landmarks-store.ts";
import { landmarksOf, MOST_BYTES } from "./read-landmarks.ts";
import { readMapFile, type FilePlaces } from "./read-map-file.ts";
import { MOST_ROAD_BYTES, streetsOfFile } from "./read-streets.ts";

/** `folder` is the map's. */
export type LandmarksDeps = { readonly db: Db; readonly clock: Clock; readonly log: Log; readonly folder: string };

type MapList = {
  readonly source: MapSource;
  readonly file: string;
  readonly mostBytes: number;
  readonly placesOf: (given: unknown) => FilePlaces;
};
const LISTS: readonly MapList[] = [
  { source: "landmark", file: "landmarks.json", mostBytes: MOST_BYTES, placesOf: landmarksOf },
  { source: "street", file: "roads.json", mostBytes: MOST_ROAD_BYTES, placesOf: streetsOfFile },
];

const NAME = "places.load_landmarks";
const payload = z.object({});
const RETRY = { maxAttempts: 5 };
/** Nobody waits for it, and a country's landmarks with their index take some seconds a statement on a slow disk. */
const STATEMENT_MS = 120_000;

/**
 * Takes the landmarks of the map, and the streets of its roads, if their file changed since the last check. An unusable file is refused and
 * logged; those before stay. Without a file nothing changes: another server of the room may have it.
 */
export async function loadLandmarks(deps: LandmarksDeps): Promise<void> {
  for (const list of LISTS) await transaction(deps.db, SYSTEM, (tx) => load(tx, deps, list), { statementTimeoutMs: STATEMENT_MS });
}

async function load(tx: Tx, { clock, log, folder }: LandmarksDeps, { source, file, mostBytes, placesOf }: MapList): Promise<void> {
  const said = await readMapFile(join(folder, file), { known: await lockMapFile(tx, source), mostBytes, placesOf });
  if (said === null) return;
  if (said.kind === "none") return log.info({ folder, file }, "places: no map list");
  const at = clock();
  const { digest } = said;
  if (said.kind === "refused") {
    await upsertMapFile(tx, { source, digest, at, taken: 0, leftOut: 0, refused: said.fault });
    await settle(tx, { who: null, at }, { type: "landmarks.refused", about: null, detail: { source, digest, fault: said.fault } });
    return log.error({ folder, file, fault: said.fault }, "places: map list rejected, old names stay");
  }
  const { places, leftOut } = said;
  await replaceMapPlaces(tx, source, places);
  await upsertMapFile(tx, { source, digest, at, taken: places.length, leftOut, refused: null });
  await settle(tx, { who: null, at }, { type: "landmarks.loaded", about: null, detail: { source, digest, taken: places.length, leftOut } });
}

/** The background work of this feature. */
export const placesJobs = (deps: LandmarksDeps): Job<unknown>[] => [defineJob(NAME, payload, RETRY, () => loadLandmarks(deps))];

const loading = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

/** Asks for a look at the landmarks' file: at the start of a server, which does not wait for it. */
export const askForLandmarks = (db: Db): Promise<void> =>
  transaction(db, SYSTEM, (tx) => enqueue(tx, loading, {}, { key: NAME, queue: NAME }));
