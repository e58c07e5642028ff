import { z } from "zod";
import { append } from "../audit/index.ts";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../platform/jobs/index.ts";
import type { Log } from "../platform/log.ts";
import { keepLandmarkFile, lockLandmarkFile, replaceLandmarks } from "./landmarks-store.ts";
import { readLandmarks } from "./read-landmarks.ts";

/** `file` is `landmarks.json` of the map's folder. */
export type LandmarksDeps = { readonly db: Db; readonly clock: Clock; readonly log: Log; readonly file: string };

const NAME = "places.load_landmarks";
const payload = z.object({});
const RETRY = { maxAttempts: 5 };
/** Nobody waits for it, and a country's landmarks with their index take some seconds a statement on a slow disk. */
const STATEMENT_MS = 120_000;

/**
 * Takes the landmarks of the map where its file changed since it was last looked at. A file that cannot be used is refused and logged;
 * the landmarks before stay. Where there is no file nothing changes: another server of the room may have it.
 */
export async function loadLandmarks({ db, clock, log, file }: LandmarksDeps): Promise<void> {
  const work = async (tx: Parameters<Parameters<typeof transaction>[2]>[0]): Promise<void> => {
    const said = await readLandmarks(file, await lockLandmarkFile(tx));
    if (said === null) return;
    if (said.kind === "none") return log.info({ file }, "no landmarks of a map: places of the room alone are found by name");
    const at = clock();
    const { digest } = said;
    if (said.kind === "refused") {
      await keepLandmarkFile(tx, { digest, at, taken: 0, leftOut: 0, refused: said.fault });
      await append(tx, { at, type: "landmarks.refused", detail: { digest, fault: said.fault } });
      return log.error({ file, fault: said.fault }, "the landmarks of the map cannot be used; those before stay");
    }
    const { landmarks, leftOut } = said;
    await replaceLandmarks(tx, landmarks);
    await keepLandmarkFile(tx, { digest, at, taken: landmarks.length, leftOut, refused: null });
    await append(tx, { at, type: "landmarks.loaded", detail: { digest, taken: landmarks.length, leftOut } });
  };
  await transaction(db, SYSTEM, work, { statementTimeoutMs: STATEMENT_MS });
}

/** The background work of this feature. */
export const placesJobs = (deps: LandmarksDeps): Job<unknown>[] => [defineJob(NAME, payload, RETRY, () => loadLandmarks(deps))];

const loading = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

/** Asks for a look at the landmarks' file: at the start of a server, which does not wait for it. */
export const askForLandmarks = (db: Db): Promise<void> =>
  transaction(db, SYSTEM, (tx) => enqueue(tx, loading, {}, { key: NAME, queue: NAME }));
