import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { z } from "zod";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../platform/jobs/index.ts";
import type { ExchangeEvent } from "../telephony/index.ts";
import type { CallsDeps } from "./calls-deps.ts";
import { lockCall } from "./calls-queries.ts";
import { addEvent, writeEvents } from "./events-store.ts";
import { fileOf, insertRecording, keepPeaks } from "./recordings-store.ts";
import type { Turn } from "./turn.ts";
import { peaksOfWav } from "./wav.ts";

const PEAK_SLICES = 1_000;

/** Computes the peaks of one recording, once, where the worker runs. */
export const peaksJob = (db: Db, folder: string): Job<{ recordingId: string }> =>
  defineJob("calls.compute_peaks", z.object({ recordingId: z.uuid() }), { maxAttempts: 5 }, async ({ recordingId }) => {
    const file = await transaction(db, SYSTEM, (tx) => fileOf(tx, recordingId), { readOnly: true });
    if (file === null) return;
    const peaks = peaksOfWav(await readFile(join(folder, file)), PEAK_SLICES);
    if (peaks !== null) await transaction(db, SYSTEM, (tx) => keepPeaks(tx, recordingId, peaks));
  });

/** Keeps what was recorded of a call, with the announcement that its caller had heard. A file from elsewhere on the disk is a bug. */
export function keepRecorded(deps: CallsDeps, turn: Turn, event: Extract<ExchangeEvent, { kind: "recorded" }>): void {
  const { callId, seconds, lost, at, beganAt = at - seconds * 1000 } = event;
  const root = resolve(deps.folders.recordings);
  const file = relative(root, resolve(root, event.file));
  if (file === "" || file.startsWith("..") || isAbsolute(file)) throw new Error("a recording lies outside its folder");
  const recordingId = turn.id();
  turn.write(async ({ tx, touched }) => {
    if ((await lockCall(tx, callId)) === null) return deps.log.error({ callId, file }, "lines: recording without a call");
    touched.add(callId);
    // The announcement that it is bound to may be gathered and not written yet.
    await writeEvents(tx);
    const until = new Date(at + deps.retentionMs);
    const recording = { recordingId, callId, file, at: new Date(at), beganAt: new Date(beganAt), seconds, lost, until };
    // A server that died after it had told may tell again.
    if (!(await insertRecording(tx, recording))) return;
    await addEvent(tx, callId, { at: turn.at, kind: "recorded", data: { recordingId, seconds, lost } });
    await enqueue(tx, peaksJob(deps.db, root), { recordingId });
  });
}
