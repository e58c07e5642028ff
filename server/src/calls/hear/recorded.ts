import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { z } from "zod";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { defineJob, toEnqueue, type Job } from "../../platform/jobs/index.ts";
import type { ExchangeEvent } from "../../telephony/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { addEvent } from "../rows/events-store.ts";
import { fileOf, setPeaks } from "../rows/recordings-store.ts";
import type { Turn } from "../turns/turn.ts";
import { peaksOfWav } from "./wav.ts";

const PEAK_SLICES = 1_000;

/** Computes the peaks of one recording, once, where the worker runs. */
export const peaksJob = (db: Db, folder: string): Job<{ recordingId: string }> =>
  defineJob("calls.compute_peaks", z.object({ recordingId: z.uuid() }), { maxAttempts: 5 }, async ({ recordingId }) => {
    const file = await transaction(db, SYSTEM, (tx) => fileOf(tx, recordingId), { readOnly: true });
    if (file === null) return;
    const peaks = peaksOfWav(await readFile(join(folder, file)), PEAK_SLICES);
    if (peaks !== null) await transaction(db, SYSTEM, (tx) => setPeaks(tx, recordingId, peaks));
  });

/** Adds the recording of a call, with the announcement that its caller had heard. A file from elsewhere on the disk is a bug. */
export function addRecording(deps: CallsDeps, turn: Turn, event: Extract<ExchangeEvent, { kind: "recorded" }>): void {
  const { callId, seconds, lost, at, beganAt = at - seconds * 1000 } = event;
  const root = resolve(deps.folders.recordings);
  const file = relative(root, resolve(root, event.file));
  if (file === "" || file.startsWith("..") || isAbsolute(file)) throw new Error("a recording lies outside its folder");
  const recordingId = turn.id();
  turn.needRecord(callId, file);
  turn.write(async (writing) => {
    const until = new Date(at + deps.retentionMs);
    const recording = { recordingId, callId, file, at: new Date(at), beganAt: new Date(beganAt), seconds, lost, until };
    const isNew = writing.record(recording);
    if (isNew === null) return deps.log.error({ callId, file }, "lines: recording without a call");
    writing.touched.add(callId);
    // A server that died after it had told may tell again.
    if (!isNew) return;
    await addEvent(writing.tx, callId, { at: turn.at, kind: "recorded", data: { recordingId, seconds, lost } });
    writing.enqueue(toEnqueue(peaksJob(deps.db, root), { recordingId }));
  });
}
