import {
  CAMERA_FAULTS,
  RECORDER_SILENT,
  seenFault,
  stepOfFault,
  type CameraFault,
  type FaultHeld,
  type FaultStep,
  type HealthFacts,
} from "@amaliyat/domain/cameras";
import { settle, type Logged } from "../../audit/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { lockUntilEnd, SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import type { Log } from "../../platform/log.ts";
import { lookEvery } from "../../platform/look-every.ts";
import { cameraSubject } from "../subjects.ts";
import { faultRaisedAt, heldFaults, recorderSeenAt, standingOf, suspectCameras, type FactsRow, type HeldRow } from "./faults-queries.ts";
import { clearFault, insertFault, updateGone } from "./faults-store.ts";

export type HealthDeps = { readonly db: Db; readonly clock: Clock; readonly log: Log };

/** The cameras are looked at this often, ms: a loss is told within 5 s of the last picture. */
const LOOK_MS = 1_000;
/** A recorder signs every 3 s: after this time without a sign it is silent, ms. */
const SILENT_AFTER_MS = 9_000;
/** A recorder that starts with this watch has this long for its first words, ms. */
const FIRST_WORDS_MS = 15_000;
/** No look for so long, or one that took so long: the database was away, ms. */
const AWAY_MS = 5_000;
const HOUR_MS = 3_600_000;

/** Facts of a camera. With `silentSince` no recorder has said anything since then, and none of its words holds. */
function factsOf(row: FactsRow, silentSince: number | null): HealthFacts {
  const recording =
    row.is_recorded === null || row.recording_since === null
      ? null
      : { isRecorded: row.is_recorded, since: row.recording_since.getTime(), cause: row.recording_cause };
  return {
    isServing: row.kind === "in_service",
    isToRecord: row.record,
    connection: { state: row.state, since: row.since.getTime(), cause: row.cause },
    recording: silentSince === null ? recording : { isRecorded: false, since: silentSince, cause: RECORDER_SILENT },
    clockOffsetMs: row.clock_offset_ms,
  };
}

function heldOf(rows: readonly HeldRow[]): FaultHeld {
  const standing = rows.find(({ cleared_at }) => cleared_at === null);
  return {
    standing: standing === undefined ? null : { goneAt: standing.gone_at?.getTime() ?? null },
    changes: rows.flatMap(({ raised_at, cleared_at }) => [raised_at.getTime(), ...(cleared_at === null ? [] : [cleared_at.getTime()])]),
  };
}

/** A step that changes a fault, and what is known of it. */
type Stepped = {
  readonly camera: FactsRow;
  readonly fault: CameraFault;
  readonly step: Exclude<FaultStep, null>;
  readonly seen: ReturnType<typeof seenFault>;
};

/** Finds the steps of all faults of the cameras that may have one. */
async function stepsNow(tx: Tx, at: number, silentSince: number | null): Promise<Stepped[]> {
  const cameras = await suspectCameras(tx, silentSince !== null);
  if (cameras.length === 0) return [];
  const held = await heldFaults(
    tx,
    cameras.map(({ camera_id }) => camera_id),
    new Date(at - HOUR_MS),
  );
  const byFault = Map.groupBy(held, ({ camera_id, fault }) => `${camera_id} ${fault}`);
  return cameras.flatMap((camera) => {
    const facts = factsOf(camera, silentSince);
    return CAMERA_FAULTS.flatMap((fault) => {
      const before = heldOf(byFault.get(`${camera.camera_id} ${fault}`) ?? []);
      const seen = seenFault(fault, facts, at, before.standing !== null);
      const step = stepOfFault(fault, before, seen, facts.isServing, at);
      return step === null ? [] : [{ camera, fault, step, seen }];
    });
  });
}

/** Stores a step; its entry of the log, if it has one. */
async function stored(tx: Tx, { camera, fault, step, seen }: Stepped, at: Date): Promise<Logged | null> {
  const { camera_id: cameraId, sector_id: sectorId, code } = camera;
  const about = cameraSubject({ cameraId, sectorId });
  switch (step) {
    case "raise": {
      if (seen === null || !(await insertFault(tx, cameraId, fault, seen, at))) return null;
      const { since, cause } = seen;
      return { type: "camera.fault_raised", about, detail: { code, fault, cause, from: new Date(since).toISOString() } };
    }
    case "clear":
      await clearFault(tx, cameraId, fault, at);
      return { type: "camera.fault_cleared", about, detail: { code, fault } };
    case "gone":
    case "back":
      await updateGone(tx, cameraId, fault, step === "gone" ? at : null);
      return null;
  }
}

/**
 * Raises and clears the faults of all cameras as their facts are now. Several processes may do it: one after the other. `silentMs`: time for which
 * no recorder has given a sign of life, null if none ever did.
 */
export async function lookForFaults(tx: Tx, at: number, silentMs: number | null): Promise<void> {
  const silentSince = silentMs !== null && silentMs > SILENT_AFTER_MS ? at - silentMs : null;
  if ((await stepsNow(tx, at, silentSince)).length === 0) return;
  // Read again behind the lock: another process may have taken the same steps meanwhile.
  await lockUntilEnd(tx, "cameraHealth");
  const now = new Date(at);
  const logged: Logged[] = [];
  const tellings: Telling[] = [];
  for (const stepped of await stepsNow(tx, at, silentSince)) {
    const { camera, fault, step } = stepped;
    const [standing = null] = await standingOf(tx, [camera.camera_id], fault);
    const entry = await stored(tx, stepped, now);
    if (entry !== null) logged.push(entry);
    const raisedAt = step === "raise" ? now : standing === null ? null : new Date(standing.raisedAt);
    const row = raisedAt === null ? null : await faultRaisedAt(tx, camera.camera_id, fault, raisedAt);
    if (row !== null) tellings.push({ happening: { topic: "camera_fault", row }, sectorId: camera.sector_id });
  }
  await settle(tx, { who: null, at }, logged, tellings);
}

/**
 * Looks for faults of cameras for as long as it is held. After a start, and after a time without the database, the words of the recorder are old:
 * nothing is judged until it has had the time for new ones.
 */
export function startHealthWatch({ db, clock, log }: HealthDeps): AsyncDisposable {
  let lookedAt = performance.now();
  let judgesFrom = lookedAt + FIRST_WORDS_MS;
  // By the clock of the process: the one of the database may be set.
  let [sign, signedAt] = [null as number | null, lookedAt];
  const turn = async (): Promise<void> => {
    const began = performance.now();
    const at = clock();
    const seen = await transaction(db, SYSTEM, recorderSeenAt, { readOnly: true });
    const read = performance.now();
    if (began - lookedAt > AWAY_MS || read - began > AWAY_MS) judgesFrom = read + FIRST_WORDS_MS;
    if (seen !== null && seen.getTime() !== sign) [sign, signedAt] = [seen.getTime(), read];
    if (read >= judgesFrom) await transaction(db, SYSTEM, (tx) => lookForFaults(tx, at, sign === null ? null : read - signedAt));
    lookedAt = performance.now();
  };
  return lookEvery(LOOK_MS, turn, log, "cameras: faults not looked for, retrying");
}
